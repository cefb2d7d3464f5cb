"""Dates and numbers as people write them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kehuan.core.errors import RuleError
from kehuan.intake import dates, values
from kehuan.intake.dates import DateRules, date_table
from kehuan.intake.shapes import ColumnGuess, DateOrder, Table
from kehuan.intake.tests.conftest import TODAY, Refuse
from kehuan.intake.values import Cells, clean_cells, decimal_commas

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

GUESS = {"x": ColumnGuess("x", "某列", "name", 0)}


@pytest.fixture
def con() -> "Iterator[DuckDBPyConnection]":
    import duckdb

    with duckdb.connect() as connection:
        for macro in (*values.MACROS, *dates.MACROS):
            connection.execute(macro)
        yield connection


def column(con: "DuckDBPyConnection", *cells: str) -> Cells:
    table = Table("t", Path("t.csv"), ("某列",), len(cells))
    con.execute("CREATE TABLE t (line BIGINT, problem VARCHAR, c0 VARCHAR)")
    con.executemany("INSERT INTO t VALUES (?, NULL, ?)", list(enumerate(cells)))
    clean_cells(con, table, [0])
    return Cells(table, GUESS, decimal_commas(con, Cells(table, GUESS), ("x",)))


def numbers(con: "DuckDBPyConnection", *cells: str) -> list[float | None]:
    made = column(con, *cells)
    found = con.execute(f"SELECT {made.number('x')} FROM t_cells r ORDER BY line").fetchall()
    return [None if value is None else float(value) for (value,) in found]


def days(con: "DuckDBPyConnection", *cells: str, order: DateOrder | None = None) -> list[object]:
    name = date_table(con, column(con, *cells), "x", DateRules(TODAY, order, last=TODAY))
    sql = f"""SELECT coalesce(d.problem, day::VARCHAR) FROM t_cells r LEFT JOIN {name} d ON text = written_day(c0)
        ORDER BY line"""
    return [value for (value,) in con.execute(sql).fetchall()]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234.50", 1234.5),
        ("¥1,234.5", 1234.5),
        ("￥12", 12),
        ("100元", 100),
        ("RMB 5", 5),
        ("(123)", -123),
        ("（1.5）", -1.5),
        ("−5", -5),
        ("123-", -123),
        ("-1,234.5", -1234.5),
        ("1e3", 1000),
        ("１２３．５", 123.5),
        ("5万", 50000),
        ("1.5亿", 150_000_000),
        ("1,234", 1234),
        (" 7 ", 7),
        (".5", 0.5),
        ("1,2", 1.2),
        ("12 345", 12345),
        ("", None),
        ("-", None),
        ("nan", None),
        ("abc", None),
        ("1,23,4.5", None),
        ("inf", None),
        ("9999999999999", None),
        ("5%", None),
        ("1.2.3", None),
        ("9999999999亿", None),
    ],
)
def test_numbers(con: "DuckDBPyConnection", cell: str, number: float | None) -> None:
    assert numbers(con, cell) == [number]


def test_decimal_commas_are_told_by_the_column(con: "DuckDBPyConnection") -> None:
    assert numbers(con, "1.234,50", "5,5", "1.234", "-3,25", "12") == [1234.5, 5.5, 1234, -3.25, 12]


def test_a_decimal_point_elsewhere_forbids_decimal_commas(con: "DuckDBPyConnection") -> None:
    assert numbers(con, "1.25", "5,5", "1,234") == [1.25, None, 1234]


@pytest.mark.parametrize(
    "cell",
    [
        "2010-01-05",
        "2010/1/5",
        "2010.1.5",
        "2010年1月5日",
        "20100105",
        "2010-1-5 8:26",
        "2010-01-05 08:26:00",
        "2010-01-05T08:26:00.000+08:00",
        "2010/01/05 08:26:00.000",
        "20100105082600",
        "40183",
        "40183.35",
        "5-Jan-2010",
        "05-Jan-10",
        "Jan 5, 2010",
        "January 5, 2010 8:26 PM",
        "5 January 2010",
        "2010年01月05日 下午3:20",
        "2010年1月5日 15时20分",
        "２０１０－０１－０５",
        " 2010-01-05 ",
    ],
)
def test_writings_of_one_day(con: "DuckDBPyConnection", cell: str) -> None:
    assert days(con, cell) == ["2010-01-05"]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2026-02-30", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("20261301", "no_such_day"),
        ("昨天", "not_a_date"),
        ("2026-01", "not_a_date"),
        ("1969-12-31", "too_early"),
        ("2026-11-22", "in_future"),
        ("123", "not_a_date"),
    ],
)
def test_days_that_cannot_be(con: "DuckDBPyConnection", cell: str, problem: str) -> None:
    assert days(con, cell) == [f"intake.row.{problem}"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("13/5/2010 8:26", "5/6/2010"), ["2010-05-13", "2010-06-05"]),
        (("5/13/2010 8:26", "5/6/2010"), ["2010-05-13", "2010-05-06"]),
        (("15/05/97", "1/6/97"), ["1997-05-15", "1997-06-01"]),
        (("99-01-05", "26-02-07"), ["1999-01-05", "2026-02-07"]),
        (("3.3.2010",), ["2010-03-03"]),
    ],
)
def test_the_column_tells_the_order(con: "DuckDBPyConnection", cells: tuple[str, ...], expected: list[str]) -> None:
    assert days(con, *cells) == expected


@pytest.mark.parametrize("cells", [("3/5/2010", "5/6/2010"), ("13/5/2010", "5/13/2010"), ("26-01-05", "26-02-07")])
def test_an_order_that_nothing_tells_is_asked_for(con: "DuckDBPyConnection", cells: tuple[str, ...]) -> None:
    with pytest.raises(RuleError) as refusal:
        days(con, *cells)
    assert refusal.value.code == "intake.date_order" and refusal.value.figures["example"] in cells


def test_a_given_order_rules(con: "DuckDBPyConnection") -> None:
    assert days(con, "3/5/2010", "13/5/2010", order="mdy") == ["2010-03-05", "intake.row.no_such_day"]


def test_the_intake_asks_for_the_order(tmp_path: Path, write: Callable[..., Path], refuse: Refuse) -> None:
    assert refuse(write("客户,日期,金额\n甲,3/5/2010,1\n")) == "intake.date_order"
