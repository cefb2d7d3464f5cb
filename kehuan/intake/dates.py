"""Dates as people write them, read once for each different writing of a column, in SQL.

Numbers alone cannot tell 5/6/2026: the whole column decides between day and month first, and where it does not, a
person must. A moment counts on the day that is written, whatever its time zone.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kehuan.core.errors import RuleError
from kehuan.intake.shapes import DateOrder, Table
from kehuan.intake.values import Cells, first_cells, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

EPOCH = date(1970, 1, 1)
_EXCEL_ZERO = "DATE '1899-12-30'"
_YEAR_FIRST = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_SHORT = r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})"
_NAMED = (  # two-digit years first: %Y would take 10 for the year 10
    "%d-%b-%y",
    "%d %b %y",
    "%d/%b/%y",
    "%d-%b-%Y",
    "%d-%B-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d/%b/%Y",
    "%d.%b.%Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%B %d %Y",
    "%b-%d-%Y",
    "%Y-%b-%d",
    "%Y %b %d",
)
MACROS = (
    # The day within a moment: 2010-01-05T08:26:00+08:00, 5/1/2010 8:26 PM, 20100105 082600.
    r"""CREATE MACRO written_day(s) AS CASE
        WHEN substr(s, 5, 1) IN ('-', '/', '.') AND substr(s, 11, 1) IN (' ', 'T') THEN trim(left(s, 10))
        WHEN contains(s, ':') THEN trim(regexp_replace(s, '([T\s]|上午|下午|星期.)*\d{1,2}\s*:.*$', ''))
        WHEN regexp_full_match(s, '\d{8}\s?(\d{4}|\d{6})') THEN left(s, 8)
        ELSE regexp_replace(s, '\s*(上午|下午)?\d{1,2}[时点].*$', '') END""",
    """CREATE MACRO day_from(y, m, d) AS
        TRY_CAST(concat_ws('-', lpad(y, 4, '0'), lpad(m, 2, '0'), lpad(d, 2, '0')) AS DATE)""",
    # 26 is 2026, 97 is 1997: no fact lies in the future.
    """CREATE MACRO full_year(y, today) AS CASE WHEN length(y) > 2 THEN y
        WHEN 2000 + CAST(y AS INTEGER) <= year(today) + 1 THEN '20' || y ELSE '19' || y END""",
)


@dataclass(frozen=True)
class DateRules:
    """What a column's dates may be: not before `first`, not after `last` (None: no bound); `order` if given."""

    today: date
    order: DateOrder | None = None
    first: date = EPOCH
    last: date | None = None


def date_table(con: "DuckDBPyConnection", cells: Cells, field: str, rules: DateRules) -> str:
    """Makes a DuckDB table (text, day DATE, problem VARCHAR) of a column's different writings; returns its name.

    Join it on `written_day(cell) = text`. Raises RuleError where nothing tells the day from the month.
    """
    name = f"{cells.table.name}_{field}_days"
    con.execute(
        f"""CREATE TABLE {name}_written AS SELECT DISTINCT written_day({cells.text(field)}) AS text
            FROM {cells.table.name}_cells r WHERE {cells.text(field)} IS NOT NULL"""
    )
    order = _order(con, f"{name}_written", cells, field, rules)
    last = f"OR day > DATE '{rules.last}'" if rules.last else ""
    con.execute(
        f"""CREATE TABLE {name} AS SELECT text, day, CASE
            WHEN day IS NULL AND regexp_full_match(text, '{_YEAR_FIRST}|{_SHORT}|\\d{{8}}')
                THEN 'intake.row.no_such_day'
            WHEN day IS NULL THEN 'intake.row.not_a_date'
            WHEN day < DATE '{rules.first}' THEN 'intake.row.too_early'
            WHEN false {last} THEN 'intake.row.in_future' END AS problem
            FROM (SELECT text, {_day("text", order, rules.today)} AS day FROM {name}_written)"""
    )
    con.execute(f"DROP TABLE {name}_written")
    return name


def looks_like_dates(con: "DuckDBPyConnection", table: Table, index: int) -> bool:
    """Whether nine of ten of a column's first filled cells are dates in any order; bare numbers tell nothing."""
    day = f"coalesce({_day('text', 'dmy', date.max)}, {_day('text', 'mdy', date.max)})"
    found = con.execute(
        f"""SELECT count(*), count({day}) FILTER (NOT regexp_full_match(text, '\\d{{5}}(\\.\\d*)?'))
            FROM (SELECT written_day(cell) AS text FROM {first_cells(table, index)})"""
    ).fetchone()
    return bool(found and found[0] and found[1] >= 0.9 * found[0])


def _day(text: str, order: DateOrder, today: date) -> str:
    """SQL for the day of a writing; `order` is that of dates whose year is not in front with four digits."""
    year_first = f"regexp_extract({text}, '^{_YEAR_FIRST}$', ['a', 'b', 'c'])"
    short = f"regexp_extract({text}, '^{_SHORT}$', ['a', 'b', 'c'])"
    y, m, d = (f"p.{'abc'['ymd'.index(part)] if order == 'ymd' else 'abc'[order.index(part)]}" for part in "ymd")
    formats = ", ".join(map(quoted, _NAMED))
    full_year = f"full_year({y}, DATE '{today}')"
    return f"""CASE
        WHEN regexp_full_match({text}, '{_YEAR_FIRST}')
            THEN list_transform([{year_first}], lambda p: day_from(p.a, p.b, p.c))[1]
        WHEN regexp_full_match({text}, '\\d{{8}}')
            THEN day_from(left({text}, 4), substr({text}, 5, 2), right({text}, 2))
        WHEN regexp_full_match({text}, '{_SHORT}')
            THEN list_transform([{short}], lambda p: day_from({full_year}, {m}, {d}))[1]
        WHEN regexp_full_match({text}, '\\d{{5}}(\\.\\d+)?')
            THEN {_EXCEL_ZERO} + CAST(floor(CAST({text} AS DOUBLE)) AS INTEGER)
        ELSE CAST(try_strptime({text}, [{formats}]) AS DATE) END"""


def _order(con: "DuckDBPyConnection", written: str, cells: Cells, field: str, rules: DateRules) -> DateOrder:
    """The order of short dates: as given, or as the parts beyond 12 and 31 tell over the whole column."""
    if rules.order:
        return rules.order
    a, b, c = (f"CAST(p.{part} AS INTEGER)" for part in "abc")
    sure = f"(length(p.c) = 4 OR {c} > 31)"  # 26-01-05 may as well begin with its year
    found = con.execute(
        f"""SELECT count(*), count(*) FILTER ({a} > 31), count(*) FILTER ({a} BETWEEN 13 AND 31 AND {sure}),
            count(*) FILTER ({b} BETWEEN 13 AND 31), count(*) FILTER ({a} <> {b} OR NOT {sure}), min(text)
            FROM (SELECT text, regexp_extract(text, '^{_SHORT}$', ['a', 'b', 'c']) AS p FROM {written}
            WHERE regexp_full_match(text, '{_SHORT}'))"""
    ).fetchone()
    short, years, days_first, days_second, open_, example = found or (0, 0, 0, 0, 0, "")
    if years and not days_second:
        return "ymd"
    if days_first and not days_second:
        return "dmy"
    if days_second and not days_first:
        return "mdy"
    if short and (open_ or days_first):
        column = cells.guesses[field].column
        file = cells.table.path.name
        raise RuleError("intake.date_order", field="date_order", file=file, column=column, example=example)
    return "dmy"
