"""Order rows and order lines to orders."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kehuan.intake.tests.conftest import Refuse, Take

Write = Callable[..., Path]
LINES = "客户编码,订单号,日期,商品,数量,单价\n"


def test_lines_of_one_id_make_one_order(write: Write, take: Take) -> None:
    taken = take(write(LINES + "甲,S1,2026-01-05,笔,3,1.50\n甲,S1,2026-01-05,纸,2,10\n乙,S2,2026-01-06,笔,1,1.50\n"))
    assert taken.rows() == [("乙", date(2026, 1, 6), 150, True), ("甲", date(2026, 1, 5), 2450, True)]
    assert taken.told()["intake.lines_grouped"] == {"lines": 3, "orders": 2}
    assert taken.told()["intake.amount_made"] == {"quantity": "数量", "price": "单价"}
    assert (taken.facts.first_day, taken.facts.last_day) == (date(2026, 1, 5), date(2026, 1, 6))


def test_rows_without_repeated_ids_are_orders(write: Write, take: Take) -> None:
    taken = take(write("客户,订单号,日期,金额\n甲,1,2026-01-05,10\n甲,2,2026-01-05,20\n"))
    assert taken.rows() == [("甲", date(2026, 1, 5), 1000, True), ("甲", date(2026, 1, 5), 2000, True)]
    assert "intake.rows_are_orders" in taken.told()


def test_ids_that_repeat_without_products_are_added_up_and_told(write: Write, take: Take) -> None:
    taken = take(write("客户,订单号,日期,金额\n甲,1,2026-01-05,10\n甲,1,2026-01-05,20\n"))
    assert taken.rows() == [("甲", date(2026, 1, 5), 3000, True)]
    assert taken.told()["intake.ids_repeat"] == {"lines": 2, "orders": 1}


def test_without_an_id_column_each_row_is_an_order(write: Write, take: Take) -> None:
    taken = take(write("客户,日期,金额,备注\n甲,2026-01-05,10,a\n甲,2026-01-05,10,b\n甲,2026-01-05,10,b\n"))
    assert taken.rows() == [("甲", date(2026, 1, 5), 1000, True)] * 2
    assert taken.refusals() == [("4", "与第 3 行完全相同")]


def test_rows_whose_id_is_blank_are_orders_of_their_own(write: Write, take: Take) -> None:
    taken = take(write("客户,订单号,日期,金额\n甲,,2026-01-05,10\n甲,,2026-01-06,20\n甲,1,2026-01-07,5\n"))
    assert [row[2] for row in taken.rows()] == [1000, 2000, 500]


def test_an_order_is_rounded_once_and_away_from_zero(write: Write, take: Take) -> None:
    rows = "甲,S1,2026-01-05,笔,1,0.004\n甲,S1,2026-01-05,纸,1,0.001\n乙,S2,2026-01-05,笔,-1,0.005\n"
    taken = take(write(LINES + rows))
    assert taken.rows() == [("乙", date(2026, 1, 5), -1, False), ("甲", date(2026, 1, 5), 1, True)]


def test_cancellations_reduce_and_are_no_purchase(write: Write, take: Take) -> None:
    taken = take(
        write(
            LINES + "1,100,2026-01-05,笔,5,2\n1,C101,2026-01-06,笔,-2,2\n1,C102,2026-01-07,笔,1,2\n"
            "1,103,2026-01-08,笔,1,2\n1,104,2026-01-09,笔,1,9\n"
        )
    )
    assert [row[2:] for row in taken.rows()] == [(1000, True), (-400, False), (-200, False), (200, True), (900, True)]
    assert taken.told()["intake.cancellations"] == {"orders": 2}


def test_a_firm_whose_every_id_begins_with_c_is_not_harmed(write: Write, take: Take) -> None:
    rows = [f"甲,C{number},2026-01-05,10" for number in range(5)] + ["甲,CK9,2026-01-05,10"]
    taken = take(write("\n".join(["客户,单号,日期,金额", *rows])))
    assert all(row[2:] == (1000, True) for row in taken.rows())


def test_a_negative_total_is_kept(write: Write, take: Take) -> None:
    taken = take(write("客户,日期,金额\n甲,2026-01-05,10\n甲,2026-01-06,-30\n"))
    assert sum(row[2] for row in taken.rows()) == -2000


def test_one_customer_and_one_order(write: Write, take: Take) -> None:
    assert take(write("客户,日期,金额\n甲,2026-01-05,10\n")).rows() == [("甲", date(2026, 1, 5), 1000, True)]


def test_exact_repeats_count_once_unless_kept(write: Write, take: Take) -> None:
    path = write(LINES + "甲,S1,2026-01-05,笔,3,1\n甲,S1,2026-01-05,笔,3,1\n甲,S1,2026-01-05,笔,3,2\n")
    taken = take(path)
    assert [row[2] for row in taken.rows()] == [900]
    assert taken.refusals() == [("3", "与第 2 行完全相同")]
    assert [row[2] for row in take(path, keep_repeats=True).rows()] == [1200]


def test_ids_that_came_as_floats_lose_the_point(write: Write, take: Take) -> None:
    taken = take(write("CustomerID,date,amount\n13085.0,2026-01-05,10\n13085,2026-01-06,10\nA.0,2026-01-06,10\n"))
    assert {row[0] for row in taken.rows()} == {"13085", "A.0"}


def test_an_order_of_two_customers_is_rejected_naming_both(write: Write, take: Take) -> None:
    taken = take(write(LINES + "甲,S1,2026-01-05,笔,3,1\n乙,S1,2026-01-05,纸,3,1\n甲,S2,2026-01-05,笔,3,1\n"))
    assert len(taken.rows()) == 1
    assert [(line, "甲" in why and "乙" in why) for line, why in taken.refusals()] == [("2", True), ("3", True)]


def test_numbering_that_restarts_for_each_customer_is_understood(write: Write, take: Take) -> None:
    rows = [f"{who},{n},2026-01-05,{what},1,1" for who in "甲乙" for n in range(30) for what in ("笔", "纸")]
    taken = take(write(LINES + "\n".join(rows)))
    assert len(taken.rows()) == 60 and taken.told()["intake.numbering_restarts"] == {"orders": 30}


def test_lines_of_several_days_take_the_earliest(write: Write, take: Take) -> None:
    taken = take(write(LINES + "甲,S1,2026-01-07,笔,3,1\n甲,S1,2026-01-05,纸,3,1\n"))
    assert taken.rows() == [("甲", date(2026, 1, 5), 600, True)]
    assert taken.told()["intake.several_days"] == {"orders": 1}


def test_totals_are_no_customers(write: Write, take: Take) -> None:
    taken = take(
        write(
            "客户,日期,金额\n甲,2026-01-05,10\n华东 小计,2026-01-05,10\n合 计:,,20\n,,20\n"
            "总计设备有限公司,2026-01-05,1\n"
        )
    )
    assert [row[0] for row in taken.rows()] == ["总计设备有限公司", "甲"]
    assert taken.refusals() == [("3", "合计行，不是客户数据"), ("4", "合计行，不是客户数据"), ("5", "缺少客户")]


def test_each_missing_or_wrong_value_has_its_reason(write: Write, take: Take) -> None:
    taken = take(
        write(
            "客户,日期,金额\n,2026-01-05,1\n甲,NaN,1\n甲,2026-01-05,#N/A\n甲,2026-02-30,1\n甲,去年,1\n甲,1969-12-31,1\n"
            "甲,2026-11-22,1\n甲,2026-01-05,十元\n甲,2026-11-21,1\n"
        )
    )
    assert taken.rows() == [("甲", date(2026, 11, 21), 100, True)]
    assert [why for _, why in taken.refusals()] == [
        "缺少客户",
        "缺少“日期”",
        "缺少“金额”",
        "“日期”的“2026-02-30”：没有这一天",
        "“日期”的“去年”不是日期",
        "“日期”的“1969-12-31”太早，疑为误填",
        "“日期”的“2026-11-22”晚于今天",
        "“金额”的“十元”不是数字",
    ]


def test_a_file_without_one_usable_row_is_refused(write: Write, refuse: Refuse) -> None:
    assert refuse(write("客户,日期,金额\n甲,2027-01-01,10\n")) == "intake.no_usable_row"


def test_rejected_rows_show_their_cells_as_read(write: Write, take: Take) -> None:
    taken = take(write("客户,日期,金额\n甲,2026-01-05,10\n ,2026-01-05,１0\n"))
    assert taken.rejected.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = taken.rejected.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "文件,行号,原因,客户,日期,金额"
    assert lines[1].startswith("orders.csv,3,缺少客户,") and lines[1].endswith(",2026-01-05,１0")


def test_the_same_files_give_the_same_facts(write: Write, take: Take) -> None:
    path = write(LINES + "".join(f"K{n % 7},S{n // 3},2026-01-0{n % 9 + 1},笔,{n % 5},1.1\n" for n in range(300)))
    first = take(path)
    rows, refusals = first.rows(), first.refusals()
    again = take(path)
    assert (again.rows(), again.refusals()) == (rows, refusals)
