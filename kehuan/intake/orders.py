"""Order rows or order lines to orders: one row (customer, day, amount in fen, purchase) an order."""

from pathlib import Path
from typing import TYPE_CHECKING

from kehuan.intake.dates import DateRules
from kehuan.intake.rows import Check, Sheetwork
from kehuan.intake.values import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SAME = ("customer", "order", "date", "product", "quantity", "price", "amount")
_TOO_LARGE = 10**12  # yuan in one line; also keeps an order's fen within 64 bits
_RESTART_SHARE = 0.2  # of the ids with several rows that belong to two customers: beyond it, numbering restarts
_RESTART_LEAST = 20  # and at least so many ids, so that two slips in a small file stay slips
_CANCELLED = "regexp_full_match(order_id, '[Cc]\\d+')"


def judge_orders(work: Sheetwork) -> None:
    """Makes `orders_rows` with the rejected rows, repeats and orders of two customers marked in `orders_rejects`."""
    cells, options = work.cells, work.options
    day, bad_day = work.day("date", DateRules(options.today, options.date_order, last=options.today))
    if cells.has("amount"):
        amount, needed = f"CAST({cells.number('amount')} AS DECIMAL(38, 12))", ["amount"]
    else:
        # 20 digits on one side: DuckDB keeps a product of two 18-digit decimals in 64 bits and would overflow.
        amount = f"CAST({cells.number('quantity')} AS DECIMAL(20, 6)) * {cells.number('price')}"
        needed = ["quantity", "price"]
        work.tell("intake.amount_made", quantity=cells.guesses["quantity"].column, price=cells.guesses["price"].column)
    checks = [*work.usual(), work.required("date"), *bad_day, *(work.required(name) for name in needed)]
    checks += [check for name in needed for check in work.number(name)]
    value = cells.text(needed[-1])
    checks.append(Check(f"abs({amount}) >= {_TOO_LARGE}", "'intake.row.too_large'", value, work.column(needed[-1])))
    same = [cells.text(name) for name in _SAME if cells.has(name)]
    if not cells.has("order"):
        same = [f"r.c{i}" for i in range(len(work.table.headers))]
    work.judge(
        [
            f"{cells.ident('customer')} AS customer",
            f"{cells.text('name')} AS name",
            f"{cells.ident('order')} AS order_id",
            f"{day} AS day",
            f"{amount} AS amount",
            f"hash({', '.join(same)}) AS same",
        ],
        checks,
    )
    work.reject_repeats(same)


def make_orders(work: Sheetwork) -> None:
    """Groups the good rows to orders: the table `orders_made` (customer, day, amount, purchase)."""
    key = "order_id, CASE WHEN order_id IS NULL THEN line END"  # a row without an order id is an order of its own
    if work.cells.has("order") and _numbering_restarts(work):
        key = f"customer, {key}"
    work.con.execute(
        f"""CREATE TABLE orders_grouped AS SELECT min(customer) AS customer, min(order_id) AS order_id, min(day) AS day,
            max(day) AS last_day, count(*) AS lines, CAST(round(sum(amount), 2) * 100 AS BIGINT) AS fen
            FROM {work.good()} GROUP BY {key}"""
    )
    cancelled = _CANCELLED if _ids_tell_cancellations(work) else "false"
    work.con.execute(
        f"""CREATE TABLE orders_made AS SELECT customer, day, CASE WHEN cancelled THEN -abs(fen) ELSE fen END AS amount,
            NOT cancelled AND fen > 0 AS purchase
            FROM (SELECT *, coalesce({cancelled}, false) AS cancelled FROM orders_grouped)"""
    )
    _tell_shape(work)
    if cancellations := work.count("SELECT count(*) FROM orders_made WHERE amount < 0"):
        work.tell("intake.cancellations", orders=cancellations)
    if several := work.count("SELECT count(*) FROM orders_grouped WHERE last_day > day"):
        work.tell("intake.several_days", orders=several)


def write_orders(work: Sheetwork, path: Path) -> None:
    """Writes `orders_made` as Parquet sorted by (customer, day), which the engine reads in 0.57 of the time."""
    work.con.execute(
        f"""COPY (FROM orders_made ORDER BY customer, day, amount, purchase)
            TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"""
    )


def make_names(work: Sheetwork) -> None:
    """The table `order_names` (customer, name): the last name beside each customer's code in the orders."""
    work.con.execute(
        f"""CREATE TABLE order_names AS SELECT customer, arg_max(name, line) AS name FROM {work.good()}
            WHERE name IS NOT NULL GROUP BY customer"""
    )


def write_names(con: "DuckDBPyConnection", path: Path) -> None:
    """Writes `order_names` as the customers of a firm that gave no customers file."""
    con.execute(f"COPY (FROM order_names ORDER BY customer) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _numbering_restarts(work: Sheetwork) -> bool:
    """Rejects orders of two customers – unless so many are that each customer has its own numbering."""
    work.con.execute(
        f"""CREATE TABLE orders_ids AS SELECT order_id, min(customer) <> max(customer) AS conflict
            FROM {work.good()} WHERE order_id IS NOT NULL GROUP BY order_id HAVING count(*) > 1"""
    )
    repeated = work.count("SELECT count(*) FROM orders_ids")
    conflicts = work.count("SELECT count(*) FROM orders_ids WHERE conflict")
    if conflicts >= _RESTART_LEAST and conflicts > _RESTART_SHARE * repeated:
        work.tell("intake.numbering_restarts", orders=conflicts)
        return True
    work.reject(
        f"""SELECT line, 'intake.row.two_customers', order_id, customers FROM {work.good()} JOIN (
            SELECT order_id, string_agg(DISTINCT customer, '、' ORDER BY customer) AS customers FROM {work.good()}
            WHERE order_id IN (SELECT order_id FROM orders_ids WHERE conflict) GROUP BY order_id) USING (order_id)"""
    )
    return False


def _ids_tell_cancellations(work: Sheetwork) -> bool:
    """Whether C123 beside plain ids is a cancellation: not in a firm whose every id begins with C, CK or CN."""
    found = work.con.execute(
        f"""SELECT count(*) FILTER ({_CANCELLED}), count(*) FILTER (regexp_matches(order_id, '^\\d')), count(order_id)
            FROM orders_grouped"""
    ).fetchone()
    cancelled, plain, ids = found or (0, 0, 0)
    return bool(cancelled and 2 * cancelled < ids and 2 * plain > ids - cancelled)


def _tell_shape(work: Sheetwork) -> None:
    rows, orders = work.count(f"SELECT count(*) FROM {work.good()}"), work.count("SELECT count(*) FROM orders_made")
    if not work.cells.has("order"):
        work.tell("intake.no_order_id", orders=orders)
    elif rows == orders:
        work.tell("intake.rows_are_orders", orders=orders)
    elif any(work.cells.has(name) for name in ("product", "quantity")):
        work.tell("intake.lines_grouped", lines=rows, orders=orders)
    else:
        work.tell("intake.ids_repeat", lines=rows, orders=orders)
