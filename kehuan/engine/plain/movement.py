"""Movement: target and rule together move a customer, anything else stays and says why (policy chapter 四)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kehuan.engine.plain.conditions import Judge, Reader, Truth, Values, bits
from kehuan.engine.policy import Policy
from kehuan.engine.policy.adjustment import Adjustment, Rule

Way = Literal["upgrade", "downgrade"]
Outcome = Literal["not_graded", "newcomer", "placed", "up", "held_up", "down", "down_again", "held_down", "kept"]


@dataclass(frozen=True)
class Standing:
    """Where a customer stands before it moves. Grades are places, 0 is best; `current` is −1 when it has none."""

    graded: bool
    newcomer: bool
    current: int
    target: int
    worse_rounds: int
    values: Values


@dataclass(frozen=True)
class Verdict:
    """A rule's truth (1, 0, −1 unknown, None not asked) and the bit sets of its comparisons that are not true."""

    rule: int | None = None
    fails: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Move:
    """Where the customer goes and why; `marks` is a bit set over the `within` rules, upgrade's first."""

    outcome: Outcome
    final: int
    verdict: Verdict
    warned: bool
    marks: int


Asked = Callable[[Values], Verdict]


def moves_of(policy: Policy, reader: Reader) -> Callable[[Standing], Move]:
    """The movement of every customer of one policy at one cut-off."""
    rules = _rules_from(policy, reader)
    provisional = _provisional(reader)
    marks = _marks(policy, reader)

    def move(standing: Standing) -> Move:
        verdict = _asked(standing, rules)
        outcome = _outcome(policy.adjustment, standing, verdict)
        final = provisional(standing) if outcome == "newcomer" else _final(policy.adjustment, outcome, standing)
        warn = policy.adjustment.movement.otherwise.rule_only == "warn"
        warned = warn and outcome == "kept" and verdict.rule == 1
        return Move(outcome, final, verdict, warned, marks(standing, final))

    return move


def _rules_from(policy: Policy, reader: Reader) -> dict[tuple[Way, int], Asked]:
    ways: tuple[Way, Way] = ("upgrade", "downgrade")
    return {
        (way, place): _asking(rule, reader)
        for way in ways
        for place, name in enumerate(policy.grading.names)
        if (rule := policy.adjustment.rule(way, "from", name))
    }


def _asking(rule: Rule, reader: Reader) -> Asked:
    judge, leaves = reader.judge(rule.when), reader.leaves(rule.when)

    def ask(values: Values) -> Verdict:
        return Verdict(_figure(judge(values)), *bits([leaf(values) for leaf in leaves]))

    return ask


def _figure(truth: Truth) -> int:
    return -1 if truth is None else int(truth)


def _asked(standing: Standing, rules: dict[tuple[Way, int], Asked]) -> Verdict:
    """The verdict of the rule that the target asks for; a kept grade asks the downgrade rule, which may warn."""
    if not standing.graded or standing.newcomer or standing.current < 0:
        return Verdict()
    way: Way = "upgrade" if standing.target < standing.current else "downgrade"
    ask = rules.get((way, standing.current))
    return ask(standing.values) if ask else Verdict()


def _outcome(adjustment: Adjustment, standing: Standing, verdict: Verdict) -> Outcome:
    up, down = adjustment.movement.up, adjustment.movement.down
    if not standing.graded:
        return "not_graded"
    if standing.newcomer:
        return "newcomer"
    if standing.current < 0:
        return "placed"
    if standing.target < standing.current:
        return "up" if verdict.rule == 1 or "rule" not in up.needs else "held_up"
    if standing.target == standing.current:
        return "kept"
    if verdict.rule == 1 or "rule" not in down.needs:
        return "down"
    return "down_again" if down.rounds and standing.worse_rounds + 1 >= down.rounds else "held_down"


def _final(adjustment: Adjustment, outcome: Outcome, standing: Standing) -> int:
    current, target = standing.current, standing.target
    match outcome:
        case "not_graded":
            return -1
        case "placed":
            return target
        case "up":
            return max(target, current - adjustment.movement.up.steps)
        case "down":
            return min(target, current + adjustment.movement.down.steps)
        case "down_again":
            return current + 1
    return current


def _provisional(reader: Reader) -> Callable[[Standing], int]:
    """The grade of a newcomer: the provisional one, or the one it has if that is better."""
    newcomers, names = reader.grading.newcomers, reader.grading.names
    if newcomers is None:
        return lambda standing: standing.current
    judges = {names.index(name): reader.judge(condition) for name, condition in newcomers.better.items()}
    better = sorted(judges.items())  # places differ, so judges are never compared
    usual = names.index(newcomers.grade)

    def place(standing: Standing) -> int:
        earned = next((place for place, judge in better if judge(standing.values) is True), usual)
        return earned if standing.current < 0 else min(earned, standing.current)

    return place


def _marks(policy: Policy, reader: Reader) -> Callable[[Standing, int], int]:
    rules = (*policy.adjustment.upgrade.items(), *policy.adjustment.downgrade.items())
    within: list[tuple[int, Judge]] = [
        (policy.grading.names.index(key.split()[1]), reader.judge(rule.when))
        for key, rule in rules
        if key.startswith("within ")
    ]

    def marks(standing: Standing, final: int) -> int:
        if not standing.graded or standing.newcomer or standing.current not in (-1, final):
            return 0
        return sum(
            1 << bit for bit, (place, judge) in enumerate(within) if place == final and judge(standing.values) is True
        )

    return marks
