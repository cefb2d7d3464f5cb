"""Which column is which."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kehuan.core.errors import RuleError
from kehuan.intake.columns import ExtraField, guess_columns, parse_map
from kehuan.intake.headers import FIELDS, heading_unit, heading_words
from kehuan.intake.shapes import Factor, Kind, Table
from kehuan.intake.tests.conftest import Refuse, Take
from kehuan.ui.catalogue.intake import FIELDS as FIELD_WORDS

Write = Callable[..., Path]


def guessed(headers: str, kind: Kind = "orders", **given: str) -> dict[str, str]:
    table = Table("t", Path("t.csv"), tuple(headers.split(",")), 1)
    return {field: guess.column for field, guess in guess_columns(table, kind, given=given).items()}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            {
                "customer": "CustomerID",
                "order": "InvoiceNo",
                "date": "InvoiceDate",
                "quantity": "Quantity",
                "price": "UnitPrice",
                "product": "StockCode",
            },
        ),
        (
            "customer_id,date,number_of_cds,dollar_value",
            {"customer": "customer_id", "date": "date", "quantity": "number_of_cds", "amount": "dollar_value"},
        ),
        (
            "单据日期,单据编号,购货单位代码,购货单位,物料代码,物料名称,实发数量,销售单价,销售金额(元)",
            {
                "customer": "购货单位代码",
                "name": "购货单位",
                "order": "单据编号",
                "date": "单据日期",
                "amount": "销售金额(元)",
                "quantity": "实发数量",
                "price": "销售单价",
                "product": "物料代码",
            },
        ),
        (
            "订单编号,买家会员名,买家实际支付金额,订单创建时间,宝贝标题,宝贝总数量",
            {
                "customer": "买家会员名",
                "order": "订单编号",
                "date": "订单创建时间",
                "amount": "买家实际支付金额",
                "quantity": "宝贝总数量",
                "product": "宝贝标题",
            },
        ),
        ("客户名称,开票日期,本单价税合计", {"customer": "客户名称", "date": "开票日期", "amount": "本单价税合计"}),
        (
            "Client,Order ID,Order Date,Ship Date,Sales",
            {"customer": "Client", "order": "Order ID", "date": "Order Date", "amount": "Sales"},
        ),
        ("会员号,消费时间,实付金额,折扣金额", {"customer": "会员号", "date": "消费时间", "amount": "实付金额"}),
    ],
)
def test_headings_of_real_files(headers: str, expected: dict[str, str]) -> None:
    assert guessed(headers) == expected


def test_no_heading_stands_for_two_fields_of_one_tier() -> None:
    for kind, fields in FIELDS.items():
        firsts = [word for field, tiers in fields.items() for word in tiers[0] if field != "name"]
        assert len(firsts) == len(set(firsts)), kind
        assert all(heading_words(word) == word for tiers in fields.values() for tier in tiers for word in tier)
        assert fields.keys() <= FIELD_WORDS.keys()


@pytest.mark.parametrize(
    ("heading", "times"),
    [
        ("金额", 1),
        ("金额(元)", 1),
        ("金额(万元)", 10_000),
        ("销售额_万元", 10_000),
        ("价税合计(单位:千元)", 1_000),
        ("元", 1),
    ],
)
def test_units(heading: str, times: int) -> None:
    assert heading_unit(heading) == times


def test_a_unit_multiplies(write: Write, take: Take) -> None:
    taken = take(write("客户,日期,金额(万元)\n甲,2026-01-05,1.5\n"))
    assert taken.rows()[0][2] == 1_500_000 and taken.told()["intake.unit"]["times"] == 10_000


@pytest.mark.parametrize(
    "headers",
    [
        "客户,日期,含税金额,不含税金额",
        "客户,日期,金额,价税合计",
        "客户,购货单位,日期,金额",
        "客户,下单日期,交易日期,金额",
    ],
)
def test_equally_good_columns_are_for_a_person(write: Write, refuse: Refuse, headers: str) -> None:
    row = ",".join("2026-01-05" if "日期" in h else "1" for h in headers.split(","))
    assert refuse(write(f"{headers}\n{row}\n")).startswith("intake.columns_equal.")


def test_the_refusal_shows_the_mapping_that_mends_it(write: Write, take: Take) -> None:
    path = write("客户,日期,含税金额,不含税金额\n甲,2026-01-05,113,100\n")
    with pytest.raises(RuleError) as refusal:
        take(path)
    assert refusal.value.figures["columns"] == "含税金额、不含税金额"
    assert take(path, columns=parse_map(str(refusal.value.figures["example"]))).rows()[0][2] == 11300


def test_two_columns_of_one_heading(write: Write, refuse: Refuse) -> None:
    path = write("客户,日期,金额,金额\n甲,2026-01-05,1,2\n")
    assert refuse(path) == "intake.column_twice"
    assert refuse(path, columns={"amount": "金额"}) == "intake.column_twice"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ("公司,日期,金额", "intake.columns_missing.customer"),
        ("客户,时辰,金额", "intake.columns_missing.date"),
        ("客户,日期,数量", "intake.columns_missing.amount"),
    ],
)
def test_a_missing_column_lists_what_there_is(write: Write, take: Take, headers: str, code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        take(write(headers + "\n甲,无,1\n"))
    assert refusal.value.code == code and refusal.value.figures["headers"] == headers.replace(",", "、")


def test_content_tells_a_day_and_an_amount(write: Write, take: Take) -> None:
    taken = take(write("客户,甲列,乙列,丙列\n甲,2026-01-05,10.50,8\n乙,2026-01-06,¥3,7\n"))
    assert [row[2] for row in taken.rows()] == [300, 1050]
    by = {guess.field: guess.by for guess in taken.report().guesses}
    assert by == {"customer": "name", "date": "content", "amount": "content"}


def test_a_mapping_wins(write: Write, take: Take) -> None:
    path = write("客户,门店,日期,金额\n甲,一店,2026-01-05,10\n")
    taken = take(path, columns=parse_map("customer= 门店 ,orders.date=日期"))
    assert taken.rows()[0][0] == "一店"
    assert [(g.field, g.by) for g in taken.report().guesses][:2] == [("customer", "map"), ("date", "map")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("customer", "intake.map_syntax"),
        ("customer=", "intake.map_syntax"),
        ("custmer=客户", "intake.map_field"),
        ("shop.customer=客户", "intake.map_field"),
        ("customer=A,customer=B", "intake.map_twice"),
        ("customer=A,date=A", "intake.map_twice"),
    ],
)
def test_mappings_that_are_refused(text: str, code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        parse_map(text)
    assert refusal.value.code == code


def test_a_misspelt_field_or_column_is_shown_the_nearest(write: Write, take: Take) -> None:
    with pytest.raises(RuleError) as refusal:
        parse_map("custmer=客户")
    assert refusal.value.figures["nearest"] == "customer"
    with pytest.raises(RuleError) as refusal:
        take(write("客户编号,日期,金额\n甲,2026-01-05,10\n"), columns={"customer": "客户编码"})
    assert (refusal.value.code, refusal.value.figures["nearest"]) == ("intake.map_column", "客户编号")


def test_the_policy_adds_fields() -> None:
    factor = Factor("influence", "客户影响力", ("较小", "一般"))
    extra = (ExtraField.of("influence", "客户影响力"), ExtraField.day_of(factor))
    table = Table("t", Path("t.csv"), ("客户", "客户影响力", "评估日期"), 1)
    guesses = guess_columns(table, "customers", given={}, extra=extra)
    assert {field: guess.column for field, guess in guesses.items()} == {
        "customer": "客户",
        "influence": "客户影响力",
        "influence_on": "评估日期",
    }
