"""Schemas of the metrics: what is measured from facts, appraised by people, or ranked among customers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, PlainSerializer, PlainValidator, Tag, model_validator

from kehuan.engine.policy.types import (
    Amount,
    Days,
    Section,
    TestField,
    Text,
    Window,
    WindowField,
    Words,
    reader,
    refuse,
)

Dimension = Literal["money", "count", "ratio", "days", "months", "scale", "number"]
Direction = Literal["more", "less"]
PERIOD_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Against:
    """What a change is measured against: the same window `months` earlier, or (0) the window just before."""

    months: int
    text: str

    def __str__(self) -> str:
        return self.text


def _read_against(raw: object) -> Against:
    text = str(raw)
    if text == "same_period_last_year":
        return Against(12, text)
    if text == "the_period_before":
        return Against(0, text)
    if match := re.fullmatch(r"the_(\d+)_months_before", text):
        return Against(int(match[1]), text)
    raise refuse("metric.against_unknown", text=text)


AgainstField = Annotated[Against, PlainValidator(reader(_read_against)), PlainSerializer(str)]


class Base(Section):
    """When a change can be trusted: the base must reach `at_least`, and lie wholly inside the cooperation."""

    whole: bool = False
    at_least: Amount | None = None


class Metric(Section):
    """What every metric has. `missing` is what stands in for an absent value; `unknown` lets it stay absent."""

    kind: ClassVar[str]
    default_factor: ClassVar[str]
    default_better: ClassVar[Direction] = "more"

    label: str = ""
    factor: str = ""
    unit: Literal["", "元", "years", "months", "days"] = ""
    missing: int | Text | None = None
    better: Direction | None = None

    @property
    def fills(self) -> bool:
        """Whether an absent value is replaced by `missing`."""
        return self.missing is not None and self.missing != "unknown"

    @property
    def factor_name(self) -> str:
        """The factor of source 003 二(一) that the metric speaks for."""
        return self.factor or self.default_factor

    @property
    def direction(self) -> Direction:
        """Whether more or less of it is better."""
        return self.better or self.default_better

    @property
    def is_real(self) -> bool:
        """Whether values are float64 (ratios and means); all other values are int64."""
        return False


class FactMetric(Metric):
    """Amounts or order days over a window, per calendar unit or against an earlier window."""

    kind = "fact"
    measure: Literal["amount", "orders"]
    over: WindowField
    shift: WindowField | None = None
    per: Literal["month", "quarter", "half_year", "year"] | None = None
    count_where: TestField | None = None
    take: Literal["mean", "min", "max"] | None = None
    against: AgainstField | None = None
    change: Literal["relative", "absolute"] | None = None
    base: Base | None = None

    @property
    def default_factor(self) -> str:  # type: ignore[override]  # the factor follows from the measure
        return "购买金额" if self.measure == "amount" else "购买频率"

    @property
    def dimension(self) -> Dimension:
        """What the values are: fen, a count, or a ratio."""
        if self.change == "relative":
            return "ratio"
        return "money" if self.measure == "amount" and self.count_where is None else "count"

    @property
    def is_real(self) -> bool:
        return self.change == "relative" or self.take == "mean"

    @model_validator(mode="after")
    def _stated_whole(self) -> "FactMetric":
        if self.per and (self.count_where is None) == (self.take is None):
            raise refuse("metric.per_needs_one_of", per=self.per)
        if not self.per and (self.count_where or self.take):
            raise refuse("metric.per_missing")
        if (self.against is None) != (self.change is None):
            raise refuse("metric.against_and_change")
        if self.base and not self.against:
            raise refuse("metric.base_without_against")
        if self.over.unit == "all" and (self.per or self.against or self.shift):
            raise refuse("metric.all_is_endless")
        if self.shift and self.shift.unit == "all":
            raise refuse("policy.window_unreadable", ("shift",), text=str(self.shift))
        return self


class TenureMetric(Metric):
    """Days of cooperation: from `since` or the first order, whichever is earlier, to the cut-off, both included."""

    kind = "tenure"
    dimension: ClassVar[Dimension] = "days"
    default_factor = "合作稳定性"
    measure: Literal["tenure"]


class SilenceMetric(Metric):
    """Whole months since the last order; absent for those who never ordered."""

    kind = "silence"
    dimension: ClassVar[Dimension] = "months"
    default_factor = "购买频率"
    default_better = "less"
    measure: Literal["months_since_last_order"]


class IncidentMetric(Metric):
    """How many disputes or cases: by kind and severity, in a window, open or older than some days at the cut-off."""

    kind = "incident"
    dimension: ClassVar[Dimension] = "count"
    default_factor = "合作稳定性"
    default_better = "less"
    measure: Literal["disputes", "cases"]
    over: WindowField | None = None
    severity: Words = ()
    case_kind: Words = ()
    state: Literal["open", "unsolved", "closed", "any"] = "any"
    older_than: Days = 0

    @model_validator(mode="before")
    @classmethod
    def _kind_is_written_kind(cls, raw: Any) -> Any:
        if isinstance(raw, Mapping) and "kind" in raw:
            return {("case_kind" if key == "kind" else key): value for key, value in raw.items()}
        return raw


class OverdueMetric(Metric):
    """Days beyond the due date: of what is open at the cut-off, or of what was paid within the window."""

    kind = "overdue"
    dimension: ClassVar[Dimension] = "days"
    default_factor = "合作稳定性"
    default_better = "less"
    measure: Literal["overdue_days"]
    of: Literal["open", "paid"] = "open"
    at: Literal["cut_off"] = "cut_off"
    over: WindowField | None = None
    take: Literal["max", "mean"] = "max"

    @property
    def is_real(self) -> bool:
        return self.take == "mean"

    @model_validator(mode="after")
    def _window_fits(self) -> "OverdueMetric":
        if (self.of == "paid") != (self.over is not None):
            raise refuse("metric.overdue_window", of=self.of)
        return self


class AssessedMetric(Metric):
    """An appraisal by staff: the rank of its word on the scale (worst 0), or a number where no scale is."""

    kind = "assessed"
    default_factor = "客户潜力"
    assessed: Text
    valid: WindowField = Window("all", 0, "all")


class RankMetric(Metric):
    """The share of customers strictly ahead on another metric, 0 for the best; so `< 20%` is the top fifth."""

    kind = "rank"
    dimension: ClassVar[Dimension] = "ratio"
    default_better = "less"
    percentile_of: Text
    within: Literal["industry", "region"] | None = None
    among: TestField | None = None
    default_factor = ""

    @property
    def is_real(self) -> bool:
        return True


_KINDS: dict[str, str] = {
    "amount": "fact",
    "orders": "fact",
    "tenure": "tenure",
    "months_since_last_order": "silence",
    "disputes": "incident",
    "cases": "incident",
    "overdue_days": "overdue",
}


def _kind_of(raw: Any) -> str:
    if isinstance(raw, Metric):
        return raw.kind
    if not isinstance(raw, Mapping):
        return "unknown"
    if "assessed" in raw:
        return "assessed"
    return "rank" if "percentile_of" in raw else _KINDS.get(str(raw.get("measure")), "unknown")


def _refuse_measure(raw: object) -> None:
    measure = raw.get("measure", "") if isinstance(raw, Mapping) else raw
    raise refuse("metric.measure_unknown", text=str(measure), known=", ".join(_KINDS))


AnyMetric = Annotated[
    Annotated[FactMetric, Tag("fact")]
    | Annotated[TenureMetric, Tag("tenure")]
    | Annotated[SilenceMetric, Tag("silence")]
    | Annotated[IncidentMetric, Tag("incident")]
    | Annotated[OverdueMetric, Tag("overdue")]
    | Annotated[AssessedMetric, Tag("assessed")]
    | Annotated[RankMetric, Tag("rank")]
    | Annotated[Any, PlainValidator(_refuse_measure), Tag("unknown")],
    Discriminator(_kind_of),
]
