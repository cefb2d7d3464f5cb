"""`kehuan demo`: a newcomer's first command."""

from datetime import date
from pathlib import Path

import pytest

from kehuan.cli.demo_command import last_month_end
from kehuan.cli.tests.conftest import Run, sheet_of, snapshot


@pytest.mark.parametrize(
    ("day", "end"), [(date(2026, 3, 1), date(2026, 2, 28)), (date(2026, 1, 31), date(2025, 12, 31))]
)
def test_the_demo_ends_with_the_last_whole_month(day: date, end: date) -> None:
    assert last_month_end(day) == end


@pytest.mark.slow
def test_the_demo_writes_a_company_and_grades_it(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHUAN_HOME", str(home / "var"))
    ran = run("demo", "--customers", 60)
    assert (ran.code, ran.err) == (0, "")
    made = sorted(path.name for path in (home / "var" / "demo").iterdir())
    assert made == ["customers.xlsx", "disputes.csv", "grades.xlsx", "orders.csv", "payments.csv"]
    assert f"截止日：{last_month_end(date.today())}" in ran.out
    assert "评级结果：60 个客户" in ran.out and "级别变动" in ran.out
    assert ran.out.rstrip().endswith("--out 评级.xlsx")
    heads, *rows = sheet_of(home / "var" / "demo" / "grades.xlsx")
    assert len(rows) == 60 and heads[0] == "客户"
    assert not any("剔除" in line and "剔除 0" not in line for line in ran.out.splitlines())


@pytest.mark.slow
def test_the_demo_goes_where_it_is_told_in_english(home: Path, run: Run) -> None:
    ran = run("demo", "--customers", 30, "--folder", "made here", "--lang", "en")
    assert ran.code == 0 and "Wrote the spreadsheets of an invented company to “made here”." in ran.out
    assert (home / "made here" / "grades.xlsx").exists() and not (home / "var").exists()


def test_a_folder_with_files_is_left_alone(home: Path, run: Run) -> None:
    (home / "orders.csv").write_text("公司自己的订单", "utf-8")
    before = snapshot(home)
    ran = run("demo", "--folder", ".")
    assert (ran.code, ran.out) == (2, "") and "请换一个空的或新的文件夹" in ran.err
    assert snapshot(home) == before


def test_a_folder_that_cannot_be_made_is_told(home: Path, run: Run) -> None:
    ran = run("demo", "--folder", "small.yaml/x")
    assert (ran.code, ran.out) == (2, "") and "读写文件时出错" in ran.err
