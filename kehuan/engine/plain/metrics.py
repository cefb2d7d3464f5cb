"""Every metric as a function of one customer's facts (docs/grading-semantics.md, Metrics).

Whatever depends only on policy and cut-off is worked out once, when the function is made.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kehuan.engine.calendar import days_between, months_before
from kehuan.engine.plain.conditions import Value, check_of, limit_of
from kehuan.engine.plain.facts import Incident
from kehuan.engine.plain.units import Entry, Unit
from kehuan.engine.plain.windows import Frame, Span, span_to
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.metrics import (
    PERIOD_MONTHS,
    AssessedMetric,
    Base,
    Dimension,
    FactMetric,
    IncidentMetric,
    Metric,
    OverdueMetric,
    RankMetric,
    SilenceMetric,
    TenureMetric,
)

Measure = Callable[[Unit], Value]


def measures_of(grading: Grading, frame: Frame) -> dict[str, Measure]:
    """The measure of every metric by its key. Ranks need all customers and are left to `ranks`."""
    return {
        key: _completed(key, spec, _measure(key, spec, grading, frame), grading)
        for key, spec in grading.metrics.items()
        if not isinstance(spec, RankMetric)
    }


def filler_of(key: str, spec: Metric, grading: Grading) -> Value:
    """What stands in for an absent value, in the metric's unit; None where it stays unknown."""
    if not spec.fills:
        return None
    if isinstance(spec.missing, str):
        return grading.scale(key).index(spec.missing)
    assert spec.missing is not None  # `fills` says so
    value = spec.missing * (100 if grading.dimension(key) == "money" else 1)
    return float(value) if spec.is_real else value


def _completed(key: str, spec: Metric, computed: Measure, grading: Grading) -> Measure:
    """A supplied figure first, then the computed value, then what `missing` says."""
    filler = filler_of(key, spec, grading)
    number = float if spec.is_real else int

    def measure(unit: Unit) -> Value:
        supplied = None if isinstance(spec, AssessedMetric) else unit.attributes.get(key)
        value = number(supplied) if isinstance(supplied, int | float) else computed(unit)
        return filler if value is None else value

    return measure


def _measure(key: str, spec: Metric, grading: Grading, frame: Frame) -> Measure:
    match spec:
        case FactMetric():
            return _fact(spec, frame)
        case TenureMetric():
            return lambda unit: _tenure(unit.start, frame.as_of)
        case SilenceMetric():
            return lambda unit: _silence(unit.last_purchase, frame.as_of)
        case IncidentMetric():
            return _incidents(spec, frame)
        case OverdueMetric(of="open"):
            return _overdue_open(spec, frame)
        case OverdueMetric():
            return _overdue_paid(spec, frame)
        case AssessedMetric():
            return _assessed(spec, grading.scale(key), frame)
    raise AssertionError(f"no measure for {spec.kind}")


def _fact(spec: FactMetric, frame: Frame) -> Measure:
    span = frame.span(spec.over, spec.shift, PERIOD_MONTHS[spec.per] if spec.per else 0)
    now = _figure(spec, span, frame)
    if spec.against is None:
        return lambda unit: now(_entries(spec, unit))
    base_span = span.earlier(spec.against.months or span.months)
    base = _figure(spec, base_span, frame)
    trusted = _trusted(spec, base_span, frame)

    def change(unit: Unit) -> Value:
        entries = _entries(spec, unit)
        before = base(entries)
        if not trusted(unit, before):
            return None
        if spec.change == "absolute":
            return now(entries) - before
        return (float(now(entries)) - float(before)) / float(before) if before > 0 else None

    return change


def _entries(spec: FactMetric, unit: Unit) -> Sequence[Entry]:
    return unit.amounts if spec.measure == "amount" else unit.purchases


