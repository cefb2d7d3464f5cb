"""Days, months and periods of grading. The cut-off day is included, so a window is (after, cut-off]."""

import calendar
import datetime as dt


def is_month_end(day: dt.date) -> bool:
    """Whether `day` is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def months_before(day: dt.date, months: int) -> dt.date:
    """The day `months` whole months before `day`: a month end stays a month end, and a day that the month
    lacks becomes its last (06-30 less 4 months is 02-28, 06-29 less 4 months is 02-28 as well)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, last if is_month_end(day) else min(day.day, last))


def last_unit_end(day: dt.date, months: int) -> dt.date:
    """The last day of the last whole calendar unit of `months` (1 month, 3 quarter, 6 half-year, 12 year) that ends
    on or before `day`."""
    first_after = day + dt.timedelta(days=1)
    whole = (first_after.year * 12 + first_after.month - 1) // months * months
    year, month = divmod(whole, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def last_cut_off(day: dt.date, cut_offs: tuple[tuple[int, int], ...]) -> dt.date:
    """The latest cut-off on or before `day`; `cut_offs` are (month, day) pairs, 02-29 read as the end of February."""
    return max(
        cut
        for year in (day.year - 1, day.year)
        for month, number in cut_offs
        if (cut := dt.date(year, month, min(number, calendar.monthrange(year, month)[1]))) <= day
    )


def days_between(earlier: dt.date, later: dt.date) -> int:
    """Whole days from `earlier` to `later`."""
    return (later - earlier).days
