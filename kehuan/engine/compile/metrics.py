"""Facts → metric values: one row a unit, one column a metric, null where the value is unknown."""

import datetime as dt
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from kehuan.engine.calendar import is_month_end, months_before
from kehuan.engine.compile.conditions import Thresholds, count, stored, total
from kehuan.engine.compile.facts import FactTables, by_unit, people, supplied_metrics, units
from kehuan.engine.compile.orders import OrderTotals, order_totals
from kehuan.engine.compile.windows import FOREVER, Span, Windows, months_of, span_of, windows_of
from kehuan.engine.conditions import OPERATORS
from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import (
    AssessedMetric,
    FactMetric,
    IncidentMetric,
    OverdueMetric,
    SilenceMetric,
    TenureMetric,
)

# What the later steps need of a customer beside the metrics. `current` is −1 without a grade.
PERSON = ("industry", "region", "current", "worse_rounds", "graded", "newcomer")


@dataclass(frozen=True)
class Measurement:
    """One policy on one cut-off over one set of fact tables."""

    policy: Policy
    tables: FactTables
    as_of: dt.date

    @cached_property
    def windows(self) -> Mapping[str, Windows]:
        """The windows of every fact metric."""
        cycle = self.policy.adjustment.cycle
        specs = self.policy.grading.metrics.items()
        return {key: windows_of(spec, cycle, self.as_of) for key, spec in specs if isinstance(spec, FactMetric)}

    @cached_property
    def thresholds(self) -> Thresholds:
        """Figures of the policy as stored values."""
        return Thresholds(self.policy.grading, self.as_of)

    @cached_property
    def groups(self) -> ir.Table | None:
        """(customer, unit) where corporate groups are graded as one."""
        return units(self.policy, self.tables)

    @cached_property
    def totals(self) -> OrderTotals:
        """The aggregated orders."""
        return order_totals(self.tables.orders, self.policy.grading, self.windows, self.as_of, self.groups)


def metric_table(measurement: Measurement) -> ir.Table:
    """`customer`, every metric but the ranks (they need all the others), and the columns of PERSON."""
    policy = measurement.policy
    row = _gathered(measurement)
    supplied = supplied_metrics(policy, measurement.tables)
    values: dict[str, ir.Value] = {}
    for key, spec in policy.grading.metrics.items():
        if spec.kind == "rank":
            continue
        value = _value(measurement, key, spec, row)
        if key in supplied:
            value = ibis.coalesce(row[key], value)
        value = value.cast("float64" if spec.is_real else "int64")
        values[key] = value.fill_null(_missing(policy, key)) if spec.fills else value
    return row.select("customer", **values, **_person(measurement, row))


def _missing(policy: Policy, key: str) -> int:
    missing = policy.grading.metrics[key].missing
    if isinstance(missing, str):
        return policy.grading.scale(key).index(missing)
    assert missing is not None  # asked only of a metric that `fills`
    return missing * (100 if policy.grading.dimension(key) == "money" else 1)


def _gathered(measurement: Measurement) -> ir.Table:
    """Everything known of each unit side by side: attributes, order totals, overdue days, incidents."""
    orders = measurement.totals.table
    persons = people(measurement.policy, measurement.tables, measurement.groups)
    joined = persons.outer_join(orders, "customer", rname="ordering_{name}")
    joined = joined.mutate(customer=ibis.coalesce(joined.customer, joined.ordering_customer))
    for source, table in _event_tables(measurement):
        joined = joined.left_join(table, "customer", rname=f"{source}_{{name}}")
    start = ibis.coalesce(ibis.least(joined.since, joined.first_day), joined.since, joined.first_day)
    totals = measurement.totals
    joined = joined.mutate(start=start, **{name: joined[name].fill_null(0).cast("int64") for name in totals.sums})
    return joined.mutate(**totals.counted(joined))


@dataclass(frozen=True)
class Found:
    """What a metric finds in an event table: the rows that it wants, and their figure."""

    wanted: ir.BooleanValue
    figure: ir.Value


