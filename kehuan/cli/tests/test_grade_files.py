"""The results as files: names as people write them, spreadsheets that must not be harmed, sheets that people read."""

import re
from pathlib import Path

import pytest

from kehuan.cli.sheets import LINE
from kehuan.cli.tests.conftest import Put, Run, rows_of, sheet_of, summary_of

NAMES = (
    '甲,乙"公司"', '=cmd|"/C calc"!A0', "+8613800000000", "-5", "@x", "a\nb", "😀公司", "长" * 5_000,
    "[red]x[/red] :smile:", "+1+cmd|x", "-2+3+cmd|x", "O'Neil & <Co>",
)  # fmt: skip
DANGEROUS = {name for name in NAMES if re.match(r"[=@]|[-+]\d+\+", name)}

pytestmark = pytest.mark.slow  # each test grades a company and reads its workbook


@pytest.fixture
def odd(put: Put) -> None:
    quoted = ('"' + name.replace('"', '""') + '"' for name in NAMES)
    lines = (f"{n:04d},{name},2026-03-05,{100 * (n + 1)}\n" for n, name in enumerate(quoted))
    put({"orders.csv": "客户编码,客户名称,订单日期,金额\n" + "".join(lines)})


@pytest.mark.usefixtures("odd")
def test_names_come_out_as_they_went_in_but_run_as_no_formula(home: Path, grade: Run) -> None:
    assert grade().code == 0
    names = {row["customer"]: row["name"] for row in rows_of(home / "out.csv")}
    assert len(DANGEROUS) == 4
    assert names == {f"{n:04d}": f"'{name}" if name in DANGEROUS else name for n, name in enumerate(NAMES)}


@pytest.mark.usefixtures("odd")
def test_a_workbook_holds_names_and_leading_zeros_as_text(home: Path, grade: Run) -> None:
    assert grade("--out", "out.xlsx").code == 0
    heads, *rows = sheet_of(home / "out.xlsx")
    assert heads[:3] == ["客户", "名称", "级别"]
    assert {row[0]: row[1] for row in rows} == {f"{n:04d}": name for n, name in enumerate(NAMES)}
    import zipfile

    with zipfile.ZipFile(home / "out.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.usefixtures("odd")
def test_markup_in_a_file_name_is_shown_as_it_is(home: Path, grade: Run) -> None:
    (home / "订单[red]:smile:.csv").write_bytes((home / "orders.csv").read_bytes())
    assert "订单：订单[red]:smile:.csv　读入 12 行" in grade("--orders", "订单[red]:smile:.csv").out


COMPANY = {
    "orders.csv": "客户编码,订单日期,金额\n"
    "007,2026-03-05,12000\n007,2026-03-06,345.67\n008,2026-03-07,2000\n,2026-03-07,1\n",
    "customers.csv": "客户编码,客户名称,现级别,客户潜力\n007,甲公司,C,较大\n008,乙公司,B,\n",
}
WORDS = ("--customers", "customers.csv", "--as-of", "2026-03-31", "--out", "out.xlsx")


def test_the_sheet_says_first_what_people_ask_first(home: Path, put: Put, grade: Run) -> None:
    put(COMPANY)
    assert grade(*WORDS).code == 0
    heads, first, second = sheet_of(home / "out.xlsx")
    assert heads == [
        "客户", "名称", "级别", "原级别", "应评级别", "变动", "得分", "评级理由", "距上一级还差",
        "近12个月购买金额（元）", "近12个月购买次数", "近12个月纠纷", "客户潜力",
        "得分·近12个月购买金额", "得分·客户潜力",
    ]  # fmt: skip
    assert first[:7] == ["007", "甲公司", "A", "C", "A", "升级", 100.0]
    assert first[9:] == [12345.67, 2.0, 0.0, "较大", 100.0, 100.0]
    assert str(first[7]).startswith("由C级升为A级") and first[8] == ""
    assert second[:7] == ["008", "乙公司", "B", "B", "B", "维持", 30.0]


def test_the_sheet_of_totals_speaks_chinese_and_english(home: Path, put: Put, grade: Run) -> None:
    put(COMPANY)
    grade(*WORDS)
    rows = [[cell for cell in row if cell != ""] for row in sheet_of(home / "out.xlsx", 1)]
    for line in (
        ["制度", "小店分级制度"], ["版本", "2026H1"], ["截止日（含当日）", "2026-03-31"], ["客户数", 2.0],
        ["级别", "客户数", "占比", "近12个月购买金额", "金额占比"],
        ["B", 1.0, 0.5, 2000.0, pytest.approx(2000 / 14345.67)],
        ["升级", 1.0], ["C", "A", 1.0], ["订单", "orders.csv", 4.0, 3.0, 1.0], ["剔除原因", "缺少客户", 1.0],
        ["现有级别", "现级别", "按列名认出"],
    ):  # fmt: skip
        assert line in rows, (line, rows)


def test_an_english_workbook_has_only_the_companys_own_chinese(home: Path, put: Put, grade: Run) -> None:
    put(COMPANY)
    assert grade(*WORDS, "--lang", "en").code == 0
    cells = {str(cell) for number in (0, 1) for row in sheet_of(home / "out.xlsx", number) for cell in row}
    told = " ".join(cells)
    for own in [
        "小店分级制度",
        "甲公司",
        "乙公司",
        "较大",
        "客户编码",
        "订单日期",
        "金额",
        "客户名称",
        "现级别",
        "客户潜力",
        "二",
    ]:
        told = told.replace(own, "")
    assert re.findall("[一-龥，。：；（）、]+", told) == []
    assert {"customer", "grade before", "missing for the next grade", "up"} <= cells
    assert "amount in the last 12 months (yuan)" in cells


def test_a_workbook_has_its_summary_inside(home: Path, put: Put, grade: Run) -> None:
    put(COMPANY)
    grade()
    assert summary_of(home / "out.csv")["customers"] == 2
    put({"out.xlsx.summary.json": "{}"})
    grade(*WORDS)
    assert not (home / "out.xlsx.summary.json").exists()


def test_formats_widths_and_panes_of_the_sheet(home: Path, put: Put, grade: Run) -> None:
    import zipfile

    put(COMPANY)
    grade(*WORDS)
    with zipfile.ZipFile(home / "out.xlsx") as book:
        sheet, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
    assert '<pane xSplit="3" ySplit="1"' in sheet and '<autoFilter ref="A1:O3"/>' in sheet
    heights = [float(height) for height in re.findall(r'<row r="[23]"[^>]* ht="([\d.]+)"', sheet)]
    assert len(heights) == 2 and all(height % LINE == 0 for height in heights)
    assert "0.0%" in styles and 'wrapText="1"' in styles
    columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)" style="(\d+)"', sheet)
    assert columns[-1][1] == "15"
    (style,) = (style for first, _, _, style in columns if first == "10")
    money = re.findall(r'<xf numFmtId="(\d+)"', styles[styles.index("<cellXfs") :])[int(style)]
    assert f'<numFmt numFmtId="{money}" formatCode="#,##0.00"/>' in styles
