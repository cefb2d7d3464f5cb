"""Judges the rows of a file: each gets its values, or the first reason why it cannot be used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kehuan.intake.dates import DateRules, date_table
from kehuan.intake.shapes import ColumnGuess, FileReport, IntakeOptions, Kind, Notice, Table
from kehuan.intake.values import Cells, clean_cells, decimal_commas, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MACROS = (
    # 合 计, 小计:, 华东 小计, Grand Total – but no firm whose name merely contains the word.
    r"""CREATE MACRO is_total(s) AS NOT ascii(s) BETWEEN 48 AND 57
        AND (contains(s, '计') OR contains(s, '总数') OR contains(lower(s), 'total'))
        AND regexp_matches(regexp_replace(lower(s), '[\s::]', '', 'g'),
        '(合计|总计|小计|累计|合计数|总数)(\d+[笔条行])?$|^(grand|sub)?totals?$')""",
)


@dataclass(frozen=True)
class Check:
    """SQL that holds for a row that cannot be used, the reason's code (SQL too), and the figures of its words."""

    when: str
    code: str
    a: str = "NULL"
    b: str = "NULL"


@dataclass
class Sheetwork:
    """One file on its way to facts: its table, its columns, its dates, and what a person should know about it."""

    con: "DuckDBPyConnection"
    kind: Kind
    table: Table
    cells: Cells
    options: IntakeOptions
    notices: list[Notice] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)

    def tell(self, code: str, **figures: object) -> None:
        self.notices.append(Notice(code, figures))

    def count(self, sql: str) -> int:
        row = self.con.execute(sql).fetchone()
        return int(row[0] or 0) if row else 0

    def column(self, name: str) -> str:
        """A field's heading as an SQL literal."""
        return quoted(self.cells.guesses[name].column)

    def day(self, name: str, rules: DateRules) -> tuple[str, list[Check]]:
        """SQL for the day of a field, and the checks of its writing."""
        if not self.cells.has(name):
            return "CAST(NULL AS DATE)", []
        days, alias = date_table(self.con, self.cells, name, rules), f"d_{name}"
        self.joins.append(f"LEFT JOIN {days} {alias} ON {alias}.text = written_day({self.cells.text(name)})")
        bad = f"{alias}.problem"
        return f"{alias}.day", [Check(f"{bad} IS NOT NULL", bad, self.cells.text(name), self.column(name))]

    def required(self, name: str) -> Check:
        return Check(f"{self.cells.text(name)} IS NULL", "'intake.row.no_value'", self.column(name))

    def number(self, name: str) -> list[Check]:
        """The checks of a filled cell that must be a number."""
        if not self.cells.has(name):
            return []
        wrong = f"{self.cells.text(name)} IS NOT NULL AND {self.cells.number(name)} IS NULL"
        return [Check(wrong, "'intake.row.not_a_number'", self.cells.text(name), self.column(name))]

    def usual(self) -> list[Check]:
        """What every file is checked for: rows that were not cut well, totals, a missing customer."""
        first = {self.cells.text("customer"), "r.c0"}
        totals = " OR ".join(f"coalesce(is_total({cell}), false)" for cell in sorted(first))
        return [
            Check("r.problem IS NOT NULL", "r.problem"),
            Check(totals, "'intake.row.total'"),
            Check(f"{self.cells.ident('customer')} IS NULL", "'intake.row.no_customer'"),
        ]

    def judge(self, columns: Sequence[str], checks: Sequence[Check]) -> None:
        """Makes `<kind>_rows` (line, bad, the columns) and `<kind>_rejects` with the rows that failed a check."""
        whens = " ".join(
            f"WHEN {c.when} THEN {{'code': {c.code}, 'a': CAST({c.a} AS VARCHAR), 'b': CAST({c.b} AS VARCHAR)}}"
            for c in checks
        )
        self.con.execute(
            f"""CREATE TABLE {self.kind}_rows AS SELECT r.line, CASE {whens} END AS bad, {", ".join(columns)}
                FROM {self.table.name}_cells r {" ".join(self.joins)}"""
        )
        self.con.execute(
            f"""CREATE TABLE {self.kind}_rejects AS SELECT line, bad.code AS code, bad.a AS a, bad.b AS b
                FROM {self.kind}_rows WHERE bad IS NOT NULL"""
        )

    def reject(self, select: str) -> None:
        """Rejects the rows of a query of (line, code, a, b)."""
        self.con.execute(f"INSERT INTO {self.kind}_rejects {select}")

    def reject_repeats(self, cells: Sequence[str]) -> None:
        """Rejects rows whose `cells` all equal those of an earlier row; `<kind>_rows` carries their hash as `same`."""
        if self.options.keep_repeats:
            return
        # The hash finds the few candidates, the cells decide: two rows are never one by chance.
        self.reject(
            f"""SELECT line, 'intake.row.repeat', first, NULL FROM (
                SELECT line, min(line) OVER (PARTITION BY {", ".join(cells)}) AS first FROM {self.table.name}_cells r
                WHERE line IN (SELECT line FROM {self.kind}_rows WHERE bad IS NULL AND same IN (
                    SELECT same FROM {self.kind}_rows WHERE bad IS NULL GROUP BY same HAVING count(*) > 1)))
                WHERE line > first"""
        )
        if repeats := self.count(f"SELECT count(*) FROM {self.kind}_rejects WHERE code = 'intake.row.repeat'"):
            self.tell("intake.repeats", rows=repeats)

    def good(self) -> str:
        """SQL of the rows that may be used so far."""
        return f"(SELECT * FROM {self.kind}_rows ANTI JOIN {self.kind}_rejects USING (line))"

    def report(self, reasons: dict[str, int]) -> FileReport:
        rejected = sum(reasons.values())
        guesses = tuple(self.cells.guesses.values())
        read = self.table.rows
        return FileReport(
            self.kind, self.table.path, read, read - rejected, rejected, reasons, guesses, tuple(self.notices)
        )


def open_work(
    con: "DuckDBPyConnection", kind: Kind, table: Table, guesses: dict[str, ColumnGuess], options: IntakeOptions
) -> Sheetwork:
    """A file ready to be judged; what was found out while reading it is told."""
    cells = Cells(table, guesses)
    mapped = {guess.index for guess in guesses.values()}
    whole = kind != "orders" or "order" not in guesses  # repeats are then told by the whole row
    clean_cells(con, table, range(len(table.headers)) if whole else mapped | {0})
    commas = decimal_commas(con, cells, ("amount", "quantity", "price"))
    work = Sheetwork(con, kind, table, Cells(table, guesses, commas), options)
    if table.encoding and not table.encoding.startswith("utf-8"):
        work.tell("intake.encoding_found", encoding=table.encoding.upper())
    if table.sheet:
        work.tell("intake.sheet_read", sheet=table.sheet)
    if table.other_sheets:
        work.tell("intake.other_sheets", sheets="、".join(table.other_sheets))
    if table.header_line > 1:
        work.tell("intake.header_found", line=table.header_line)
    for name in sorted(commas):
        work.tell("intake.decimal_comma", column=guesses[name].column)
    for guess in guesses.values():
        if guess.times != 1:
            work.tell("intake.unit", column=guess.column, times=guess.times)
    return work
