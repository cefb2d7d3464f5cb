"""Reads a file of any accepted kind into one DuckDB table of text, with the row a person sees in the file."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kehuan.core.errors import RuleError
from kehuan.intake.delimited import TextRecords, delimiter_of
from kehuan.intake.encoding import content_of, encoding_of
from kehuan.intake.records import LOOKED_AT, Record, column_names, records_table
from kehuan.intake.shapes import Progress, Table
from kehuan.intake.values import named_column, quoted
from kehuan.intake.workbook import named, open_sheet

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


class _Source(Protocol):
    def head(self, number: int) -> list[Record]: ...

    def tables(self, width: int) -> "Iterator[pa.Table]": ...

    def share(self) -> float: ...


def read_table(
    con: "DuckDBPyConnection", path: Path, name: str, *, known: frozenset[str], progress: Progress | None = None
) -> Table:
    """Makes the DuckDB table `name` (see `Table`) of a CSV, XLSX or Parquet file; cells are as they were read.

    `known` are the headings that tell the heading row from title lines above it, as `heading_words` leaves them;
    `progress` is told hundredths of the file. Raises RuleError for a file that is no table or has no row.
    """
    table = Table(name, path, (), 0)
    with ExitStack() as stack:
        match content_of(path):
            case "parquet":
                table = _read_parquet(con, table)
            case "workbook":
                sheet = open_sheet(path, known)
                table = replace(table, sheet=sheet.name, other_sheets=sheet.others)
                table = _load(con, table, sheet, known, progress)
            case "text":
                encoding = encoding_of(path)
                table = replace(table, encoding=encoding, delimiter=delimiter_of(path, encoding))
                stream = stack.enter_context(path.open(encoding=encoding, newline=""))
                text = TextRecords(stream, table.delimiter or ",", path.stat().st_size)
                table = _load(con, table, text, known, progress)
    if not table.rows:
        raise RuleError("intake.header_only", file=path.name, headers="、".join(filter(None, table.headers)))
    return table


def _read_parquet(con: "DuckDBPyConnection", table: Table) -> Table:
    import duckdb

    file = quoted(str(table.path))
    try:
        about = con.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
        headers = tuple(str(row[0]) for row in about)
        cells = "".join(f", CAST({named_column(h)} AS VARCHAR) AS c{i}" for i, h in enumerate(headers))
        con.execute(
            f"CREATE TABLE {table.name} AS SELECT file_row_number + 1 AS line, CAST(NULL AS VARCHAR) AS problem{cells} "
            f"FROM read_parquet({file}, file_row_number = true)"
        )
    except duckdb.Error as error:
        raise RuleError("intake.bad_parquet", file=table.path.name) from error
    (rows,) = con.execute(f"SELECT count(*) FROM {table.name}").fetchone() or (0,)
    return replace(table, headers=headers, rows=rows, header_line=0)


def _load(
    con: "DuckDBPyConnection", table: Table, source: _Source, known: frozenset[str], progress: Progress | None
) -> Table:
    first = source.head(LOOKED_AT)
    at = _heading_at(first, known)
    header_line, _, headers = first[at]
    names = column_names(len(headers))
    con.execute(f"CREATE TABLE {table.name} (line BIGINT, problem VARCHAR, {', '.join(f'{n} VARCHAR' for n in names)})")
    filled = " OR ".join(f"{name} <> ''" for name in names)
    head = records_table(first[at + 1 :], len(headers), table.delimiter or " ")
    for rows in chain([head], source.tables(len(headers))):
        con.register("rows_read", rows)
        con.execute(f"INSERT INTO {table.name} FROM rows_read WHERE {filled}")
        con.unregister("rows_read")
        if progress:
            progress(int(source.share() * 100), 100)
    count = con.execute(f"SELECT count(*) FROM {table.name}").fetchone() or (0,)
    return replace(table, headers=tuple(h.strip() for h in headers), rows=count[0], header_line=header_line)


def _heading_at(first: list[Record], known: frozenset[str]) -> int:
    """The first row that names two known headings; else the first with two cells, as without title lines."""
    for at, (_, problem, cells) in enumerate(first):
        if not problem and named(cells, known) >= 2:
            return at
    return next((at for at, (_, _, cells) in enumerate(first) if sum(map(bool, cells)) >= 2), 0)
