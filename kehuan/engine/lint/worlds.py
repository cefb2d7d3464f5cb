"""What a condition leaves open: each way of meeting it, as one interval per metric.

A condition is unfolded into *worlds* – `any` gives one per part, `at_least 2 of 4` gives six – so that two questions
can be answered without any data: can it be met at all, and does meeting it force another condition to hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product
from math import ceil, floor, inf

from kehuan.engine.conditions import Combination, Comparison, Condition, Not, Test
from kehuan.engine.policy.grading import Grade, Grading
from kehuan.engine.policy.metrics import PERIOD_MONTHS, FactMetric

# Fractions for exact edges, ±inf where a side is open; the second part says how an edge that is left out sorts.
Edge = tuple[Fraction | float, int]

WORLDS = 2_000  # a grade of 10 conditions "at least 5 of" has 252; beyond this nothing is said
DAYS_OF_MONTH = Fraction("30.4375")
_OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


@dataclass(frozen=True)
class Interval:
    """Values from `low` to `high`; an edge (5, 1) begins just above 5, (5, -1) ends just below."""

    low: Edge = (-inf, 0)
    high: Edge = (inf, 0)

    @property
    def is_empty(self) -> bool:
        """Whether no value lies in it."""
        return self.low > self.high

    def meet(self, other: "Interval") -> "Interval":
        """The values of both."""
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def lies_in(self, other: "Interval") -> bool:
        """Whether every value lies in the other."""
        return self.low >= other.low and self.high <= other.high


World = Mapping[str, Interval]


def grade_condition(grade: Grade) -> Condition:
    """`must` and `rest` of a grade as one condition."""
    rest = (Combination("at_least", grade.rest.at_least, grade.rest.of),) if grade.rest else ()
    parts = (*grade.must, *rest)
    return Combination("all", len(parts), parts)


def ways_to_meet(grading: Grading, condition: Condition) -> list[World] | None:
    """Every world in which the condition holds; empty when it never can, None when there are too many to list."""
    found = list(islice(_worlds(grading, condition), WORLDS + 1))
    return found if len(found) <= WORLDS else None


def _worlds(grading: Grading, condition: Condition) -> Iterator[World]:
    match condition:
        case Not(part=part):
            yield from _worlds(grading, _negated(part))
        case Comparison(metric=metric, test=test):
            interval = region(grading, metric, test).meet(bounds(grading, metric))
            if not interval.is_empty:
                yield {metric: interval}
        case Combination(k=k, parts=parts):
            for chosen in combinations(parts, k):
                for worlds in product(*(list(islice(_worlds(grading, part), WORLDS + 1)) for part in chosen)):
                    if (world := _meet(worlds)) is not None:
                        yield world


def _meet(worlds: tuple[World, ...]) -> World | None:
    together: dict[str, Interval] = {}
    for world in worlds:
        for metric, interval in world.items():
            together[metric] = interval.meet(together.get(metric, interval))
            if together[metric].is_empty:
                return None
    return together


def is_forced(grading: Grading, condition: Condition, world: World) -> bool:
    """Whether the condition holds for every customer of the world."""
    match condition:
        case Not(part=part):
            return is_forced(grading, _negated(part), world)
        case Comparison(metric=metric, test=test):
            interval = world.get(metric, bounds(grading, metric))
            if test.operator == "!=":
                return interval.meet(region(grading, metric, Test("==", test.figure))).is_empty
            return interval.lies_in(region(grading, metric, test))
        case Combination(k=k, parts=parts):
            return sum(is_forced(grading, part, world) for part in parts) >= k


def _negated(condition: Condition) -> Condition:
    match condition:
        case Not(part=part):
            return part
        case Comparison(metric=metric, test=test):
            return Comparison(metric, Test(_OPPOSITE[test.operator], test.figure))
        case Combination(k=k, parts=parts):
            return Combination("at_least", len(parts) - k + 1, tuple(Not(part) for part in parts))


def region(grading: Grading, metric: str, test: Test) -> Interval:
    """The values that pass the test; everything for `!=`, which leaves no interval out."""
    value = _value(grading, metric, test)
    if test.operator == "!=":
        return Interval()
    steps = grading.dimension(metric) in ("count", "scale", "months") and not grading.metrics[metric].is_real
    least: Edge = (Fraction(ceil(value)), 0) if steps else (value, 0)
    most: Edge = (Fraction(floor(value)), 0) if steps else (value, 0)
    above: Edge = (Fraction(floor(value) + 1), 0) if steps else (value, 1)
    below: Edge = (Fraction(ceil(value) - 1), 0) if steps else (value, -1)
    return {
        ">=": Interval(low=least),
        ">": Interval(low=above),
        "<=": Interval(high=most),
        "<": Interval(high=below),
        "==": Interval((value, 0), (value, 0)),
    }[test.operator]


def _value(grading: Grading, metric: str, test: Test) -> Fraction:
    figure, scale = test.figure, grading.scale(metric)
    if scale:
        return Fraction(scale.index(figure.text))
    in_days = grading.dimension(metric) == "days" and figure.kind == "months"
    return figure.value * DAYS_OF_MONTH if in_days else figure.value


def bounds(grading: Grading, metric: str) -> Interval:
    """The values that the metric can have at all: no fewer than 0 orders, no more than 12 months in a year."""
    spec, zero = grading.metrics[metric], (Fraction(0), 0)
    if scale := grading.scale(metric):
        return Interval(zero, (Fraction(len(scale) - 1), 0))
    if spec.kind == "rank":
        return Interval(zero, (Fraction(1), 0))
    if isinstance(spec, FactMetric):
        if spec.change or (spec.measure == "amount" and not spec.count_where):
            return Interval()  # returns make an amount negative, and growth may fall below -100%
        if spec.per and spec.count_where and spec.over.unit == "months":
            return Interval(zero, (Fraction(spec.over.n // PERIOD_MONTHS[spec.per]), 0))
        return Interval(low=zero)
    return Interval() if spec.kind == "assessed" else Interval(low=zero)