def _figure(spec: FactMetric, span: Span, frame: Frame) -> Callable[[Sequence[Entry]], int | float]:
    """What the metric makes of the entries of one span."""
    if spec.per is None:
        return lambda entries: _total(entries, span)
    parts = span.units(PERIOD_MONTHS[spec.per])
    if spec.count_where:
        dimension: Dimension = "money" if spec.measure == "amount" else "count"
        passes = check_of(spec.count_where, limit_of(spec.count_where.figure, dimension, frame.as_of))
        return lambda entries: sum(passes(_total(entries, part)) is True for part in parts)
    if spec.take == "mean":
        return lambda entries: float(_total(entries, span)) / len(parts)
    pick = min if spec.take == "min" else max
    return lambda entries: pick(_total(entries, part) for part in parts)


def _total(entries: Sequence[Entry], span: Span) -> int:
    after, end = span.after, span.end
    return sum(figure for day, figure in entries if after < day <= end)


def _trusted(spec: FactMetric, base: Span, frame: Frame) -> Callable[[Unit, float], bool]:
    """Whether the base of a change may be compared with: large enough, and wholly inside the cooperation."""
    rule = spec.base or Base()
    dimension: Dimension = "money" if spec.measure == "amount" and spec.count_where is None else "count"
    floor = limit_of(rule.at_least, dimension, frame.as_of) if rule.at_least else None
    known = frame.facts_from is None or frame.facts_from <= base.first_day

    def trusted(unit: Unit, before: float) -> bool:
        if floor is not None and before < floor:
            return False
        return not rule.whole or (known and unit.start is not None and unit.start <= base.first_day)

    return trusted


def _tenure(start: date | None, as_of: date) -> int | None:
    return None if start is None or start > as_of else days_between(start, as_of) + 1


def _silence(last: date | None, as_of: date) -> int | None:
    if last is None:
        return None
    months = (as_of.year - last.year) * 12 + as_of.month - last.month
    return months if last <= months_before(as_of, months) else months - 1


def _incidents(spec: IncidentMetric, frame: Frame) -> Measure:
    span = frame.span(spec.over) if spec.over else None
    older = frame.as_of - timedelta(days=spec.older_than)

    def counts(incident: Incident) -> bool:
        is_open = incident.closed_on is None or incident.closed_on > frame.as_of
        return (
            (span is None or span.after < incident.happened_on <= span.end)
            and (not spec.severity or incident.severity in spec.severity)
            and (not spec.case_kind or incident.kind in spec.case_kind)
            and (spec.state == "any" or is_open == (spec.state != "closed"))
            and (not spec.older_than or incident.happened_on < older)
        )

    def measure(unit: Unit) -> Value:
        table = unit.disputes if spec.measure == "disputes" else unit.cases
        return None if table is None else sum(map(counts, table))

    return measure


def _overdue_open(spec: OverdueMetric, frame: Frame) -> Measure:
    def measure(unit: Unit) -> Value:
        if unit.payments is None:
            return None
        still_open = [row for row in unit.payments if row.paid_on is None or row.paid_on > frame.as_of]
        return _late(spec, [max(0, days_between(row.due_on, frame.as_of)) for row in still_open] or [0])

    return measure


def _overdue_paid(spec: OverdueMetric, frame: Frame) -> Measure:
    assert spec.over is not None  # the policy refuses `of: paid` without a window
    span = frame.span(spec.over)

    def measure(unit: Unit) -> Value:
        days = [
            max(0, days_between(row.due_on, row.paid_on))
            for row in unit.payments or ()
            if row.paid_on is not None and span.after < row.paid_on <= span.end
        ]
        return _late(spec, days) if days else None

    return measure


def _late(spec: OverdueMetric, days: list[int]) -> int | float:
    return float(sum(days)) / len(days) if spec.take == "mean" else max(days)


def _assessed(spec: AssessedMetric, scale: Sequence[str], frame: Frame) -> Measure:
    ranks = {word: rank for rank, word in enumerate(scale)}
    expired = span_to(frame.as_of, frame.months(spec.valid)).after

    def measure(unit: Unit) -> Value:
        day = unit.attributes.get(f"{spec.assessed}_on")
        if isinstance(day, date) and not expired < day <= frame.as_of:
            return None
        found = unit.attributes.get(spec.assessed)
        if scale:
            return ranks.get(found) if isinstance(found, str) else None
        return int(found) if isinstance(found, int | float) else None

    return measure
