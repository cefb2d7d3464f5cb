"""The values that travel through the intake: what is asked, what was guessed, what came out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol, get_args

Kind = Literal["orders", "customers", "payments", "disputes", "cases"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DateOrder = Literal["ymd", "dmy", "mdy"]
GuessedBy = Literal["map", "name", "content"]


class Progress(Protocol):
    """Told after each step how many of `total` steps (a hundred a file) are done."""

    def __call__(self, done: int, total: int) -> None: ...


class Say(Protocol):
    """Says a code of the intake in the language of the person who reads the rejected rows."""

    def __call__(self, code: str, /, **figures: object) -> str: ...


@dataclass(frozen=True)
class FactFiles:
    """The files of a company; only orders are required."""

    orders: Path
    customers: Path | None = None
    payments: Path | None = None
    disputes: Path | None = None
    cases: Path | None = None

    def given(self) -> tuple[tuple[Kind, Path], ...]:
        """The files that were named, orders first."""
        paths = ((kind, getattr(self, kind)) for kind in KINDS)
        return tuple((kind, path) for kind, path in paths if path is not None)


@dataclass(frozen=True)
class Factor:
    """An appraised factor of the policy: `words` worst first, or () where it is a plain whole number."""

    key: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class IntakeOptions:
    """How the files are to be read.

    `say` words the reasons of rejected rows; `columns` is what `parse_map` returns; `metrics` are metric keys with
    their labels that a column of the customers file may supply as whole numbers; `grades` are the policy's grades
    (() takes any); nothing may lie after `today`.
    """

    today: date
    say: Say
    columns: Mapping[str, str] = field(default_factory=dict)
    factors: tuple[Factor, ...] = ()
    grades: tuple[str, ...] = ()
    metrics: Mapping[str, str] = field(default_factory=dict)
    keep_repeats: bool = False
    date_order: DateOrder | None = None


@dataclass(frozen=True)
class Table:
    """A file as a DuckDB table `name`: `line` BIGINT, `problem` VARCHAR, then `c0`, `c1`… VARCHAR, one for each header.

    `line` is the row that Excel shows (for Parquet: the record, from 1); `problem` is the code of a row that could not
    be split into the file's columns.
    """

    name: str
    path: Path
    headers: tuple[str, ...]
    rows: int
    header_line: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnGuess:
    """Which column holds a field, how that was known, and where the column stands.

    `times` is what a unit in the heading multiplies by: 金额(万元) gives 10,000.
    """

    field: str
    column: str
    by: GuessedBy
    index: int
    times: int = 1


@dataclass(frozen=True)
class Notice:
    """Something that a person should know about a file: a code with its figures."""

    code: str
    figures: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FileReport:
    """What became of a file's rows: read = used + rejected, and `reasons` (code to rows) adds up to `rejected`."""

    kind: Kind
    path: Path
    read: int
    used: int
    rejected: int
    reasons: Mapping[str, int]
    guesses: tuple[ColumnGuess, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Facts:
    """The Parquet files written (see `collect_facts`), the first and last day with an order, and a report per file."""

    orders: Path
    customers: Path | None
    payments: Path | None
    disputes: Path | None
    cases: Path | None
    first_day: date
    last_day: date
    reports: tuple[FileReport, ...]
