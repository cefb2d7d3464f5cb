"""Spans of days that a window means at a cut-off; the cut-off day is included (docs/grading-semantics.md, Windows)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kehuan.engine.calendar import last_cut_off, last_unit_end, months_before
from kehuan.engine.policy.adjustment import Cycle
from kehuan.engine.policy.types import Window


@dataclass(frozen=True)
class Span:
    """The days (after, end], which are `months` whole months; 0 months for everything up to `end`."""

    after: date
    end: date
    months: int

    @property
    def first_day(self) -> date:
        """The first day inside."""
        return self.after + timedelta(days=1)

    def earlier(self, months: int) -> "Span":
        """As long, its end so many months earlier."""
        return span_to(months_before(self.end, months), self.months)

    def units(self, months: int) -> tuple["Span", ...]:
        """The calendar units of `months` that it consists of, the latest first."""
        return tuple(span_to(months_before(self.end, back), months) for back in range(0, self.months, months))


def span_to(end: date, months: int) -> Span:
    """The `months` months up to and including `end`; all days for 0."""
    return Span(months_before(end, months) if months else date.min, end, months)


@dataclass(frozen=True)
class Frame:
    """The cut-off of a grading, the cycle of its policy, and the first day from which orders are known."""

    as_of: date
    cycle: Cycle
    facts_from: date | None = None

    def months(self, window: Window) -> int:
        """The window's length in months; 0 for all."""
        return window.n * (self.cycle.months if window.unit == "periods" else 1)

    def span(self, window: Window, shift: Window | None = None, unit: int = 0) -> Span:
        """The days of the window: periods end at a cut-off of the cycle, `shift` moves them back, and with calendar
        units of `unit` months they end with the last whole one."""
        end = last_cut_off(self.as_of, self.cycle.cut_off) if window.unit == "periods" else self.as_of
        if shift:
            end = months_before(end, self.months(shift))
        return span_to(last_unit_end(end, unit) if unit else end, self.months(window))
