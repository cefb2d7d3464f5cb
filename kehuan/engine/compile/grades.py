"""Metric values → points, failed conditions, the earned grade, quotas, the target."""

import operator
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from kehuan.engine.compile.conditions import Thresholds, bits, count, holds, total
from kehuan.engine.compile.metrics import Measurement
from kehuan.engine.policy.check import read_band
from kehuan.engine.policy.grading import Criterion, Grade, Grading, Quota


def with_score(thresholds: Thresholds, table: ir.Table) -> ir.Table:
    """`points_<criterion>` of the first band that holds, and `score` in hundredths of a point."""
    score = thresholds.grading.score
    criteria = score.criteria if score else {}
    points = {f"points_{key}": _points(thresholds, table, key, criterion) for key, criterion in criteria.items()}
    table = table.mutate(**points)
    return table.mutate(score=total(table[f"points_{key}"] * criterion.weight for key, criterion in criteria.items()))


def _points(thresholds: Thresholds, table: ir.Table, key: str, criterion: Criterion) -> ir.Value:
    value = table[key]
    bands = [(thresholds.test(key, read_band(text), value), points) for text, points in criterion.bands.items()]
    return ibis.cases((value.isnull(), criterion.unknown), *bands, else_=0).cast("int32")


def with_earned(thresholds: Thresholds, table: ir.Table) -> ir.Table:
    """`fails_<grade>`, `unknown_<grade>`, `earned` and `limited`."""
    grades = list(thresholds.grading.grades.items())[:-1]
    columns: dict[str, ir.Value] = {}
    met: list[ir.BooleanValue] = []
    reachable: list[ir.BooleanValue] = []
    for name, grade in grades:
        tests = [holds(thresholds, condition, table) for condition in grade.conditions]
        true, unknown = [test.fill_null(False) for test in tests], [test.isnull() for test in tests]
        columns[f"fails_{name}"] = bits([~flag for flag in true])
        columns[f"unknown_{name}"] = bits(unknown)
        met.append(_met(grade, true))
        reachable.append(_met(grade, [test.fill_null(True) for test in tests]))
    earned = _first(met, else_=len(grades))
    table = table.mutate(**columns, earned=earned)
    best = _first(reachable, else_=len(grades))
    return table.mutate(limited=ibis.ifelse(best < table.earned, best, -1))


def _met(grade: Grade, true: list[ir.BooleanValue]) -> ir.BooleanValue:
    must, rest = true[: len(grade.must)], true[len(grade.must) :]
    held = reduce(operator.and_, must, ibis.literal(True))
    return held & (total(map(count, rest)) >= grade.rest.at_least) if grade.rest else held


def _first(flags: list[ir.BooleanValue], else_: int) -> ir.IntegerValue:
    return ibis.cases(*[(flag, place) for place, flag in enumerate(flags)], else_=else_).cast("int32")


def with_target(measurement: Measurement, table: ir.Table) -> ir.Table:
    """`target`: the earned grade after the quotas, from the best grade down."""
    grading = measurement.policy.grading
    table = table.mutate(target=table.earned)
    for name, quota in grading.quota.items():
        grade = grading.names.index(name)
        beyond = _beyond(table, grade, quota, grading).mutate(beyond=True)
        joined = table.left_join(beyond, "customer", rname="beyond_{name}")
        target = ibis.ifelse(joined.beyond.fill_null(False), grade + 1, joined.target).cast("int32")
        table = joined.mutate(target=target).drop("beyond", "beyond_customer")
    return table


def _beyond(table: ir.Table, grade: int, quota: Quota, grading: Grading) -> ir.Table:
    """Those whose grade has no room for them, by score and then by customer."""
    counted: Any = table.filter(table.graded & ~table.newcomer)
    place = counted[quota.within].fill_null("") if quota.within else ibis.literal("")
    counted = counted.select("customer", "score", "target", place=place)
    rooms = counted.group_by("place").agg(room=_room(quota, counted))
    narrow = counted.filter(counted.target == grade)
    order = [narrow.score.desc(), narrow.customer]
    queue = narrow.mutate(ahead=ibis.row_number().over(group_by=narrow.place, order_by=order))
    queue = queue.join(rooms, "place")
    return queue.filter(queue.ahead >= queue.room).select("customer")


def _room(quota: Quota, counted: ir.Table) -> ir.Value:
    if quota.at_most.part is None:
        return ibis.literal(quota.at_most.count or 0, "int64")
    part = quota.at_most.part
    return ibis.greatest((counted.count() * part.numerator) // part.denominator, 1).cast("int64")