def _event_tables(measurement: Measurement) -> Iterator[tuple[str, ir.Table]]:
    """Per source that was given, its figures by unit in columns `found_<metric>`: one scan a source."""
    specs = measurement.policy.grading.metrics.items()
    for source in ("payments", "disputes", "cases"):
        asked = {key: spec for key, spec in specs if source_of(spec) == source}
        given: ir.Table | None = getattr(measurement.tables, source)
        if not asked or given is None:
            continue
        rows = by_unit(given, measurement.groups)
        found = {f"found_{key}": _found_in(measurement, spec, rows) for key, spec in asked.items()}
        wanted = reduce(operator.or_, (each.wanted for each in found.values()))
        figures = {name: each.figure for name, each in found.items()}
        yield source, rows.filter(wanted).group_by("customer").agg(**figures)


def source_of(spec: object) -> str | None:
    """The event table that a metric reads."""
    if isinstance(spec, OverdueMetric):
        return "payments"
    return spec.measure if isinstance(spec, IncidentMetric) else None


def _found_in(measurement: Measurement, spec: object, rows: ir.Table) -> Found:
    if isinstance(spec, OverdueMetric):
        return _overdue(measurement, spec, rows)
    assert isinstance(spec, IncidentMetric)
    wanted = _incidents(measurement, spec, rows)
    return Found(wanted, rows.happened_on.count(where=wanted))


def _overdue(measurement: Measurement, spec: OverdueMetric, rows: ir.Table) -> Found:
    as_of = ibis.literal(measurement.as_of)
    if spec.of == "open":
        wanted = rows.paid_on.isnull() | (rows.paid_on > as_of)
        days = as_of.delta(rows.due_on, unit="day")
    else:
        assert spec.over is not None  # the schema refuses `paid` without a window
        span = span_of(spec.over, measurement.policy.adjustment.cycle, measurement.as_of)
        wanted = _within(rows.paid_on, span, measurement.as_of)
        days = rows.paid_on.delta(rows.due_on, unit="day")
    late = ibis.greatest(days, 0).cast("int64")
    if spec.take == "max":
        return Found(wanted, late.max(where=wanted))
    return Found(wanted, late.sum(where=wanted).cast("float64") / late.count(where=wanted).cast("float64"))


def _within(day: ir.DateValue, span: Span, as_of: dt.date) -> ir.BooleanValue:
    newest = day <= as_of - dt.timedelta(days=span.newest)
    return newest if span.oldest == FOREVER else newest & (day > as_of - dt.timedelta(days=span.oldest))


def _incidents(measurement: Measurement, spec: IncidentMetric, rows: ir.Table) -> ir.BooleanValue:
    as_of, cycle = measurement.as_of, measurement.policy.adjustment.cycle
    span = span_of(spec.over, cycle, as_of) if spec.over else Span(0, FOREVER)
    wanted = _within(rows.happened_on, span, as_of)
    if spec.severity:
        wanted &= rows.severity.isin(spec.severity)
    if spec.case_kind:
        wanted &= rows.kind.isin(spec.case_kind)
    if spec.state != "any":
        closed = (rows.closed_on <= as_of).fill_null(False)
        wanted &= closed if spec.state == "closed" else ~closed
    if spec.older_than:
        wanted &= rows.happened_on < as_of - dt.timedelta(days=spec.older_than)
    return wanted


def _value(measurement: Measurement, key: str, spec: Any, row: Any) -> ir.Value:
    if isinstance(spec, FactMetric):
        return _fact(measurement, key, spec, row)
    if isinstance(spec, TenureMetric):
        days = ibis.literal(measurement.as_of).delta(row.start, unit="day") + 1
        return ibis.ifelse(days >= 1, days, None)
    if isinstance(spec, SilenceMetric):
        return _silence(measurement.as_of, row.last_day)
    if isinstance(spec, AssessedMetric):
        return _assessed(measurement, spec, row)
    return _found(measurement, key, spec, row)


