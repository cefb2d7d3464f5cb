"""The demo company is the same every time, adds up, and looks like a company."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kehuan.cli.demo import DemoFiles, write_demo

UNTIL = date(2026, 10, 31)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return write_demo(tmp_path_factory.mktemp("demo"), until=UNTIL)


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_customers(demo: DemoFiles) -> Rows:
    head, *rows = CalamineWorkbook.from_path(demo.customers).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


def fen(text: str) -> int:
    whole, part = text.removeprefix("-").split(".")
    assert len(part) == 2
    return (-1 if text.startswith("-") else 1) * (int(whole) * 100 + int(part))


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(demo: DemoFiles, tmp_path: Path) -> None:
    again = write_demo(tmp_path / "again", until=UNTIL)
    other = write_demo(tmp_path / "other", until=UNTIL, seed=8)
    for name in ("orders", "customers", "payments", "disputes"):
        assert getattr(again, name).read_bytes() == getattr(demo, name).read_bytes()
        assert getattr(other, name).read_bytes() != getattr(demo, name).read_bytes()


def test_every_line_is_quantity_times_price(demo: DemoFiles) -> None:
    rows = read_csv(demo.orders)
    assert all(int(row["数量"]) * fen(row["无税单价"]) == fen(row["无税金额"]) for row in rows)


def test_every_sale_and_no_return_is_owed_once(demo: DemoFiles) -> None:
    sold: Counter[str] = Counter()
    for row in read_csv(demo.orders):
        sold[row["单据编号"]] += fen(row["无税金额"])
    owed = {row["单据编号"]: fen(row["金额"]) for row in read_csv(demo.payments)}
    assert owed == {number: amount for number, amount in sold.items() if amount > 0}
    assert {number[:2] for number, amount in sold.items() if amount < 0} == {"XT"}


def test_days_lie_in_the_two_and_a_half_years(demo: DemoFiles) -> None:
    days = [date.fromisoformat(row["单据日期"]) for row in read_csv(demo.orders)]
    assert days == sorted(days)
    assert date(2024, 5, 1) <= days[0] < date(2024, 5, 8)
    assert days[-1] <= UNTIL
    assert all(not row["付款日"] or date.fromisoformat(row["付款日"]) <= UNTIL for row in read_csv(demo.payments))


def test_sizes_are_those_of_a_manufacturer(demo: DemoFiles) -> None:
    amounts = dict.fromkeys((row["客户编码"] for row in read_csv(demo.orders)), 0)
    for row in read_csv(demo.orders):
        if row["单据日期"] > "2024-10-31":
            amounts[row["客户编码"]] += fen(row["无税金额"])

    def share(low: int, high: int) -> float:
        return sum(low * 1_000_000 <= amount < high * 1_000_000 for amount in amounts.values()) / len(amounts)

    assert 0.03 <= share(500, 10**9) <= 0.06
    assert 0.15 <= share(100, 500) <= 0.20
    assert 0.35 <= share(20, 100) <= 0.45
    assert min(amounts.values()) >= 0


def test_the_chinese_new_year_is_quiet(demo: DemoFiles) -> None:
    months: Counter[str] = Counter()
    for row in read_csv(demo.orders):
        months[row["单据日期"][:7]] += fen(row["无税金额"])
    assert months["2026-02"] < months["2026-01"] < months["2026-03"]
    assert months["2026-02"] < months["2026-03"] / 2


def test_customers_carry_what_a_policy_asks(demo: DemoFiles) -> None:
    rows = read_customers(demo)
    assert len(rows) == 300
    assert len({row["客户编码"] for row in rows}) == len({row["客户名称"] for row in rows}) == 300
    assert {row["客户阶段"] for row in rows} == {"潜在", "意向", "成交", "沉睡", "流失"}
    assert {row["现级别"] for row in rows} == {"", "A", "B", "C", "D"}
    assert {row["客户潜力"] for row in rows} == {"", "较小", "一般", "较大", "巨大"}
    assert {row["客户影响力"] for row in rows} == {"", "较小", "一般", "区域知名", "行业知名"}
    names = {row["客户名称"] for row in rows}
    groups = Counter(row["所属集团"] for row in rows if row["所属集团"])
    assert len(groups) == 8
    assert set(groups) <= names
    assert set(groups.values()) <= {2, 3}


def test_prospects_and_only_they_have_no_orders(demo: DemoFiles) -> None:
    buyers = {row["客户编码"] for row in read_csv(demo.orders)}
    for row in read_customers(demo):
        is_prospect = row["客户阶段"] in ("潜在", "意向")
        assert is_prospect == (row["客户编码"] not in buyers) == (not row["合作起始日"])
        assert not (is_prospect and row["现级别"])


def test_some_pay_late_and_some_still_owe(demo: DemoFiles) -> None:
    rows = read_csv(demo.payments)
    overdue = [row for row in rows if not row["付款日"] and row["到期日"] < "2026-05-01"]
    late = [row for row in rows if row["付款日"] > row["到期日"]]
    assert overdue
    assert 0.1 < len(late) / len(rows) < 0.5


def test_disputes_are_few_and_some_are_open(demo: DemoFiles) -> None:
    rows = read_csv(demo.disputes)
    assert {row["严重程度"] for row in rows} == {"一般", "严重"}
    assert any(not row["关闭日期"] for row in rows)
    assert max(Counter(row["客户编码"] for row in rows).values()) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 700])
def test_any_size_works(tmp_path: Path, count: int) -> None:
    demo = write_demo(tmp_path, customers=count, until=date(2025, 2, 3))
    assert len(read_customers(demo)) == count
