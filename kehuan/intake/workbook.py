"""XLSX sheets, row by row, every cell as the text that a person sees."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kehuan.core.errors import RuleError
from kehuan.intake.headers import heading_words
from kehuan.intake.records import LOOKED_AT, Record, records_table

if TYPE_CHECKING:
    import pyarrow as pa
    from python_calamine import CalamineSheet

BATCH = 50_000  # rows turned into text at a time: about 50 MB


class SheetRecords:
    """The rows of the sheet `name` that are not blank; `others` are the sheets whose heading fits as well."""

    def __init__(self, sheet: "CalamineSheet", others: tuple[str, ...] = ()) -> None:
        self.name, self.others = sheet.name, others
        self._rows, self._height = self._records(sheet), sheet.total_height
        self._line = 0

    def head(self, number: int) -> list[Record]:
        """The first rows."""
        return list(islice(self._rows, number))

    def share(self) -> float:
        """How much of the sheet has been read, 0 to 1."""
        return self._line / self._height

    def tables(self, width: int) -> "Iterator[pa.Table]":
        """The rows after the head, as tables."""
        while batch := list(islice(self._rows, BATCH)):
            yield records_table(batch, width)

    def _records(self, sheet: "CalamineSheet") -> Iterator[Record]:
        for self._line, row in enumerate(sheet.iter_rows(), sheet.start[0] + 1 if sheet.start else 1):
            cells = [value if type(value) is str else _text(value) for value in row]
            if any(cells):
                yield self._line, None, cells


def open_sheet(path: Path, known: frozenset[str]) -> SheetRecords:
    """The sheet of a workbook with a row that names most of the `known` headings, the first of several such.

    Raises RuleError for a file that is no workbook and for one without a filled sheet.
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except (calamine.CalamineError, OSError) as error:
        raise RuleError("intake.bad_workbook", file=path.name) from error
    best: tuple[int, calamine.CalamineSheet] | None = None
    fits: dict[str, int] = {}
    for about in book.sheets_metadata:
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.start is None:
            continue
        fits[about.name] = fit = _fit(sheet, known)
        if best is None or fit > best[0]:
            best = fit, sheet
    if best is None:
        raise RuleError("intake.empty_file", file=path.name)
    fit, sheet = best
    others = tuple(name for name, other in fits.items() if name != sheet.name and other == fit >= 2)
    return SheetRecords(sheet, others)


def _fit(sheet: "CalamineSheet", known: frozenset[str]) -> int:
    return max((named(cells, known) for _, _, cells in SheetRecords(sheet).head(LOOKED_AT)), default=0)


def named(cells: list[str], known: frozenset[str]) -> int:
    """How many different known headings a row names."""
    return len({words for cell in cells if cell and (words := heading_words(cell)) in known})


def _text(value: object) -> str:
    """A number without the '.0' that Excel gives to ids, a day without its midnight."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.min.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
