"""Conditions and bands as nullable boolean expressions: SQL's three-valued logic is the one that is meant."""

import datetime as dt
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from kehuan.engine.calendar import days_between, months_before
from kehuan.engine.conditions import OPERATORS, Comparison, Condition, Not, Test
from kehuan.engine.figures import Figure
from kehuan.engine.policy.grading import Grading


@dataclass(frozen=True)
class Thresholds:
    """What the figures of a policy are worth in stored values on one cut-off."""

    grading: Grading
    as_of: dt.date

    def value(self, metric: str, figure: Figure) -> int | float:
        """Fen, counts, days, months or the rank of a word; float64 where the figure is not whole or is a percent."""
        if scale := self.grading.scale(metric):
            return scale.index(figure.text)
        dimension = self.grading.dimension(metric)
        if figure.kind == "months" and dimension == "days":
            return days_between(months_before(self.as_of, int(figure.value)), self.as_of)
        exact = figure.value * 100 if dimension == "money" else figure.value
        return stored(exact, real=dimension == "ratio")

    def test(self, metric: str, test: Test, value: ir.Value) -> ir.BooleanValue:
        """`value operator figure`, null where the value is null."""
        outcome: ir.BooleanValue = OPERATORS[test.operator](value, self.value(metric, test.figure))
        return outcome


def stored(exact: Fraction, *, real: bool = False) -> int | float:
    """An exact figure as it is compared: an int when whole, else the nearest float64."""
    return float(exact) if real or exact.denominator != 1 else int(exact)


def holds(thresholds: Thresholds, condition: Condition, row: Any) -> ir.BooleanValue:
    """The condition over the metric columns of `row`: true, false, or null for unknown."""
    if isinstance(condition, Comparison):
        return thresholds.test(condition.metric, condition.test, row[condition.metric])
    if isinstance(condition, Not):
        # not `~part`: Ibis writes `NOT (a) IS NULL`, which SQL reads as NOT (a IS NULL)
        return holds(thresholds, condition.part, row) == ibis.literal(False)
    parts = [holds(thresholds, part, row) for part in condition.parts]
    if condition.k == len(parts):
        return reduce(operator.and_, parts)
    if condition.k == 1:
        return reduce(operator.or_, parts)
    true = total(count(part.fill_null(False)) for part in parts)
    possible = total(count(part.fill_null(True)) for part in parts)
    return ibis.cases((true >= condition.k, True), (possible < condition.k, False))


def count(flag: ir.BooleanValue) -> ir.IntegerValue:
    """1 or 0."""
    return flag.cast("int32")


def total(numbers: Iterable[ir.IntegerValue]) -> ir.IntegerValue:
    """The sum of columns side by side; 0 for none."""
    listed = list(numbers)
    summed: ir.IntegerValue = reduce(operator.add, listed) if listed else ibis.literal(0)
    return summed.cast("int32")


def bits(flags: Sequence[ir.BooleanValue]) -> ir.IntegerValue:
    """A bit set: bit i is 1 when flag i is true; flags are never null."""
    return total(count(flag) * (1 << i) for i, flag in enumerate(flags))
