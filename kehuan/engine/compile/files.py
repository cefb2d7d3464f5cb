"""A query's rows as a file, written by DuckDB."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    Connection = DuckDBPyConnection  # by which those name it who may not import duckdb

_FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def write_query(con: "Connection", query: str, path: Path, kind: Literal["csv", "parquet"]) -> None:
    """Writes the rows in the order of the query. Raises OSError where the disk does not take them."""
    target = str(path).replace("'", "''")
    with disk_faults():
        con.execute(f"COPY ({query}) TO '{target}' ({_FORMATS[kind]})")


@contextmanager
def disk_faults() -> Iterator[None]:
    """Raises OSError where DuckDB cannot read, write or spill."""
    import duckdb

    try:
        yield
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
