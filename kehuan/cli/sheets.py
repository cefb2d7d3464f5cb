"""The result as a workbook for people: what matters first, every figure in its own format, and a sheet of totals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehuan.cli.grading import Graded
from kehuan.cli.summary import OUTCOMES, Summary
from kehuan.core.errors import RuleError
from kehuan.intake.facts import FileReport, Progress
from kehuan.ui.policy_words import metric_label
from kehuan.ui.screen_words import field_label, general_reason
from kehuan.ui.words import Language, say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Row = tuple[Any, ...]
SHEET_ROWS, CELL_LETTERS = 1_048_576, 32_767
CHUNK = 10_000
FIRST = (
    "customer", "name", "unit", "own_share", "grade", "current", "target", "outcome", "score",
    "reasons", "missing_for_next", "limited", "marks",
)  # fmt: skip
IF_ANY = ("name", "unit", "own_share", "current", "limited", "marks")  # an empty column only widens the sheet
WIDTHS = {"customer": 16, "name": 28, "unit": 16, "outcome": 12, "reasons": 88, "missing_for_next": 56, "marks": 16}
WRAPPED, CENTRED = ("reasons", "missing_for_next"), ("grade", "current", "target", "limited")
LINE, MOST_LINES = 16.5, 5  # the height of a line in points; a longer reason is read in the cell
FORMATS = {"plain": "General", "money": "#,##0.00", "ratio": "0.0%", "real": "0.00", "score": "0.0", "count": "#,##0"}


@dataclass(frozen=True)
class Column:
    """One column of the sheet: its key in the result, heading, width in letters, and one of FORMATS."""

    key: str
    heading: str
    width: int
    format: str = "plain"


@dataclass(frozen=True)
class Look:
    """The formats of a workbook: one a figure by the names of FORMATS, and that of headings."""

    figures: Mapping[str, "Format"]
    head: "Format"


def write_workbook(graded: Graded, path: Path, summary: Summary, query: str, progress: Progress) -> None:
    """Writes the rows of the query, in the order of its `_place`, in little memory.

    Raises RuleError for more customers than a sheet holds, OSError where the disk does not take them.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    if summary.customers >= SHEET_ROWS:
        raise RuleError("command.too_many_for_xlsx", field="out", customers=summary.customers, limit=SHEET_ROWS - 1)
    plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent), **plain_text}) as book:
            look = _look(book)
            columns = list(sheet_columns(graded))
            names = ", ".join(f'"{column.key}"' for column in columns)
            result = graded.con.execute(f"SELECT {names} FROM ({query}) ORDER BY _place")
            rows = _counted(iter(lambda: result.fetchmany(CHUNK), []), progress, summary.customers)
            _write_grades(book.add_worksheet(say("result.sheet.grades", graded.lang)), columns, rows, look, graded.lang)
            _Totals(book.add_worksheet(say("result.sheet.summary", graded.lang)), graded, summary, look).write()
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def _look(book: "Workbook") -> Look:
    figures = {name: book.add_format({"num_format": text, "valign": "top"}) for name, text in FORMATS.items()}
    figures["wrapped"] = book.add_format({"text_wrap": True, "align": "left", "valign": "top", "indent": 1})
    figures["centred"] = book.add_format({"align": "center", "valign": "top"})
    return Look(figures, book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "vcenter"}))


def _counted(chunks: Iterable[list[Row]], progress: Progress, total: int) -> Iterator[Row]:
    done = 0
    for chunk in chunks:
        yield from chunk
        done += len(chunk)
        progress(done, total)


def _write_grades(
    sheet: "Worksheet", columns: Sequence[Column], rows: Iterable[Row], look: Look, lang: Language
) -> None:
    keys = [column.key for column in columns]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, look.figures[column.format])
    sheet.freeze_panes(1, keys.index("grade") + 1)
    sheet.set_row(0, 44)
    sheet.write_row(0, 0, [column.heading for column in columns], look.head)
    outcomes, number = {outcome: say(f"result.outcome.{outcome}", lang) for outcome in OUTCOMES}, 0
    outcome, wrapped = keys.index("outcome"), [(keys.index(key), WIDTHS[key]) for key in WRAPPED]
    for number, row in enumerate(rows, 1):
        # Not every spreadsheet program fits the height of a row to its text.
        sheet.set_row(number, LINE * max(_lines(row[place], width) for place, width in wrapped))
        for place, value in enumerate(row):
            if isinstance(value, str):
                text = outcomes[value] if place == outcome else value[:CELL_LETTERS]
                sheet.write_string(number, place, text)
            elif value is not None:
                sheet.write_number(number, place, value)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    _set_paper(sheet, number, sum(key in FIRST for key in keys))


