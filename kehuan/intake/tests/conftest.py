"""A company's files made on the spot, and what the intake makes of them."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kehuan.core.errors import RuleError
from kehuan.intake.facts import FactFiles, Facts, FileReport, IntakeOptions, collect_facts
from kehuan.ui.words import say, say_error

TODAY = date(2026, 11, 21)


def in_chinese(code: str, /, **figures: object) -> str:
    return say(code, "zh", **figures)


@dataclass(frozen=True)
class Taken:
    """A run of the intake and where it wrote."""

    facts: Facts
    rejected: Path

    def rows(self, kind: str = "orders") -> list[tuple[Any, ...]]:
        import duckdb

        return duckdb.sql(f"FROM '{getattr(self.facts, kind)}'").fetchall()

    def columns(self, kind: str) -> list[str]:
        import duckdb

        return duckdb.sql(f"FROM '{getattr(self.facts, kind)}'").columns

    def report(self, number: int = 0) -> FileReport:
        return self.facts.reports[number]

    def told(self, number: int = 0) -> dict[str, dict[str, object]]:
        return {notice.code: dict(notice.figures) for notice in self.report(number).notices}

    def refusals(self) -> list[tuple[str, str]]:
        """(line, reason) of the file of rejected rows, as Excel would show it."""
        if not self.rejected.exists():
            return []
        text = self.rejected.read_text(encoding="utf-8-sig")
        return [(row["行号"], row["原因"]) for row in csv.DictReader(text.splitlines())]


Take = Callable[..., Taken]
Refuse = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of lines."""

    def write_lines(lines: str | bytes, name: str = "orders.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(lines if isinstance(lines, bytes) else lines.encode(encoding))
        return path

    return write_lines


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Runs the intake, and checks what must hold of every run: no row is lost, every reason has words."""

    def run(orders: Path, files: dict[str, Path] | None = None, **options: Any) -> Taken:
        rejected = tmp_path / "rejected.csv"
        facts = collect_facts(
            FactFiles(orders, **(files or {})),
            IntakeOptions(**{"today": TODAY, "say": in_chinese, **options}),
            into=tmp_path / "facts",
            rejected=rejected,
        )
        taken = Taken(facts, rejected)
        for report in facts.reports:
            assert report.read == report.used + report.rejected == report.used + sum(report.reasons.values())
            for notice in report.notices:
                assert say(notice.code, "zh", **notice.figures) and say(notice.code, "en", **notice.figures)
        assert len(taken.refusals()) == sum(report.rejected for report in facts.reports)
        return taken

    return run


@pytest.fixture
def refuse(take: Take, tmp_path: Path) -> Refuse:
    """The code with which the intake refuses, having checked that it has words and that nothing was written."""

    def run(orders: Path, files: dict[str, Path] | None = None, **options: Any) -> str:
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(RuleError) as refusal:
            take(orders, files, **options)
        assert sorted(tmp_path.rglob("*")) == before
        assert say_error(refusal.value, "zh") and say_error(refusal.value, "en")
        return refusal.value.code

    return run


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes an XLSX of sheets; dates become Excel dates."""

    def write_sheets(sheets: dict[str, Sequence[Sequence[object]]], name: str = "orders.xlsx") -> Path:
        import xlsxwriter

        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write_sheets
