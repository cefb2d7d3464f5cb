"""Files of real firms; they are not part of the product, so these tests skip where they are absent."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kehuan.intake.tests.conftest import Take

DATA = Path(os.environ.get("KEHUAN_PUBLIC_DATA", Path(__file__).parents[4] / "shared" / "data"))
RETAIL = DATA / "or2_2009-12-01_2011-06-09.parquet"
MUSIC = DATA / "CDNOW_master.txt"


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"no {path.name}; set KEHUAN_PUBLIC_DATA to its folder")


@pytest.mark.slow
@needs(RETAIL)
def test_online_retail_agrees_with_pandas(take: Take) -> None:
    import pandas as pd

    taken = take(RETAIL)
    lines = pd.read_parquet(RETAIL).dropna(subset=["CustomerID"])
    lines = lines.drop_duplicates(["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"])
    lines["yuan"] = lines["Quantity"] * lines["UnitPrice"]
    lines["customer"] = lines["CustomerID"].astype(int).astype(str)
    # Each order's sum is rounded to fen once, half away from zero, so the expected figure is built order by order.
    orders = lines.groupby(["customer", "InvoiceNo"])["yuan"].sum().mul(100).round(6)
    fen = (orders.abs() + 0.5).floordiv(1).astype("int64") * orders.ge(0).map({True: 1, False: -1})
    expected = fen.groupby("customer").sum().to_dict()
    found: dict[str, int] = {}
    for customer, _, amount, _ in taken.rows():
        found[customer] = found.get(customer, 0) + amount
    assert found == expected
    assert taken.report().reasons == {"intake.row.no_customer": 163_466, "intake.row.repeat": 8_286}
    assert (taken.facts.first_day, taken.facts.last_day) == (date(2009, 12, 1), date(2011, 6, 9))
    assert {guess.field: guess.column for guess in taken.report().guesses} == {
        "customer": "CustomerID",
        "order": "InvoiceNo",
        "date": "InvoiceDate",
        "quantity": "Quantity",
        "price": "UnitPrice",
        "product": "StockCode",
    }


@pytest.mark.slow
@needs(MUSIC)
def test_music_shop_of_blanks_and_compact_dates(take: Take) -> None:
    taken = take(MUSIC)
    rows = taken.rows()
    assert taken.report().read == 69_659 and len({row[0] for row in rows}) == 23_570
    assert (taken.facts.first_day, taken.facts.last_day) == (date(1997, 1, 1), date(1998, 6, 30))
    assert taken.report().reasons.keys() == {"intake.row.repeat"}


@pytest.mark.full
def test_a_csv_of_300_mb(tmp_path: Path, take: Take) -> None:
    path, lines = tmp_path / "orders.csv", 0
    with path.open("w", encoding="utf-8") as file:
        file.write("客户编码,订单编号,下单日期,商品名称,数量,单价,备注\n")
        while file.tell() < 300_000_000:
            for n in range(lines, lines + 100_000):
                order = n // 3
                file.write(
                    f"K{order % 99_991:06d},SO{order:09d},2025-{order % 12 + 1:02d}-07 08:26:00,产品{n % 500},"
                    f"{n % 9 + 1},{n % 997 / 100:.2f},无\n"
                )
            lines += 100_000
    taken = take(path)
    assert taken.report().read == taken.report().used == lines
    assert sum(row[2] for row in taken.rows()) == sum((n % 9 + 1) * (n % 997) for n in range(lines))


@pytest.mark.full
def test_a_workbook_of_every_row_excel_has(workbook: Callable[..., Path], take: Take) -> None:
    first = date(2025, 1, 1)
    rows = ((float(10_000 + n % 50_000), first, n / 100) for n in range(1_048_575))
    taken = take(workbook({"订单": [["客户", "日期", "金额"], *rows]}))
    assert taken.report().read == 1_048_575
    assert sum(row[2] for row in taken.rows()) == sum(range(1_048_575))