def _lines(text: str | None, width: int) -> int:
    """Lines that the text takes in a column so wide; in GB18030 a letter has as many bytes as it is wide."""
    return min(len((text or "").encode("gb18030", "replace")) // width + 1, MOST_LINES)


def _set_paper(sheet: "Worksheet", rows: int, columns: int) -> None:
    """What a person reads first fits the width of a page; the metrics stay on the screen."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, rows, columns - 1)
    sheet.repeat_rows(0)


def sheet_columns(graded: Graded) -> Iterator[Column]:
    """What a person reads first, then the metrics, then the points."""
    grading, lang = graded.policy.grading, graded.lang
    kinds = {
        "own_share": "ratio",
        "score": "score",
        **dict.fromkeys(WRAPPED, "wrapped"),
        **dict.fromkeys(CENTRED, "centred"),
    }
    found = graded.con.execute(
        """SELECT count(name), count(unit), count(own_share), count(*) FILTER (current >= 0),
               count(*) FILTER (limited >= 0), count(*) FILTER (newcomer OR marks <> 0) FROM told"""
    ).fetchone()
    empty = {key for key, count in zip(IF_ANY, found or (), strict=True) if not count}
    for key in FIRST:
        if key not in empty:
            yield Column(key, say(f"result.column.{key}", lang), WIDTHS.get(key, 10), kinds.get(key, "plain"))
    for key, spec in grading.metrics.items():
        dimension = grading.dimension(key)
        real = spec.is_real or (dimension == "days" and spec.unit in ("years", "months"))
        shown = {"money": "money", "ratio": "ratio", "scale": "plain"}.get(dimension, "real" if real else "count")
        yield Column(key, metric_heading(graded, key), 16 if dimension == "money" else 13, shown)
    for key in grading.score.criteria if grading.score else ():
        yield Column(f"points_{key}", say("result.points", lang, label=metric_label(graded.policy, key, lang)), 11)


def metric_heading(graded: Graded, key: str) -> str:
    """The metric's label with the unit in which its column is written."""
    grading, spec = graded.policy.grading, graded.policy.grading.metrics[key]
    label, unit = metric_label(graded.policy, key, graded.lang), ""
    match grading.dimension(key):
        case "money" if grading.amount.currency != "any":
            unit = say("result.unit.CNY", graded.lang) if grading.amount.currency == "CNY" else grading.amount.currency
        case "days":
            unit = say(f"result.unit.{spec.unit if spec.unit in ('years', 'months') else 'days'}", graded.lang)
        case "months":
            unit = say("result.unit.months", graded.lang)
    return say("result.in_unit", graded.lang, label=label, unit=unit) if unit else label


class _Totals:
    """The sheet of totals, written from top to bottom."""

    def __init__(self, sheet: "Worksheet", graded: Graded, summary: Summary, look: Look) -> None:
        self.sheet, self.look, self.summary = sheet, look, summary
        self.policy, self.lang = graded.policy, graded.lang
        self.row = 0

    def write(self) -> None:
        self.sheet.set_column(0, 0, 24)
        self.sheet.set_column(1, 12, 16)
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        summary = self.summary
        self._pair("policy", summary.title)
        self._pair("version", summary.version)
        self._pair("as_of", str(summary.as_of))
        self._pair("customers", summary.customers)
        self._grades()
        self._outcomes()
        self._movements()
        self._files()
        self.row += 1
        self._pair("sha256", summary.sha256)

    def _say(self, code: str, **figures: object) -> str:
        return say(code, self.lang, **figures)

    def _line(self, *cells: object, formats: Sequence[str] = ()) -> None:
        for place, (cell, name) in enumerate(zip(cells, (*formats, *["plain"] * len(cells)), strict=False)):
            if cell is not None:
                self.sheet.write(self.row, place, cell, self.look.figures[name])
        self.row += 1

    def _pair(self, name: str, value: object) -> None:
        self._line(
            self._say(f"summary.{name}"), value, formats=("plain", "count" if isinstance(value, int) else "plain")
        )

    def _heads(self, *words: str) -> None:
        self.row += 1
        self.sheet.write_row(self.row, 0, words, self.look.head)
        self.row += 1

    def _grades(self) -> None:
        heads = ("grade", "customers", "share", "amount", "amount_share")
        words = [self._say(f"screen.head.{name}") for name in heads]
        if self.summary.amount_of:
            words[heads.index("amount")] = metric_label(self.policy, self.summary.amount_of, self.lang)
        self._heads(*words)
        amounts = sum(grade.amount or 0 for grade in self.summary.grades)
        for grade in self.summary.grades:
            share = grade.customers / max(self.summary.customers, 1)
            part = grade.amount / amounts if grade.amount is not None and amounts > 0 else None
            cells = (grade.grade or self._say("screen.ungraded"), grade.customers, share, grade.amount, part)
            self._line(*cells, formats=("plain", "count", "ratio", "money", "ratio"))

    def _outcomes(self) -> None:
        self._heads(self._say("result.column.outcome"), self._say("screen.head.customers"))
        for outcome, count in self.summary.outcomes.items():
            self._line(self._say(f"result.outcome.{outcome}"), count, formats=("plain", "count"))
        if self.summary.limited:
            self._line(self._say("summary.limited"), self.summary.limited, formats=("plain", "count"))

    def _movements(self) -> None:
        if self.summary.movements:
            self._heads(*map(self._say, ("result.column.current", "result.column.grade", "screen.head.customers")))
        none = self._say("screen.ungraded")
        for move in self.summary.movements:
            self._line(move.before or self._say("screen.no_grade"), move.after or none, move.customers)

    def _files(self) -> None:
        self._heads(*(self._say(f"summary.{name}") for name in ("kind", "file", "read", "used", "rejected")))
        for report in self.summary.reports:
            counts = (report.read, report.used, report.rejected)
            cells = (self._say(f"intake.kind.{report.kind}"), report.path.name, *counts)
            self._line(*cells, formats=("plain", "plain", "count", "count", "count"))
        for report in self.summary.reports:
            self._columns(report)

    def _columns(self, report: FileReport) -> None:
        self._heads(report.path.name, self._say("summary.column"))
        for guess in report.guesses:
            label = field_label(self.policy, guess.field, self.lang)
            self._line(label, guess.column, self._say(f"intake.by.{guess.by}"))
        for code, rows in report.reasons.items():
            said = general_reason(code, self.lang)
            self._line(self._say("summary.reason"), said, rows, formats=("plain", "plain", "count"))
