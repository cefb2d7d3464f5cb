"""What a file is by its first bytes, and in which encoding a text file was written."""

import codecs
from pathlib import Path
from typing import Literal

from kehuan.core.errors import RuleError

Content = Literal["text", "workbook", "parquet"]
_CHUNK = 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BINARY = (b"\x1f\x8b", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3")


def content_of(path: Path) -> Content:
    """Whether a file is text, a workbook or Parquet, by what is in it, for ERP systems give text the name .xls.

    Raises RuleError for a path that is no file, an empty file, an old or protected workbook, and anything else.
    """
    if not path.exists():
        raise RuleError("intake.no_such_file", file=str(path))
    if path.is_dir():
        raise RuleError("intake.is_folder", file=str(path))
    with path.open("rb") as stream:
        start = stream.read(8192)
    if not start.strip():
        raise RuleError("intake.empty_file", file=path.name)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04"):
        return "workbook"
    if start.startswith(_OLD_OFFICE):
        raise RuleError("intake.protected" if _holds(path, _ENCRYPTED) else "intake.old_excel", file=path.name)
    if start.lstrip()[:5].lower() in (b"<html", b"<?xml", b"<!doc", b"<tabl"):
        raise RuleError("intake.web_page", file=path.name)
    if start.startswith(_BINARY) or (b"\0" in start and start[:2] not in _UTF16):
        raise RuleError("intake.not_a_table", file=path.name)
    return "text"


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream:
        return mark in stream.read(1 << 24)  # the directory of an OLE file lies in its first megabytes


def encoding_of(path: Path) -> str:
    """The encoding of a text file, checked strictly over the whole of it: UTF-8, UTF-16 with a mark, or GB18030.

    Raises RuleError naming the byte and the line that no encoding reads.
    """
    with path.open("rb") as stream:
        start = stream.read(3)
    if start[:2] in _UTF16:
        encoding = _UTF16[start[:2]]
        if (fault := _first_fault(path, encoding)) is not None:
            raise _unreadable(path, fault)
        return encoding
    utf8 = _first_fault(path, "utf-8")
    if utf8 is None:
        return "utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8"
    # A UTF-8 file with one torn character would pass as GB18030 and turn every name into other characters.
    if start == codecs.BOM_UTF8 or _chinese_before(path, utf8) >= 10:
        raise _unreadable(path, utf8)
    gb18030 = _first_fault(path, "gb18030")
    if gb18030 is not None:
        raise _unreadable(path, gb18030)
    return "gb18030"


def _first_fault(path: Path, encoding: str) -> int | None:
    """The offset of the first byte that `encoding` cannot read; None where it reads the whole file."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    at = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                return at - held + fault.start
            if not chunk:
                return None
            at += len(chunk)


def _chinese_before(path: Path, offset: int) -> int:
    """How many characters beyond ASCII stand, as good UTF-8, in the megabyte before `offset`."""
    with path.open("rb") as stream:
        stream.seek(max(0, offset - _CHUNK))
        text = stream.read(min(offset, _CHUNK)).decode("utf-8", errors="ignore")
    return sum(not character.isascii() for character in text)


def _unreadable(path: Path, offset: int) -> RuleError:
    line, left = 1, offset
    with path.open("rb") as stream:
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            line += chunk.count(b"\n")
            left -= len(chunk)
    return RuleError("intake.encoding", file=path.name, byte=offset + 1, line=line)
