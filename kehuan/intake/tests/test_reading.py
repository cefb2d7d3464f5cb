"""Files of every accepted kind, and what is said of the others."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from kehuan.intake.tests.conftest import TODAY, Refuse, Take, in_chinese

Write = Callable[..., Path]
Workbook = Callable[..., Path]
HEAD = "客户,日期,金额\n"
ROW = "甲公司,2026-01-05,10\n"
ORDER = ("甲公司", date(2026, 1, 5), 1000, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(write: Write, take: Take, encoding: str) -> None:
    taken = take(write(HEAD + ROW, encoding=encoding))
    assert taken.rows() == [ORDER]
    told = taken.told().get("intake.encoding_found", {})
    assert told.get("encoding") == {"gb18030": "GB18030", "utf-16": "UTF-16"}.get(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "  "])
def test_delimiters(write: Write, take: Take, delimiter: str) -> None:
    assert take(write((HEAD + ROW * 1).replace(",", delimiter), name="orders.txt")).rows() == [ORDER]


def test_windows_lines_quoted_newlines_and_blank_lines(write: Write, take: Take) -> None:
    taken = take(
        write(
            '客户,日期,金额,备注\r\n"甲,公司",2026-01-05,10,"两行\r\n备注"\r\n\r\n乙,2026-01-06,x,\r\n,,,\r\n丙,2026-01-07,"1,000",\r\n'
        )
    )
    assert [row[0] for row in taken.rows()] == ["丙", "甲,公司"] and taken.rows()[0][2] == 100000
    assert taken.report().read == 3
    assert [line for line, _ in taken.refusals()] == ["4"]  # the row that Excel shows


def test_ragged_rows_cost_themselves_only(write: Write, take: Take) -> None:
    taken = take(write(HEAD + "甲,2026-01-05\n乙,2026-01-05,1,000\n丙,2026-01-05,1,,\n"))
    assert [row[0] for row in taken.rows()] == ["丙"]
    assert [(line, why[:6]) for line, why in taken.refusals()] == [("2", "列数比表头少"), ("3", "列数比表头多")]


@pytest.mark.parametrize("bad", ['"乙,2026-01-05,10', '"乙"公司,2026-01-05,10', '乙,"2026-01-05,10'])
def test_a_quotation_mark_that_is_not_closed_costs_its_line_only(write: Write, take: Take, bad: str) -> None:
    taken = take(write(HEAD + ROW + bad + "\n" + "".join(f"丙{n},2026-01-05,10\n" for n in range(300))))
    assert len(taken.rows()) == 301
    assert taken.refusals() == [("3", "引号不成对，无法分列")]


def test_an_inch_mark_is_no_quotation_mark(write: Write, take: Take) -> None:
    taken = take(write('客户,单号,日期,商品,数量,单价\n甲,1,2026-01-05,12" nail,1,2\n甲,1,2026-01-05,SET 3",1,2\n'))
    assert [row[2] for row in taken.rows()] == [400]


def test_plain_blocks_and_others_read_alike(write: Write, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ['"客,户"' if n % 50 == 0 else f"客户{n}" for n in range(1, 2000)]
    rows = "".join(f"{name},2026-01-05,{n}\n" for n, name in enumerate(names))
    path = write(HEAD + rows + "短,行\n\n末,2026-01-05,x")
    whole = take(path)
    expected = whole.rows(), whole.refusals()
    monkeypatch.setattr("kehuan.intake.delimited._BLOCK", 500)  # a limit of memory, so results may not hang on it
    blocks = take(path)
    assert (blocks.rows(), blocks.refusals()) == expected
    assert [line for line, _ in blocks.refusals()] == ["2001", "2003"]


def test_the_heading_is_found_below_title_lines(write: Write, take: Take) -> None:
    taken = take(write("销售明细账,,\n期间:2026.01-2026.06,,\n,,\n" + HEAD + ROW + "合计,,10\n"))
    assert taken.rows() == [ORDER] and taken.told()["intake.header_found"] == {"line": 4}
    assert taken.report().read == 2 and taken.refusals()[0][0] == "6"


def test_a_workbook(workbook: Workbook, take: Take) -> None:
    taken = take(
        workbook(
            {
                "说明": [["本表由系统导出"]],
                "明细": [
                    ["销售明细"],
                    ["客户编码", "单据日期", "价税合计"],
                    [13085, datetime(2026, 1, 5, 8, 26), 10.5],
                    ["甲", date(2026, 1, 6), 0.1 + 0.2],
                    ["乙", 46028, "1,000.00"],
                    [None, None, 5],
                ],
            }
        )
    )
    assert taken.rows() == [
        ("13085", date(2026, 1, 5), 1050, True),
        ("乙", date(2026, 1, 6), 100000, True),
        ("甲", date(2026, 1, 6), 30, True),
    ]
    assert taken.told()["intake.sheet_read"] == {"sheet": "明细"}
    assert taken.refusals() == [("6", "缺少客户")]


def test_sheets_that_fit_as_well_are_named(workbook: Workbook, take: Take) -> None:
    rows = [["客户", "日期", "金额"], ["甲公司", date(2026, 1, 5), 10]]
    taken = take(workbook({"一月": rows, "二月": rows}))
    assert taken.rows() == [ORDER] and taken.told()["intake.other_sheets"] == {"sheets": "二月"}


def test_parquet(tmp_path: Path, take: Take) -> None:
    import duckdb

    path = tmp_path / "o'rders.parquet"
    duckdb.sql(
        "SELECT 13085.0::DOUBLE AS CustomerID, TIMESTAMP '2026-01-05 23:59:59' AS \"Order Date\", 10.255 AS Amount"
    ).write_parquet(str(path))
    assert take(path).rows() == [("13085", date(2026, 1, 5), 1026, True)]


def test_paths_that_are_no_file(tmp_path: Path, refuse: Refuse) -> None:
    assert refuse(tmp_path / "none.csv") == "intake.no_such_file"
    assert refuse(tmp_path) == "intake.is_folder"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "intake.empty_file"),
        (b"\n\n  \n", "intake.empty_file"),
        (HEAD.encode(), "intake.header_only"),
        ((HEAD + ",,\n\n").encode(), "intake.header_only"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "intake.old_excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "intake.protected",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "intake.web_page"),
        (b"%PDF-1.7 ...", "intake.not_a_table"),
        (b"abc\0\0\0def", "intake.not_a_table"),
        (b"PK\x03\x04" + b"no workbook" * 9, "intake.bad_workbook"),
        (b"PAR1" + b"no parquet" * 9, "intake.bad_parquet"),
        (HEAD.encode() + b"caf\xe9,2026-01-05,10\n", "intake.encoding"),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"\xe7\x94,2026-01-05,10\n", "intake.encoding"),
        (HEAD.encode() + (ROW * 9).encode() + "甲公司".encode()[:-1] + b"\xa1\xa1,2026-01-05,10\n", "intake.encoding"),
        (b"one column\nonly\n", "intake.columns_missing.customer"),
    ],
)
def test_files_that_cannot_be_read(write: Write, refuse: Refuse, content: bytes, code: str) -> None:
    assert refuse(write(content)) == code


def test_an_unreadable_byte_is_named_with_its_line(write: Write, take: Take) -> None:
    from kehuan.core.errors import RuleError

    with pytest.raises(RuleError) as refusal:
        take(write(b"customer,date,amount\nA,2026-01-05,1\ncaf\xe9,2026-01-05,1\n"))
    assert refusal.value.figures == {"file": "orders.csv", "byte": 40, "line": 3}


def test_a_workbook_with_a_heading_only(workbook: Workbook, refuse: Refuse) -> None:
    assert refuse(workbook({"表": [["客户", "日期", "金额"]]})) == "intake.header_only"
    assert refuse(workbook({"表": []})) == "intake.empty_file"


def test_facts_of_an_earlier_run_survive_a_refusal(write: Write, take: Take, refuse: Refuse) -> None:
    earlier = take(write(HEAD + ROW))
    assert refuse(write(b"", name="empty.csv")) == "intake.empty_file"
    assert earlier.rows() == [ORDER]


def test_what_is_read_is_never_overwritten(write: Write, refuse: Refuse, tmp_path: Path) -> None:
    assert refuse(write(HEAD + ROW, name="rejected.csv")) == "intake.overwrites"
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8") == HEAD + ROW


def test_progress_ends_at_its_total(write: Write, tmp_path: Path) -> None:
    from kehuan.intake.facts import FactFiles, IntakeOptions, collect_facts

    steps: list[tuple[int, int]] = []
    collect_facts(
        FactFiles(write(HEAD + ROW)),
        IntakeOptions(TODAY, in_chinese),
        into=tmp_path / "facts",
        rejected=tmp_path / "rejected.csv",
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == sorted(steps) and steps[-1][0] == steps[-1][1]
