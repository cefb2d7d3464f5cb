"""The customers file, and the events that belong to customers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kehuan.intake.facts import Factor
from kehuan.intake.families import roots
from kehuan.intake.tests.conftest import Refuse, Take

Write = Callable[..., Path]
INFLUENCE = Factor("influence", "客户影响力", ("较小", "一般", "区域知名"))
SATISFACTION = Factor("satisfaction", "满意度")


@pytest.fixture
def orders(write: Write) -> Path:
    return write("客户编码,日期,金额\nK1,2026-01-05,10\nK2,2026-01-05,10\nK3,2026-01-05,10\n")


def test_all_that_a_customer_may_carry(write: Write, take: Take, orders: Path) -> None:
    customers = write(
        "客户编码,客户名称,合作起始日期,客户阶段,行业,区域,所属集团,客户等级,连续低评次数,客户影响力,影响力评估日期,满意度,"
        "近12个月纠纷次数,评估日期\n"
        "K1,甲,1958-05-01,成交,钢铁,华东,,A级,1,一般,,90,2,2026-06-30\nK2,乙,,,,,K1,b,,,,,,\n",
        name="customers.csv",
    )
    taken = take(
        orders,
        {"customers": customers},
        factors=(INFLUENCE, SATISFACTION),
        grades=("A", "B"),
        metrics={"disputes_12m": "近12个月纠纷次数"},
        columns={"influence_on": "影响力评估日期"},
    )
    assert taken.columns("customers") == [
        "customer",
        "name",
        "stage",
        "industry",
        "region",
        "since",
        "grade",
        "worse_rounds",
        "disputes_12m",
        "influence",
        "influence_on",
        "satisfaction",
        "satisfaction_on",
        "parent",
    ]
    assert taken.rows("customers") == [
        ("K1", "甲", "成交", "钢铁", "华东", date(1958, 5, 1), "A", 1, 2, 1, None, 90, date(2026, 6, 30), None),
        ("K2", "乙", None, None, None, None, "B", None, None, None, None, None, None, "K1"),
    ]
    assert taken.told(1)["intake.matched_by"] == {"column": "客户编码", "matched": 2, "customers": 3}


def test_only_the_columns_that_the_file_has(write: Write, take: Take, orders: Path) -> None:
    taken = take(orders, {"customers": write("客户编码,行业\nK1,钢铁\n", name="c.csv")}, factors=(INFLUENCE,))
    assert taken.columns("customers") == ["customer", "industry"]


def test_the_column_that_matches_the_orders_is_the_customer(write: Write, take: Take) -> None:
    orders = write("客户名称,日期,金额\n甲,2026-01-05,10\n乙,2026-01-05,10\n")
    customers = write("客户编码,客户名称,上级客户\nK1,甲,\nK2,乙,K1\n", name="c.csv")
    taken = take(orders, {"customers": customers})
    assert taken.rows("customers") == [("乙", "乙", "甲"), ("甲", "甲", None)]
    assert taken.told(1)["intake.matched_by"] == {"column": "客户名称", "matched": 2, "customers": 2}


def test_names_of_the_orders_are_kept(write: Write, take: Take) -> None:
    orders = write("客户编码,客户名称,日期,金额\nK1,甲,2026-01-05,10\nK2,乙,2026-01-05,10\n")
    assert take(orders).rows("customers") == [("K1", "甲"), ("K2", "乙")]
    taken = take(orders, {"customers": write("客户编码,行业\nK1,钢铁\nK9,纺织\n", name="c.csv")})
    assert taken.rows("customers") == [("K1", "甲", "钢铁"), ("K2", "乙", None), ("K9", None, "纺织")]


def test_a_customer_stands_once(write: Write, take: Take, orders: Path) -> None:
    customers = write("客户编码,行业\nK1,钢铁\nK1,钢铁\nK1,纺织\nK2,纺织\n合计,\n", name="c.csv")
    taken = take(orders, {"customers": customers}, keep_repeats=False)
    assert taken.rows("customers") == [("K1", "钢铁"), ("K2", "纺织")]
    assert taken.refusals() == [
        ("3", "与第 2 行完全相同"),
        ("4", "客户 K1 已在第 2 行，内容不一致，以先出现的为准"),
        ("6", "合计行，不是客户数据"),
    ]


def test_words_and_grades_must_be_those_of_the_policy(write: Write, take: Take, orders: Path) -> None:
    customers = write(
        "客户编码,客户等级,客户影响力,满意度\nK1,S,一般,1\nK2,A,很大,1\nK3,B,较小,1.5\nK4,B,较小,高\n"
        "K5, B类客户 ,，,5\nK6,A,-,5\n",
        name="c.csv",
    )
    taken = take(orders, {"customers": customers}, factors=(INFLUENCE, SATISFACTION), grades=("A", "B"))
    assert taken.rows("customers") == [("K6", "A", None, 5)]
    assert [why for _, why in taken.refusals()] == [
        "制度没有“S”这个级别，可用：A、B",
        "“很大”不在制度的用词之内，可用：较小、一般、区域知名",
        "“满意度”的“1.5”应为整数",
        "“满意度”的“高”不是数字",
        "“,”不在制度的用词之内，可用：较小、一般、区域知名",
    ]


def test_parents_lead_to_the_root(write: Write, take: Take, orders: Path) -> None:
    customers = write(
        "客户编码,客户名称,上级客户\nK1,甲,\nK2,乙,甲\nK3,丙,K2\nK4,丁,集团外\nK5,戊,K5\nK6,己,K7\nK7,庚,K6\nK8,辛,K7\n",
        name="c.csv",
    )
    taken = take(orders, {"customers": customers})
    assert {row[0]: row[2] for row in taken.rows("customers")} == {
        "K1": None,
        "K2": "K1",
        "K3": "K1",
        "K4": "集团外",
        "K8": "K7",
    }
    assert taken.refusals() == [
        ("6", "上级客户是它自己"),
        ("7", "上级关系成环：K6 → K7 → K6"),
        ("8", "上级关系成环：K6 → K7 → K6"),
    ]


def test_roots_of_a_long_chain() -> None:
    parents = {f"{n}": f"{n + 1}" for n in range(100_000)}
    found, circles = roots(parents)
    assert set(found.values()) == {"100000"} and len(found) == 100_000 and not circles


def test_payments(write: Write, take: Take, orders: Path) -> None:
    payments = write(
        "客户编码,到期日,付款日期,应收金额\nK1,2026-12-31,,1000\nK2,2026-01-31,2026-02-03,\nK2,2026-01-31,2026-02-03,\nK2,,,1\n"
        "K3,2026-01-31,2027-01-01,1\nK9,2026-01-31,,abc\nK8,2026-01-31,,1\n",
        name="payments.csv",
    )
    taken = take(orders, {"payments": payments})
    assert taken.columns("payments") == ["customer", "due_on", "paid_on", "amount"]
    assert taken.rows("payments") == [
        ("K1", date(2026, 12, 31), None, 100000),
        ("K2", date(2026, 1, 31), date(2026, 2, 3), None),
        ("K8", date(2026, 1, 31), None, 100),
    ]
    assert [line for line, _ in taken.refusals()] == ["4", "5", "6", "7"]
    assert taken.told(1)["intake.strangers"] == {"customers": 1}


def test_disputes_and_cases(write: Write, take: Take, orders: Path) -> None:
    disputes = write(
        "客户,发生日期,结案日期,严重程度,类型\nK1,2026-01-31,,严重,质量\nK2,2026-02-03,2026-01-03,,\n", name="d.csv"
    )
    cases = write("customer,date,closed,type\nK1,2026-01-31,2026-02-01,complaint\n", name="cases.csv")
    taken = take(orders, {"disputes": disputes, "cases": cases})
    assert taken.rows("disputes") == [("K1", date(2026, 1, 31), None, "严重", "质量")]
    assert taken.rows("cases") == [("K1", date(2026, 1, 31), date(2026, 2, 1), None, "complaint")]
    assert taken.refusals() == [("3", "结束日期早于发生日期")]
    assert [report.kind for report in taken.facts.reports] == ["orders", "disputes", "cases"]


def test_events_may_call_a_customer_by_name(write: Write, take: Take, orders: Path) -> None:
    customers = write("客户编码,客户名称\nK1,甲\nK2,同名\nK3,同名\n", name="c.csv")
    payments = write("客户名称,到期日\n甲,2026-01-31\n同名,2026-01-31\n", name="p.csv")
    taken = take(orders, {"customers": customers, "payments": payments})
    assert [row[0] for row in taken.rows("payments")] == ["K1", "同名"]


def test_a_fault_in_any_file_writes_nothing(write: Write, refuse: Refuse, orders: Path) -> None:
    assert refuse(orders, {"customers": write("x,y\n1,2\n", name="c.csv")}) == "intake.columns_missing.customer"
    assert refuse(orders, {"payments": write("客户\nK1\n", name="p.csv")}) == "intake.columns_missing.due_on"
