"""The door of the intake: a company's spreadsheets in, clean Parquet facts and a report out."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj, move
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kehuan.core.errors import RuleError
from kehuan.intake import dates, rows, values
from kehuan.intake.columns import check_map, guess_by_content, guess_columns, known_headings, parse_map
from kehuan.intake.customers import (
    choose_key,
    extra_fields,
    judge_customers,
    make_aliases,
    resolve_parents,
    write_customers,
)
from kehuan.intake.events import judge_events, write_events
from kehuan.intake.orders import judge_orders, make_names, make_orders, write_names, write_orders
from kehuan.intake.reading import read_table
from kehuan.intake.rejects import reason_counts, reason_words, write_rejects
from kehuan.intake.rows import Sheetwork, open_work
from kehuan.intake.shapes import (
    KINDS,
    ColumnGuess,
    DateOrder,
    FactFiles,
    Factor,
    Facts,
    FileReport,
    IntakeOptions,
    Kind,
    Notice,
    Progress,
    Say,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = (
    "ColumnGuess",
    "DateOrder",
    "FactFiles",
    "Factor",
    "Facts",
    "FileReport",
    "IntakeOptions",
    "Kind",
    "Notice",
    "Progress",
    "Say",
    "collect_facts",
    "extra_fields",
    "parse_map",
)
# Beyond 2 GB DuckDB works on disk, so that 5 million lines fit a small machine; rows are put in order where it matters.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "2GB", "preserve_insertion_order": False}
_STEPS = 200  # progress of one file: a hundred to read it, a hundred to understand it


def collect_facts(
    files: FactFiles, options: IntakeOptions, *, into: Path, rejected: Path, progress: Progress | None = None
) -> Facts:
    """Reads a company's files and writes into the folder `into`, as Parquet (zstd), for each file that was given:

    orders: customer, day, amount (fen, signed, net of the order's lines), purchase; sorted by customer, day.
    customers: customer, and of name, since, stage, industry, region, grade, worse_rounds, supplied metrics, factors
    with their `<key>_on`, parent (the root of the corporate group) those that the file has. Also written, with
    customer and name, where only the orders tell names.
    payments: customer, due_on, paid_on, amount. disputes, cases: customer, happened_on, closed_on, severity, kind.

    Rows that cannot be used go to the CSV file `rejected`, with the reason as `options.say` words it; without any there
    is no such file. Raises RuleError for what only a person can decide or mend, OSError where the disk fails; then
    nothing has been written.
    """
    import duckdb

    _refuse_overwriting(files, into, rejected)
    try:
        return _collect(files, options, into, rejected, progress)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error


def _collect(files: FactFiles, options: IntakeOptions, into: Path, rejected: Path, progress: Progress | None) -> Facts:
    import duckdb

    with TemporaryDirectory(prefix=".kehuan-", dir=_existing(into)) as folder:
        staged = Path(folder)
        with duckdb.connect(config={**_SETTINGS, "temp_directory": folder}) as con:
            for macro in (*values.MACROS, *dates.MACROS, *rows.MACROS):
                con.execute(macro)
            intake = _Intake(con, files, options, staged, progress)
            works = intake.read()
            intake.understand(works)
            facts = intake.facts(works, into)
            write_rejects(con, {kind: work.table for kind, work in works.items()}, staged / "rejected.csv", options.say)
        _put_in_place(staged, into, rejected, any(report.rejected for report in facts.reports))
    return facts


@dataclass(frozen=True)
class _Intake:
    """One run of the intake."""

    con: "DuckDBPyConnection"
    files: FactFiles
    options: IntakeOptions
    staged: Path
    progress: Progress | None

    def read(self) -> dict[Kind, Sheetwork]:
        """All files as tables with their columns known, before anything is worked on: refusals come early."""
        given, columns = self.files.given(), self.options.columns
        extras = {kind: extra_fields(self.options) if kind == "customers" else () for kind in KINDS}
        tables = {}
        for number, (kind, path) in enumerate(given):
            known = known_headings(kind, columns, extras[kind])
            step = _part(self.progress, number * 100, len(given) * _STEPS)
            tables[kind] = read_table(self.con, path, kind, known=known, progress=step)
        check_map(columns, tables)
        works = {}
        for kind, table in tables.items():
            named = guess_columns(table, kind, given=columns, extra=extras[kind])
            works[kind] = open_work(self.con, kind, table, guess_by_content(self.con, table, kind, named), self.options)
        return works

    def understand(self, works: dict[Kind, Sheetwork]) -> None:
        """Judges every row of every file and writes the Parquet files."""
        orders, customers = works["orders"], works.get("customers")
        judge_orders(orders)
        make_orders(orders)
        self._refuse_without_orders(orders)
        write_orders(orders, self._path("orders"))
        self._done(len(works), 1)
        if order_names := orders.cells.has("name"):
            make_names(orders)
        if customers:
            choose_key(customers)
            judge_customers(customers)
        self.con.execute(f"CREATE TABLE aliases AS {make_aliases(customers, order_names=order_names)}")
        if customers:
            resolve_parents(customers)
            write_customers(customers, self._path("customers"), order_names=order_names)
        elif order_names:
            write_names(self.con, self._path("customers"))
        for done, kind in enumerate((kind for kind in KINDS[2:] if kind in works), 2 + bool(customers)):
            judge_events(works[kind])
            write_events(works[kind], self._path(kind))
            self._done(len(works), done)
        self._done(len(works), len(works))

    def facts(self, works: dict[Kind, Sheetwork], into: Path) -> Facts:
        """What was written and what became of every row."""
        first, last = self.con.execute("SELECT min(day), max(day) FROM orders_made").fetchone() or (None, None)
        paths = {kind: into / f"{kind}.parquet" if self._path(kind).exists() else None for kind in KINDS}
        reports = tuple(work.report(reason_counts(self.con, kind)) for kind, work in works.items())
        return Facts(
            into / "orders.parquet",
            paths["customers"],
            paths["payments"],
            paths["disputes"],
            paths["cases"],
            first,
            last,
            reports,
        )

    def _refuse_without_orders(self, orders: Sheetwork) -> None:
        if not orders.count("SELECT count(*) FROM orders_made"):
            row = self.con.execute("SELECT line, code, a, b FROM orders_rejects ORDER BY line LIMIT 1").fetchone()
            line, code, *figures = row or (0, "intake.row.no_customer")
            reason = reason_words(self.options.say, code, figures)
            file = orders.table.path.name
            raise RuleError("intake.no_usable_row", file=file, rows=orders.table.rows, line=line, reason=reason)

    def _path(self, kind: Kind) -> Path:
        return self.staged / f"{kind}.parquet"

    def _done(self, files: int, done: int) -> None:
        if self.progress:
            self.progress(files * 100 + done * 100, files * _STEPS)


def _part(progress: Progress | None, base: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _: progress(base + done, total)


def _existing(folder: Path) -> Path:
    """The folder or the nearest one above it that exists: what is staged there moves without copying."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


def _refuse_overwriting(files: FactFiles, into: Path, rejected: Path) -> None:
    """Someone mends the rejected rows and gives them in again: what is read must not be what is written."""
    written = {path.resolve() for path in (rejected, *(into / f"{kind}.parquet" for kind in KINDS))}
    for _, path in files.given():
        if path.resolve() in written:
            raise RuleError("intake.overwrites", file=str(path))


def _put_in_place(staged: Path, into: Path, rejected: Path, any_rejected: bool) -> None:
    into.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (into / f"{kind}.parquet").unlink(missing_ok=True)
        if (made := staged / f"{kind}.parquet").exists():
            move(made, into / made.name)
    rejected.unlink(missing_ok=True)
    if any_rejected:
        rejected.parent.mkdir(parents=True, exist_ok=True)
        with (staged / "rejected.csv").open("rb") as source, rejected.open("wb") as target:
            target.write(b"\xef\xbb\xbf")  # the mark by which Excel knows UTF-8
            copyfileobj(source, target)