def _found(measurement: Measurement, key: str, spec: IncidentMetric | OverdueMetric, row: Any) -> ir.Value:
    if getattr(measurement.tables, source_of(spec) or "") is None:
        return ibis.null("int64")
    found = row[f"found_{key}"]
    absent = isinstance(spec, OverdueMetric) and spec.of == "paid"
    return found if absent else found.fill_null(0)


def _silence(as_of: dt.date, last_day: ir.DateValue) -> ir.Value:
    """Whole months: a day later in its month than the cut-off's day has not completed the last one."""
    anchor = 31 if is_month_end(as_of) else as_of.day
    months = as_of.year * 12 + as_of.month - (last_day.year() * 12 + last_day.month())
    return months - count(last_day.day() > anchor)


def _assessed(measurement: Measurement, spec: AssessedMetric, row: Any) -> ir.Value:
    value, day = row[spec.assessed], row[f"{spec.assessed}_on"]
    valid = (day <= measurement.as_of).fill_null(True)
    if spec.valid.unit != "all":
        months = months_of(spec.valid, measurement.policy.adjustment.cycle)
        valid &= (day > months_before(measurement.as_of, months)).fill_null(True)
    return ibis.ifelse(valid, value, None)


def _fact(measurement: Measurement, key: str, spec: FactMetric, row: Any) -> ir.Value:
    windows = measurement.windows[key]
    now = _taken(measurement, spec, row, windows.now, windows.units)
    if windows.base is None:
        return now
    base = _taken(measurement, spec, row, windows.base, windows.base_units)
    change = now - base
    if spec.change == "relative":
        ratio = change.cast("float64") / base.cast("float64").nullif(0.0)
        change = ibis.ifelse(base > 0, ratio, None)
    return ibis.ifelse(_base_holds(measurement, spec, row, base, windows), change, None)


def _taken(measurement: Measurement, spec: FactMetric, row: Any, span: Span, spans: tuple[Span, ...]) -> Any:
    sums = measurement.totals.amount if spec.measure == "amount" else measurement.totals.orders
    if not spec.per:
        return sums(row, span)
    if spec.take == "mean":
        return sums(row, span).cast("float64") / float(len(spans))
    each = [sums(row, unit) for unit in spans]
    if spec.count_where:
        figure = spec.count_where.figure
        exact = figure.value * 100 if spec.measure == "amount" else figure.value
        return total(count(OPERATORS[spec.count_where.operator](value, stored(exact))) for value in each).cast("int64")
    return ibis.least(*each) if spec.take == "min" else ibis.greatest(*each)


def _base_holds(measurement: Measurement, spec: FactMetric, row: Any, base: Any, windows: Windows) -> ir.BooleanValue:
    held = ibis.literal(True)
    if spec.base is None or windows.base_first_day is None:
        return held
    if spec.base.at_least:
        factor = 100 if spec.measure == "amount" and not spec.count_where else 1
        held = base >= stored(spec.base.at_least.value * factor)
    if spec.base.whole:
        known_from = measurement.tables.facts_from
        if known_from and known_from > windows.base_first_day:
            return ibis.literal(False)
        held = held & (row.start <= windows.base_first_day).fill_null(False)
    return held


def _person(measurement: Measurement, row: Any) -> dict[str, ir.Value]:
    grading = measurement.policy.grading
    stage = ibis.coalesce(row.stage, ibis.ifelse(row.first_day.notnull(), "成交", "潜在"))
    graded = stage.isin(grading.who.stages)
    current = ibis.cases(*[(row.grade == name, i) for i, name in enumerate(grading.names)], else_=-1).cast("int32")
    newcomer = ibis.literal(False)
    if grading.newcomers:
        edge = months_before(measurement.as_of, grading.newcomers.months)
        newcomer = graded & (row.start > edge).fill_null(False)
    return {
        "industry": row.industry,
        "region": row.region,
        "current": current,
        "worse_rounds": row.worse_rounds.fill_null(0),
        "graded": graded,
        "newcomer": newcomer,
    }
