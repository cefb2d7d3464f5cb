"""The rows that were not used: one table (line, code, a, b) a file, counted for the report and written for a person.

`a` and `b` are the figures that a reason's words name, see FIGURES.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kehuan.intake.shapes import Kind, Say, Table
from kehuan.intake.values import named_column, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIGURES: Mapping[str, tuple[str, ...]] = {
    "intake.row.repeat": ("first",),
    "intake.row.not_a_date": ("value", "column"),
    "intake.row.no_such_day": ("value", "column"),
    "intake.row.too_early": ("value", "column"),
    "intake.row.in_future": ("value", "column"),
    "intake.row.not_a_number": ("value", "column"),
    "intake.row.not_whole": ("value", "column"),
    "intake.row.too_large": ("value", "column"),
    "intake.row.no_value": ("column",),
    "intake.row.two_customers": ("order", "customers"),
    "intake.row.unknown_word": ("value", "allowed"),
    "intake.row.unknown_grade": ("value", "allowed"),
    "intake.row.customer_again": ("customer", "first"),
    "intake.row.parent_cycle": ("chain",),
}
PLAIN = (
    "intake.row.too_few",
    "intake.row.too_many",
    "intake.row.quotes",
    "intake.row.total",
    "intake.row.no_customer",
    "intake.row.own_parent",
    "intake.row.closed_before",
)
_MARKS = ("\x01", "\x02")


def reason_counts(con: "DuckDBPyConnection", kind: Kind) -> dict[str, int]:
    """Code to rows, the most frequent first."""
    sql = f"SELECT code, count(*) AS n FROM {kind}_rejects GROUP BY code ORDER BY n DESC, code"
    return dict(con.execute(sql).fetchall())


def write_rejects(con: "DuckDBPyConnection", tables: Mapping[Kind, Table], path: Path, say: Say) -> None:
    """Writes every rejected row, with its file, its line, its reason in words, and its cells as read."""
    con.execute("CREATE TABLE reason_words (code VARCHAR, words VARCHAR)")
    for code in (*FIGURES, *PLAIN):
        con.execute("INSERT INTO reason_words VALUES (?, ?)", [code, reason_words(say, code, _MARKS)])
    parts = [_rows_sql(number, kind, table, say) for number, (kind, table) in enumerate(tables.items())]
    con.execute(
        f"""COPY (SELECT * EXCLUDE (file_number) FROM ({" UNION ALL BY NAME ".join(parts)})
            ORDER BY file_number, "{say("intake.rejected.line")}")
            TO {quoted(str(path))} (FORMAT csv, HEADER true)"""
    )


def reason_words(say: Say, code: str, figures: Sequence[object]) -> str:
    """A reason in words; `figures` as the table of rejects holds them."""
    return say(code, **dict(zip(FIGURES.get(code, ()), figures, strict=False)))


def _rows_sql(number: int, kind: Kind, table: Table, say: Say) -> str:
    file, line, reason = (say(f"intake.rejected.{part}") for part in ("file", "line", "reason"))
    names = _distinct([file, line, reason, *(h or f"c{i + 1}" for i, h in enumerate(table.headers))])[3:]
    cells = "".join(f", r.c{i} AS {named_column(name)}" for i, name in enumerate(names))
    a, b = map(quoted, _MARKS)
    return f"""SELECT {number} AS file_number,
        {quoted(table.path.name)} AS "{file}", x.line AS "{line}",
        replace(replace(w.words, {a}, coalesce(x.a, '')), {b}, coalesce(x.b, '')) AS "{reason}"{cells}
        FROM {kind}_rejects x JOIN reason_words w USING (code) JOIN {table.name} r ON r.line = x.line"""


def _distinct(names: list[str]) -> list[str]:
    """Headings made different, as Parquet and DuckDB compare them: 金额, 金额_2."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name.lower()] = times = seen.get(name.lower(), 0) + 1
        made.append(name if times == 1 else f"{name}_{times}")
    return made
