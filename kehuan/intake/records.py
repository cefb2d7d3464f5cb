"""A record is a row of a file before its columns are known; this is how records become an Arrow table."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

LOOKED_AT = 20  # records in which a heading is looked for
Record = tuple[int, str | None, list[str]]  # the row Excel shows, the code of what is wrong with it, its cells


def fitted(record: Record, width: int, delimiter: str = " ") -> Record:
    """The record with exactly `width` cells, and the code that says so where it had too few or too many."""
    line, problem, cells = record
    if len(cells) < width:
        return line, problem or "intake.row.too_few", cells + [""] * (width - len(cells))
    if not any(cells[width:]):
        return line, problem, cells[:width]
    return line, "intake.row.too_many", [*cells[: width - 1], delimiter.join(cells[width - 1 :])]


def column_names(width: int) -> list[str]:
    """c0, c1… – what a table of `width` columns calls them, whatever their headings."""
    return [f"c{i}" for i in range(width)]


def records_table(records: Iterable[Record], width: int, delimiter: str = " ") -> "pa.Table":
    """The records as a table (line, problem, c0, c1…)."""
    import pyarrow as pa

    whole = [r if len(r[2]) == width else fitted(r, width, delimiter) for r in records]
    lines: Sequence[int] = [line for line, _, _ in whole]
    columns = zip(*(cells for _, _, cells in whole), strict=True) if whole else [()] * width
    return numbered(lines, [problem for _, problem, _ in whole], [pa.array(cells, pa.string()) for cells in columns])


def numbered(lines: Sequence[int], problems: Sequence[str | None] | None, columns: Sequence[object]) -> "pa.Table":
    """A table of columns with their lines and problems (None: no row has one)."""
    import pyarrow as pa

    text = pa.string()
    problem = pa.nulls(len(lines), text) if problems is None else pa.array(problems, text)
    names = ["line", "problem", *column_names(len(columns))]
    return pa.table([pa.array(lines, pa.int64()), problem, *columns], names=names)
