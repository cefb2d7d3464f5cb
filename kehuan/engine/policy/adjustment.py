"""第四章 客户级别调整: the cycle, the movement between grades, the rules of up and down, the flow, the safeguards."""

import itertools
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from kehuan.engine.policy.metrics import PERIOD_MONTHS
from kehuan.engine.policy.types import Clause, ConditionField, Days, MonthDay, Section, Text, Words, refuse

Place = Literal["from", "within"]


class Cycle(Section):
    """How often grades are reviewed, and the days on which the facts are cut off."""

    every: Literal["month", "quarter", "half_year", "year"] = "half_year"
    cut_off: tuple[MonthDay, ...] = ((6, 30), (12, 31))
    governed_by: Literal["version_in_force_on_cut_off"] = "version_in_force_on_cut_off"
    effective: Literal["first_working_day_of_month_after_decision", "day_of_decision"] = (
        "first_working_day_of_month_after_decision"
    )

    @property
    def months(self) -> int:
        """The length of one period in months."""
        return PERIOD_MONTHS[self.every]

    @model_validator(mode="after")
    def _cut_offs_are_even(self) -> "Cycle":
        """Periods must be equally long, or a growth over one period would compare unlike windows."""
        if len(self.cut_off) != 12 // self.months:
            raise refuse("cycle.cut_off_count", ("cut_off",), needed=12 // self.months, every=self.every)
        months = sorted(month for month, _ in self.cut_off)
        ends = {"end" if _is_end(month, day) else day for month, day in self.cut_off}
        if len(ends) > 1 or any(b - a != self.months for a, b in itertools.pairwise(months)):
            raise refuse("cycle.cut_off_uneven", ("cut_off",), every=self.every)
        return self


def _is_end(month: int, day: int) -> bool:
    return day >= {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)


class Up(Section):
    """What an upgrade needs, and how many steps it may go at once."""

    needs: tuple[Literal["target_better", "rule"], ...] = ("target_better", "rule")
    steps: int = Field(default=1, ge=1)


class Down(Section):
    """What a downgrade needs, its steps, and after how many successive worse targets it comes without a rule."""

    needs: tuple[Literal["target_worse", "rule"], ...] = ("target_worse", "rule")
    steps: int = Field(default=1, ge=1)
    without_rule: Text | None = None

    @cached_property
    def rounds(self) -> int:
        """Successive rounds with a worse target that lower the grade without a rule; 0 for never."""
        if self.without_rule is None:
            return 0
        words = self.without_rule.split()
        if len(words) != 3 or words[0] != "after" or words[2] not in ("round", "rounds") or not words[1].isdigit():
            raise refuse("movement.without_rule", ("without_rule",), text=self.without_rule)
        return int(words[1])

    @model_validator(mode="after")
    def _rounds_are_read(self) -> "Down":
        _ = self.rounds
        return self


class Otherwise(Section):
    """What is said when only one of target and rule speaks."""

    target_better: Literal["stay_and_tell"] = "stay_and_tell"
    rule_only: Literal["warn", "nothing"] = "warn"


class Movement(Section):
    """Target and rule together move a customer; anything else stays and says why."""

    up: Up = Up()
    down: Down = Down()
    otherwise: Otherwise = Otherwise()


class Rule(Clause):
    """When a customer moves from a grade, or is marked within it."""

    when: ConditionField
    mark: str = ""
    effect: Words = ()


def _placed(raw: dict[str, Rule]) -> dict[str, Rule]:
    for key in raw:
        words = key.split()
        if len(words) != 2 or words[0] not in ("from", "within"):
            raise refuse("rule.place_unknown", (key,), text=key)
    return raw


Rules = Annotated[dict[str, Rule], AfterValidator(_placed)]


class FlowStep(Section):
    """One step of the adjustment flow: who does it within how long, and what happens otherwise."""

    step: Literal["collect", "propose", "review", "decide", "notify"]
    by: Words
    form: str = ""
    passes: Literal["all", "any", "majority"] = "all"
    refused: Literal["", "back_to_propose", "closed"] = ""
    late: Literal["", "escalate"] = ""
    within: str = ""
    to: Words = ()
    customer: dict[str, str] = {}


class Safeguards(Section):
    """B13: what keeps a grade honest."""

    assessor: Literal["not_the_owner", "second_reader", "anyone"] = "not_the_owner"
    owner_change: Literal["separate_decision"] = "separate_decision"
    returned_soon: Days = 60
    respondents_at_least: int = Field(default=5, ge=1)


class Adjustment(Section):
    """The whole chapter."""

    cycle: Cycle = Cycle()
    movement: Movement = Movement()
    reading: str = ""
    upgrade: Rules = {}
    downgrade: Rules = {}
    flow: tuple[FlowStep, ...] = ()
    safeguards: Safeguards = Safeguards()

    def rule(self, way: Literal["upgrade", "downgrade"], place: Place, grade: str) -> Rule | None:
        """The rule of that way from or within a grade, None where the policy has none."""
        rules = self.upgrade if way == "upgrade" else self.downgrade
        return rules.get(f"{place} {grade}")
