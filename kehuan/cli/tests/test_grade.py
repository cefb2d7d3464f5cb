"""`kehuan grade` from files to files: grades, columns, counts, and what lies beside the result."""

from datetime import date
from pathlib import Path

import pytest

from kehuan.cli.grade import read_day
from kehuan.cli.tests.conftest import Put, Run, by_customer, rows_of, summary_of
from kehuan.engine.plain import Facts, Order, evaluate
from kehuan.engine.policy.text import read_policy

ORDERS = """\
客户编码,客户名称,单据编号,订单日期,商品,数量,单价
007,甲公司,S1,2026-01-05,P1,2,4000
007,甲公司,S1,2026-01-05,P2,1,1500
007,甲公司,S2,2026-03-31,P1,1,1000
008,乙公司,S3,2026-02-01,P1,1,1000
009,丙公司,S4,2026-02-01,P1,1,999.99
009,丙公司,S5,2026-04-01,P1,9,9999
,无名,S6,2026-02-01,P1,1,5
010,丁公司,S7,2026-02-30,P1,1,5
008,乙公司,S3,2026-02-01,P1,1,1000
011,戊公司,S8,2026-03-01,P1,-1,300
"""
COLUMNS = [
    "customer", "grade", "score", "amount_12m", "orders_12m", "disputes_12m", "potential",
    "points_amount_12m", "points_potential", "reasons", "missing_for_next",
    "name", "unit", "own_share", "current", "target", "outcome", "newcomer", "limited", "marks",
]  # fmt: skip


@pytest.fixture
def orders(put: Put) -> None:
    put({"orders.csv": ORDERS})


@pytest.mark.usefixtures("orders")
def test_every_customer_gets_its_grade_up_to_the_cut_off(home: Path, grade: Run) -> None:
    assert grade("--as-of", "2026-03-31").code == 0
    found = by_customer(home / "out.csv")
    assert {name: (row["grade"], row["amount_12m"], row["orders_12m"]) for name, row in found.items()} == {
        "007": ("A", "10500.0", "2"),
        "008": ("B", "1000.0", "1"),
        "009": ("C", "999.99", "1"),
        "011": ("", "-300.0", "0"),
    }
    assert found["007"]["name"] == "甲公司"
    assert list(found["007"]) == COLUMNS
    assert found["009"]["reasons"].startswith("首次评级，评为C级")
    assert "近12个月购买金额999.99元（需≥ 1000元，差0.01元）" in found["009"]["missing_for_next"]


@pytest.mark.usefixtures("orders")
def test_the_cut_off_is_the_end_of_the_last_whole_month_and_is_included(home: Path, grade: Run) -> None:
    assert "截止日：2026-03-31（含当日）　订单：2026-01-05 至 2026-04-01" in grade().out
    assert summary_of(home / "out.csv")["as_of"] == "2026-03-31"
    assert by_customer(home / "out.csv")["007"]["orders_12m"] == "2"


@pytest.mark.usefixtures("orders")
def test_every_row_is_used_or_rejected_with_its_reason(home: Path, grade: Run) -> None:
    out = grade().out
    (file,) = summary_of(home / "out.csv")["files"]
    assert (file["read"], file["used"], file["rejected"]) == (10, 7, 3)
    assert sum(file["reasons"].values()) == 3
    reasons = [(row["行号"], row["原因"]) for row in rows_of(home / "out.csv.rejected.csv")]
    assert reasons == [
        ("8", "缺少客户"),
        ("9", "“订单日期”的“2026-02-30”：没有这一天"),
        ("10", "与第 5 行完全相同"),
    ]
    assert "读入 10 行 = 采用 7 + 剔除 3" in out
    assert "剔除的行及原因：out.csv.rejected.csv" in out


