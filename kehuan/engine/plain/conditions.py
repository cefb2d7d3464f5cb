"""Three-valued conditions: a comparison with an absent value is unknown (None), and unknown spreads as Kleene says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kehuan.engine.calendar import days_between, months_before
from kehuan.engine.conditions import OPERATORS, Combination, Comparison, Condition, Not, Test, comparisons
from kehuan.engine.figures import Figure
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.metrics import Dimension

Value = int | float | None
Values = Mapping[str, Value]
Truth = bool | None
Judge = Callable[[Values], Truth]
Check = Callable[[Value], Truth]


def at_least(k: int, parts: list[Truth]) -> Truth:
    """Whether k of the parts are true: unknown while the unknown ones decide it."""
    true = parts.count(True)
    if true >= k:
        return True
    return None if true + parts.count(None) >= k else False


def limit_of(figure: Figure, dimension: Dimension, as_of: date) -> int | float:
    """The figure in the metric's own unit: fen for money, days for a duration against days; float only if not whole."""
    value = figure.value
    if dimension == "days" and figure.kind == "months":
        return days_between(months_before(as_of, int(value)), as_of)
    if dimension == "money":
        value *= 100
    return int(value) if value.denominator == 1 else float(value)


def check_of(test: Test, limit: float) -> Check:
    """The test as a function of one value."""
    compare = OPERATORS[test.operator]
    return lambda value: None if value is None else compare(value, limit)


@dataclass(frozen=True)
class Reader:
    """Turns the conditions of one policy at one cut-off into functions of a customer's values."""

    grading: Grading
    as_of: date

    def check(self, metric: str, test: Test) -> Check:
        """The test of a value of this metric; a word stands for its rank on the metric's scale, worst 0."""
        if scale := self.grading.scale(metric):
            return check_of(test, scale.index(test.figure.text))
        return check_of(test, limit_of(test.figure, self.grading.dimension(metric), self.as_of))

    def judge(self, condition: Condition) -> Judge:
        """The condition as a function of all values."""
        match condition:
            case Comparison(metric=metric, test=test):
                check = self.check(metric, test)
                return lambda values: check(values[metric])
            case Not(part=part):
                inner = self.judge(part)
                return lambda values: None if (truth := inner(values)) is None else not truth
            case Combination(k=k, parts=parts):
                judges = [self.judge(part) for part in parts]
                return lambda values: at_least(k, [judge(values) for judge in judges])

    def leaves(self, condition: Condition) -> list[Judge]:
        """The condition's comparisons one by one, in the order in which explanations number them."""
        return [self.judge(leaf) for leaf in comparisons(condition)]


def bits(truths: list[Truth]) -> tuple[int, int]:
    """Two bit sets over the truths: what is not true, and what of it is unknown."""
    fails = sum(1 << place for place, truth in enumerate(truths) if truth is not True)
    unknown = sum(1 << place for place, truth in enumerate(truths) if truth is None)
    return fails, unknown
