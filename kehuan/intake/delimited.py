"""CSV and its kin: quick where a block of lines is plain, record by record where it is not, so that one bad line costs
one line and never the file."""

import csv
from collections import Counter, deque
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kehuan.intake.records import Record, column_names, numbered, records_table

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 60  # lines looked at to tell the delimiter
_LONGEST = 100  # lines of one quoted cell; beyond it a quotation mark was never closed
_BLOCK = 1 << 23  # characters read at a time


class _Lines:
    """The lines of a file that can be given back: those swallowed by a stray quotation mark are read again."""

    def __init__(self, stream: TextIO, *, strip: bool) -> None:
        self._stream, self._strip = stream, strip
        self.ahead: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LONGEST:
            raise StopIteration
        line = self.ahead.popleft() if self.ahead else next(self._stream)
        self.taken.append(line)
        return line.strip() if self._strip else line

    def give_back(self) -> str:
        """Keeps the first line of the record as read and returns the others to the file."""
        first, *others = self.taken
        self.ahead.extendleft(reversed(others))
        return first.rstrip("\r\n")

    def block(self) -> str:
        """The next lines of the file as one text; "" at its end. Not while lines lie ahead."""
        return self._stream.read(_BLOCK) + self._stream.readline()


class TextRecords:
    """The records of a text file that are not blank, each with the row that Excel would show it in."""

    def __init__(self, stream: TextIO, delimiter: str, size: int = 0) -> None:
        csv.field_size_limit(_BLOCK)  # a long cell is no error, as in a plain block
        self._stream, self._delimiter, self._size = stream, delimiter, size
        self._lines = _Lines(stream, strip=delimiter == " ")
        self._number = 0

    def head(self, number: int) -> list[Record]:
        """The first records, of any width."""
        return list(islice(self._records(None), number))

    def share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        return self._stream.buffer.tell() / self._size

    def tables(self, width: int) -> "Iterator[pa.Table]":
        """The records after the head, as tables; a record with another width or a bad quotation mark says so."""
        while self._lines.ahead or (block := self._lines.block()):
            if not self._lines.ahead:
                if (table := _plain_table(block, self._number + 1, width, self._delimiter)) is not None:
                    self._number += table.num_rows
                    yield table
                    continue
                self._lines.ahead.extend(StringIO(block, newline=""))
            yield records_table(self._records(width, until_block_ends=True), width, self._delimiter)

    def _records(self, width: int | None, *, until_block_ends: bool = False) -> Iterator[Record]:
        lines, spaced = self._lines, self._delimiter == " "
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True, skipinitialspace=spaced)
        while lines.ahead or not until_block_ends:
            lines.taken.clear()
            self._number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield self._number, "intake.row.quotes", [lines.give_back()]
                continue
            if len(lines.taken) > 1 and width not in (None, len(cells)):
                yield self._number, "intake.row.quotes", [lines.give_back()]
            elif any(cells):
                yield self._number, None, cells


def _plain_table(block: str, first: int, width: int, delimiter: str) -> "pa.Table | None":
    """The lines of a block without quotation marks, blank lines and ragged rows, read by Arrow; None for any other."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    ends = block.count("\n")
    if '"' in block or delimiter == " " or block.count("\r") not in (0, ends):
        return None
    names = column_names(width)
    read = arrow_csv.ReadOptions(column_names=names, encoding="utf8")
    parse = arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False)
    convert = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    try:
        table = arrow_csv.read_csv(pa.BufferReader(block.encode()), read, parse, convert)
    except pa.ArrowInvalid:
        return None
    lines = ends if block.endswith("\n") else ends + 1
    return numbered(range(first, first + lines), None, table.columns) if table.num_rows == lines else None


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that cuts most of the first records into the same number of cells, more than one; else ','."""
    with path.open(encoding=encoding, newline="") as stream:
        sample = "".join(islice(stream, _SAMPLE))
    best, found = (0, 0), ","
    for delimiter in (*DELIMITERS, " "):
        if delimiter == " " and best[0]:
            break  # a space divides only what nothing else does
        good = TextRecords(StringIO(sample, newline=""), delimiter).head(_SAMPLE)
        widths = Counter(len(cells) for _, problem, cells in good if not problem and len(cells) > 1)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (times, width) > best:
            best, found = (times, width), delimiter
    return found
