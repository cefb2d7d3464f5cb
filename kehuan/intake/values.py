"""SQL that reads what people write in cells: text, ids, numbers. Set-based, for files of millions of rows.

Full-width characters count as their narrow forms. A number may carry a currency sign, thousands separators, brackets or
a trailing minus for negative, 万 or 亿; with a decimal comma only where the whole column says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kehuan.intake.shapes import ColumnGuess, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NOTHING = r"nan|null|none|n/a|#n/a|#null!|#value!|#ref!|#name\?|#div/0!|<na>|nat|[-—/]+"
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u3000\uffe5"
_NARROW = "".join(map(chr, range(0x21, 0x7F))) + " \u00a5"
_BLANKS = " \t\r\n\u00a0\u200b\ufeff"
_FIRST_ROWS = 2_000  # enough to tell what a column without a heading holds
_SIGNS = r"[\s¥$€£]|元|圆|rmb|cny|usd|eur|gbp|hkd"
_POINT = r"^-?(\d{1,3}(,\d{3})+\.\d*|0?\.\d+|0\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+)$"  # 1.234 tells nothing
_COMMA = r"^-?(\d{1,3}(\.\d{3})+,\d+|0,\d+|\d+,\d{1,2})$"


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named_column(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


MACROS = (
    f"""CREATE MACRO narrow(s) AS CASE WHEN regexp_matches(s, '[\\x{{FF01}}-\\x{{FF5E}}\\x{{FFE5}}\\x{{3000}}]')
        THEN translate(s, {quoted(_WIDE)}, {quoted(_NARROW)}) ELSE s END""",
    # The first branch is ten times as quick and takes nearly every cell of a large file.
    f"""CREATE MACRO trimmed(s) AS CASE WHEN length(s) = strlen(s) AND ascii(s) > 32 AND NOT (suffix(s, ' ')
        OR suffix(s, '\t') OR suffix(s, '\r') OR suffix(s, '\n')) THEN s
        ELSE nullif(trim(narrow(s), {quoted(_BLANKS)}), '') END""",
    # Not IN (…): DuckDB makes a join of a long list.
    f"""CREATE MACRO something(s) AS CASE WHEN strlen(s) < 9 AND ascii(s) NOT BETWEEN 48 AND 57
        AND regexp_full_match(lower(s), '{NOTHING}') THEN NULL ELSE s END""",
    # An id that a spreadsheet took for a number: 13085.0 is 13085.
    "CREATE MACRO ident(s) AS CASE WHEN regexp_full_match(s, '\\d+\\.0+') THEN split_part(s, '.', 1) ELSE s END",
    f"""CREATE MACRO bare_number(s) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(s),
        '[−–—]', '-', 'g'), '{_SIGNS}', '', 'g'), '^\\((.+)\\)$', '-\\1'), '^([^-].*)-$', '-\\1')""",
    """CREATE MACRO ungrouped(s) AS CASE WHEN regexp_full_match(s, '[-+]?\\d{1,3}(,\\d{3})+(\\.\\d*)?[万亿]?')
        THEN replace(s, ',', '') ELSE s END""",
    """CREATE MACRO scaled(s) AS TRY_CAST(CAST(TRY_CAST(rtrim(s, '万亿') AS DECIMAL(18, 6)) AS DECIMAL(26, 6)) *
        CASE right(s, 1) WHEN '万' THEN 10000 WHEN '亿' THEN 100000000 ELSE 1 END AS DECIMAL(18, 6))""",
    # CASE evaluates the slow branch for the rows that need it, coalesce for all.
    """CREATE MACRO point_number(s) AS CASE WHEN TRY_CAST(s AS DECIMAL(18, 6)) IS NULL
        THEN scaled(ungrouped(bare_number(s))) ELSE TRY_CAST(s AS DECIMAL(18, 6)) END""",
    "CREATE MACRO comma_number(s) AS scaled(replace(replace(bare_number(s), '.', ''), ',', '.'))",
)


def clean_cells(con: "DuckDBPyConnection", table: Table, columns: Collection[int]) -> None:
    """Makes `<table>_cells`: of the table these columns, each cell narrow and trimmed, what means nothing NULL.

    The macros name their argument more than once, so they are not nested over a cell that is not yet a column.
    """
    trimmed = "".join(f", trimmed(c{i}) AS c{i}" for i in sorted(columns))
    cleaned = "".join(f", something(c{i}) AS c{i}" for i in sorted(columns))
    con.execute(
        f"""CREATE TABLE {table.name}_cells AS SELECT line, problem{cleaned}
            FROM (SELECT line, problem{trimmed} FROM {table.name})"""
    )


def first_cells(table: Table, index: int) -> str:
    """SQL of a column's cells in the file's first rows that are filled, as `clean_cells` leaves them."""
    return f"""(SELECT * FROM (SELECT something(cell) AS cell FROM (SELECT trimmed(c{index}) AS cell FROM {table.name}
        ORDER BY line LIMIT {_FIRST_ROWS})) WHERE cell IS NOT NULL)"""


@dataclass(frozen=True)
class Cells:
    """Writes SQL over `<table>_cells r` by field; a field without a column is NULL."""

    table: Table
    guesses: dict[str, ColumnGuess]
    commas: frozenset[str] = frozenset()  # fields whose column has decimal commas

    def has(self, *fields: str) -> bool:
        return all(field in self.guesses for field in fields)

    def text(self, field: str) -> str:
        """The cell as written, without what surrounds it."""
        return f"r.c{self.guesses[field].index}" if field in self.guesses else "CAST(NULL AS VARCHAR)"

    def ident(self, field: str) -> str:
        return f"ident({self.text(field)})"

    def number(self, field: str) -> str:
        """DECIMAL(18, 6), in the unit of the heading; NULL where it is no number."""
        if field not in self.guesses:
            return "CAST(NULL AS DECIMAL(18, 6))"
        macro = "comma_number" if field in self.commas else "point_number"
        times = self.guesses[field].times
        plain = f"{macro}({self.text(field)})"
        return plain if times == 1 else f"TRY_CAST(CAST({plain} AS DECIMAL(26, 6)) * {times} AS DECIMAL(18, 6))"


def decimal_commas(con: "DuckDBPyConnection", cells: Cells, fields: tuple[str, ...]) -> frozenset[str]:
    """The fields whose column has a number with a decimal comma (1.234,50) and none with a decimal point."""
    return frozenset(
        field
        for field in fields
        if cells.has(field) and _any(con, cells, field, ",", _COMMA) and not _any(con, cells, field, ".", _POINT)
    )


def _any(con: "DuckDBPyConnection", cells: Cells, field: str, mark: str, pattern: str) -> bool:
    cell = cells.text(field)
    sql = f"""SELECT 1 FROM {cells.table.name}_cells r
        WHERE contains({cell}, '{mark}') AND regexp_matches(bare_number({cell}), '{pattern}') LIMIT 1"""
    return con.execute(sql).fetchone() is not None


def looks_like_money(con: "DuckDBPyConnection", table: Table, index: int) -> bool:
    """Whether nine of ten of a column's first filled cells are numbers and one at least has a fraction or a sign."""
    found = con.execute(
        f"""SELECT count(point_number(cell)), count(*), bool_or(regexp_matches(cell, '[.,¥$€£]'))
            FROM {first_cells(table, index)}"""
    ).fetchone()
    return bool(found and found[1] and found[2] and found[0] >= 0.9 * found[1])
