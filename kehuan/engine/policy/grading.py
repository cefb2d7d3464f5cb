"""第二章 客户分级标准: who is graded, by which metrics, into which grades."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from kehuan.engine.figures import read_figure
from kehuan.engine.policy.metrics import AnyMetric, AssessedMetric, Dimension, RankMetric
from kehuan.engine.policy.types import (
    Amount,
    Clause,
    ConditionField,
    Section,
    ShareField,
    Text,
    Words,
    refuse,
)

FACTORS = (
    "购买金额",
    "购买频率",
    "客户潜力",
    "合作稳定性",
    "客户影响力",
)  # source 003 二(一); `factors` may name others
Stage = Literal["潜在", "意向", "成交", "沉睡", "流失"]


class Who(Section):
    """Customers in these stages carry a grade; a customer without a stage is 成交 once it has bought, 潜在 before."""

    stages: tuple[Stage, ...] = ("成交", "沉睡")
    unit: Literal["单个客户", "集团合并"] = "单个客户"
    members: Literal["inherit"] = "inherit"


class AmountRule(Section):
    """What an amount is. Cancellations and returns count on their own day."""

    basis: Literal["下单", "发货", "开票", "回款"] = "下单"
    tax: Literal["含税", "不含税"] = "含税"
    returns: Literal["按退货日冲减"] = "按退货日冲减"
    currency: str = "CNY"
    rate: Literal["下单日"] = "下单日"


class OrderRule(Section):
    """What counts as one purchase: a day with an order of at least this much, or every such order."""

    counts: Literal["有单日", "订单"] = "有单日"
    at_least: Amount = Field(default=read_figure(0))
    cancelled: Literal["不计"] = "不计"


class Newcomers(Section):
    """新客户: shorter than `until` with us; provisional grade, `better` lists what earns a better one at once."""

    until: Text = "6 months after first_order"
    mark: Text = "新客户"
    grade: Text
    better: dict[str, ConditionField] = {}
    served_as: Text | None = None
    left_out_of: tuple[Literal["downgrade", "retention", "upgrade_rate"], ...] = (
        "downgrade",
        "retention",
        "upgrade_rate",
    )

    @cached_property
    def months(self) -> int:
        """`until` in whole months."""
        figure = read_figure(self.until.removesuffix("after first_order").strip())
        if figure.kind != "months" or figure.value.denominator != 1:
            raise refuse("policy.months_expected", ("until",), text=self.until)
        return int(figure.value)

    @model_validator(mode="after")
    def _until_is_read(self) -> "Newcomers":
        _ = self.months
        return self


class Rest(Section):
    """Of the further conditions at least so many hold."""

    at_least: int = Field(ge=1)
    of: tuple[ConditionField, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _enough(self) -> "Rest":
        if self.at_least > len(self.of):
            raise refuse("condition.at_least_out_of_range", ("at_least",), k=self.at_least, count=len(self.of))
        return self


class Grade(Clause):
    """One grade: `must` all hold and of `rest` at least so many; the last grade takes everyone else."""

    name: str = ""
    must: tuple[ConditionField, ...] = ()
    rest: Rest | None = None
    otherwise: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> "Grade":
        if self.otherwise == bool(self.must or self.rest):
            raise refuse("grade.must_or_otherwise")
        return self

    @property
    def conditions(self) -> tuple[Any, ...]:
        """`must` then `rest`, in the order in which explanations number them."""
        return (*self.must, *(self.rest.of if self.rest else ()))


class Quota(Section):
    """At most so many in the grade, the best by score; the others take the next grade and are told why."""

    at_most: ShareField
    by: Literal["score"] = "score"
    within: Literal["industry", "region"] | None = None


class Criterion(Section):
    """A factor's weight in the score and its points per band; the first band that holds counts, none gives 0."""

    weight: int = Field(ge=0, le=100)
    bands: dict[str, int] = Field(min_length=1)
    unknown: int = Field(default=0, ge=0, le=100)

    @model_validator(mode="before")
    @classmethod
    def _bands_keep_their_words(cls, raw: Any) -> Any:
        if isinstance(raw, Mapping) and isinstance(raw.get("bands"), Mapping):
            return {**raw, "bands": {str(band): points for band, points in raw["bands"].items()}}
        return raw


class Score(Section):
    """Ranks inside a grade, fills quotas, shows the distance; never lifts anyone past a failed condition."""

    role: Literal["rank"] = "rank"
    criteria: dict[str, Criterion] = Field(min_length=1)


class Grading(Section):
    """The whole chapter."""

    who: Who = Who()
    amount: AmountRule = AmountRule()
    order: OrderRule = OrderRule()
    newcomers: Newcomers | None = None
    factors: Words = FACTORS
    scales: dict[str, tuple[Text, ...]] = {}
    metrics: dict[str, AnyMetric] = Field(min_length=1)
    grades: dict[str, Grade] = Field(min_length=2)
    quota: dict[str, Quota] = {}
    score: Score | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Grade names, best first."""
        return tuple(self.grades)

    def scale(self, metric: str) -> tuple[str, ...]:
        """The words of the metric's scale, worst first; empty where it has none."""
        spec = self.metrics[metric]
        return self.scales.get(spec.assessed, ()) if isinstance(spec, AssessedMetric) else ()

    def dimension(self, metric: str) -> Dimension:
        """What the values of the metric are."""
        spec = self.metrics[metric]
        if isinstance(spec, AssessedMetric):
            return "scale" if spec.assessed in self.scales else "number"
        dimension: Dimension = spec.dimension
        return dimension

    def better(self, metric: str) -> Literal["more", "less"]:
        """Whether more or less of the metric is better; a rank among others turns its metric's direction round."""
        spec = self.metrics[metric]
        direction: Literal["more", "less"] = spec.direction
        if isinstance(spec, RankMetric) and spec.better is None:
            return "less"
        return direction
