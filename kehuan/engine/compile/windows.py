"""Windows of a metric as spans of whole days back from the cut-off: 0 is the cut-off day itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kehuan.engine.calendar import days_between, last_cut_off, last_unit_end, months_before
from kehuan.engine.policy.adjustment import Cycle
from kehuan.engine.policy.metrics import PERIOD_MONTHS, FactMetric
from kehuan.engine.policy.types import Window

FOREVER = 1 << 30


@dataclass(frozen=True, order=True)
class Span:
    """Days back from `newest` up to but without `oldest`; `oldest` is FOREVER for a window without beginning."""

    newest: int
    oldest: int


@dataclass(frozen=True)
class Windows:
    """What a fact metric looks at: its window, the calendar units in it, and the base of its change."""

    now: Span
    units: tuple[Span, ...] = ()
    base: Span | None = None
    base_units: tuple[Span, ...] = ()
    base_first_day: dt.date | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that must be countable."""
        return tuple(span for span in (self.now, self.base, *self.units, *self.base_units) if span)


def months_of(window: Window, cycle: Cycle) -> int:
    """The window's length in months."""
    return window.n * (cycle.months if window.unit == "periods" else 1)


def span_of(window: Window, cycle: Cycle, as_of: dt.date) -> Span:
    """The span of a window that ends on the cut-off, or with the last whole period for one in periods."""
    if window.unit == "all":
        return Span(0, FOREVER)
    return _span(_end(window, cycle, as_of), months_of(window, cycle), as_of)


def windows_of(spec: FactMetric, cycle: Cycle, as_of: dt.date) -> Windows:
    """All windows of a fact metric for one cut-off."""
    if spec.over.unit == "all":
        return Windows(Span(0, FOREVER))
    months, end = months_of(spec.over, cycle), _end(spec.over, cycle, as_of)
    if spec.shift:
        end = months_before(end, months_of(spec.shift, cycle))
    unit = PERIOD_MONTHS[spec.per] if spec.per else 0
    end = last_unit_end(end, unit) if unit else end
    now, units = _span(end, months, as_of), _units(end, months, unit, as_of)
    if spec.against is None:
        return Windows(now, units)
    base_end = months_before(end, 12 if spec.against.text == "same_period_last_year" else months)
    base, base_units = _span(base_end, months, as_of), _units(base_end, months, unit, as_of)
    return Windows(now, units, base, base_units, as_of - dt.timedelta(days=base.oldest - 1))


def _end(window: Window, cycle: Cycle, as_of: dt.date) -> dt.date:
    return last_cut_off(as_of, cycle.cut_off) if window.unit == "periods" else as_of


def _span(end: dt.date, months: int, as_of: dt.date) -> Span:
    return Span(days_between(end, as_of), days_between(months_before(end, months), as_of))


def _units(end: dt.date, months: int, unit: int, as_of: dt.date) -> tuple[Span, ...]:
    if not unit:
        return ()
    return tuple(_span(months_before(end, back), unit, as_of) for back in range(0, months, unit))


def atoms_of(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The smallest spans from which all of `spans` can be put together, newest first."""
    wanted = set(spans)
    edges = sorted({edge for span in wanted for edge in (span.newest, span.oldest)})
    pairs = (Span(a, b) for a, b in pairwise(edges))
    return tuple(atom for atom in pairs if any(covers(span, atom) for span in wanted))


def covers(span: Span, atom: Span) -> bool:
    """Whether `atom` lies within `span`."""
    return span.newest <= atom.newest and atom.oldest <= span.oldest