def test_the_rejected_rows_of_an_earlier_run_go(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": ORDERS})
    grade()
    put({"orders.csv": "客户,日期,金额\n1,2026-03-05,100\n"})
    grade()
    assert {path.name for path in home.iterdir()} == {"orders.csv", "out.csv", "out.csv.summary.json", "small.yaml"}


@pytest.mark.usefixtures("orders")
def test_the_same_input_gives_the_same_bytes(home: Path, grade: Run) -> None:
    grade("--out", "a.csv")
    grade("--out", "b.csv")
    for beside in ("", ".summary.json", ".rejected.csv"):
        assert (home / f"a.csv{beside}").read_bytes() == (home / f"b.csv{beside}").read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("orders")
def test_parquet_holds_what_csv_holds(home: Path, grade: Run) -> None:
    import pyarrow.parquet as pq

    grade()
    grade("--out", "out.parquet")
    table = pq.read_table(home / "out.parquet")
    assert table.column_names == COLUMNS
    plain = [{key: row[key] or "" for key in ("customer", "grade", "reasons", "name")} for row in table.to_pylist()]
    assert plain == [{key: row[key] for key in plain[0]} for row in rows_of(home / "out.csv")]
    assert summary_of(home / "out.parquet") == summary_of(home / "out.csv")


@pytest.mark.usefixtures("orders")
def test_the_files_agree_with_the_plain_evaluator(home: Path, grade: Run) -> None:
    grade("--as-of", "2026-03-31")
    sold = [("007", "2026-01-05", 950_000), ("007", "2026-03-31", 100_000), ("008", "2026-02-01", 100_000)]
    sold += [("009", "2026-02-01", 99_999), ("009", "2026-04-01", 8_999_100), ("011", "2026-03-01", -30_000)]
    orders = [Order(customer, date.fromisoformat(day), fen, fen > 0) for customer, day, fen in sold]
    policy = read_policy((home / "small.yaml").read_text("utf-8"))
    expected = evaluate(policy, Facts([], orders, facts_from=date(2026, 1, 1)), date(2026, 3, 31))
    names = [*policy.grading.names, ""]
    found = {row["customer"]: [row[key] for key in ("grade", "score", "amount_12m", "orders_12m", "outcome")]
             for row in rows_of(home / "out.csv")}  # fmt: skip
    assert found.keys() == {row["customer"] for row in expected}
    for row in expected:
        grade_name, score, amount, count, outcome = found[str(row["customer"])]
        assert (grade_name, outcome, int(count)) == (names[int(str(row["final"]))], row["outcome"], row["orders_12m"])
        assert (round(float(score) * 100), round(float(amount) * 100)) == (row["score"], row["amount_12m"])


def test_present_grades_move_and_the_movement_is_shown(home: Path, put: Put, grade: Run) -> None:
    customers = "客户编码,现级别,客户潜力\n007,C,较大\n008,A,\n009,C,一般\n020,B,较小\n"
    put({"orders.csv": ORDERS, "customers.csv": customers})
    out = grade("--customers", "customers.csv", "--as-of", "2026-03-31").out
    found = by_customer(home / "out.csv")
    moved = {name: (row["current"], row["target"], row["grade"], row["outcome"]) for name, row in found.items()}
    assert moved == {
        "007": ("C", "A", "A", "up"),
        "008": ("A", "B", "B", "down"),
        "009": ("C", "C", "C", "kept"),
        "011": ("", "C", "", "not_graded"),
        "020": ("B", "C", "", "not_graded"),
    }
    assert found["007"]["potential"] == "较大" and found["007"]["score"] == "100.0"
    movements = summary_of(home / "out.csv")["movements"]
    assert {"before": "C", "after": "A", "customers": 1} in movements
    assert sum(move["customers"] for move in movements) == 5
    lines = [line.split() for line in out[out.index("级别变动") :].splitlines()]
    assert ["C", "1", "·", "1", "·", "2"] in lines and ["无", "·", "·", "·", "1", "1"] in lines
    assert "其中：升级 1、降级 1、维持 1、不评级 2" in out


def test_without_present_grades_no_movement_is_shown(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": ORDERS})
    assert "级别变动" not in grade().out
    assert summary_of(home / "out.csv")["movements"] == []


def test_a_group_is_graded_as_one_and_each_firm_told_its_share(home: Path, put: Put, grade: Run) -> None:
    policy = (home / "small.yaml").read_text("utf-8").replace("单个客户", "集团合并")
    orders = "客户,日期,金额\nK1,2026-03-01,9000\nK2,2026-03-02,3000\nK3,2026-03-02,50\n"
    put({"small.yaml": policy, "orders.csv": orders, "customers.csv": "客户,所属集团\nK1,G1\nK2,G1\nK3,\n"})
    assert grade("--customers", "customers.csv", "--as-of", "2026-03-31").code == 0
    found = by_customer(home / "out.csv")
    assert {name: (row["grade"], row["unit"], row["own_share"]) for name, row in found.items()} == {
        "K1": ("A", "G1", "0.75"),
        "K2": ("A", "G1", "0.25"),
        "K3": ("C", "", ""),
    }
    assert found["K2"]["reasons"].startswith("随集团“G1”合并评级，本户占25%；首次评级，评为A级")
    amounts = {row["grade"]: row["amount"] for row in summary_of(home / "out.csv")["grades"]}
    assert amounts == {"A": 12_000.0, "B": 0.0, "C": 50.0}


def test_a_group_whose_parent_is_lost_lives_by_its_firms(home: Path, put: Put, grade: Run) -> None:
    policy = (home / "small.yaml").read_text("utf-8").replace("单个客户", "集团合并")
    customers = "客户,阶段,所属集团\nG1,流失,\nK1,成交,G1\n"
    put({"small.yaml": policy, "orders.csv": "客户,日期,金额\nK1,2026-03-01,2000\n", "customers.csv": customers})
    grade("--customers", "customers.csv", "--as-of", "2026-03-31")
    found = by_customer(home / "out.csv")
    assert {name: row["grade"] for name, row in found.items()} == {"G1": "B", "K1": "B"}


def test_one_customer_with_one_order(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": "客户,日期,金额\n0001,2026-03-05,100\n"})
    assert "截止日：2026-03-05" in grade().out
    assert [(row["customer"], row["grade"]) for row in rows_of(home / "out.csv")] == [("0001", "C")]


def test_totals_below_nothing_have_no_share(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": "客户,日期,金额\n1,2026-03-05,-100\n2,2026-03-05,5\n2,2026-03-06,-30\n"})
    out = grade().out
    assert {name: row["grade"] for name, row in by_customer(home / "out.csv").items()} == {"1": "", "2": "C"}
    assert "-25          –" in out and "-100          –" in out


@pytest.mark.parametrize(
    "day", ["2026-3-31", "2026/03/31", "20260331", "2026年3月31日", "2026.3.31", "２０２６-０３-３１", " 2026-03-31 "]
)
def test_a_day_may_be_written_in_many_ways(day: str) -> None:
    assert read_day(day, date(2026, 3, 31)) == date(2026, 3, 31)


def test_columns_can_be_named(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": "代码,时间,数\n1,2026-03-05,100\n"})
    out = grade("--map", "customer=代码,date=时间,amount=数").out
    assert "列（由 --map 指定）：客户←代码、订单日期←时间、金额←数" in out
    assert rows_of(home / "out.csv")[0]["amount_12m"] == "100.0"


def test_gb18030_with_a_unit_in_the_heading(home: Path, put: Put, grade: Run) -> None:
    put({"orders.csv": "客户名称,订单日期,金额（万元）\n甲公司,2026/5/1,1.5\n".encode("gb18030")})
    assert "按 GB18030 编码读取" in grade("--as-of", "2026-5-31").out
    assert rows_of(home / "out.csv")[0]["amount_12m"] == "15000.0"
