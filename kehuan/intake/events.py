"""Payments, disputes and service cases: dated rows that belong to a customer."""

from pathlib import Path

from kehuan.intake.dates import DateRules
from kehuan.intake.rows import Check, Sheetwork
from kehuan.intake.values import quoted

_FIRST_DAYS = {"payments": "due_on", "disputes": "happened_on", "cases": "happened_on"}
_SECOND_DAYS = {"payments": "paid_on", "disputes": "closed_on", "cases": "closed_on"}


def judge_events(work: Sheetwork) -> None:
    """Makes `<kind>_rows` with the columns of its Parquet file; a customer may be called by code or by name."""
    cells, options = work.cells, work.options
    past = DateRules(options.today, options.date_order, last=options.today)
    first, second = _FIRST_DAYS[work.kind], _SECOND_DAYS[work.kind]
    # What is due may lie ahead; what happened, was paid or was closed may not.
    first_day, bad_first = work.day(first, DateRules(options.today, options.date_order) if first == "due_on" else past)
    second_day, bad_second = work.day(second, past)
    checks = [*work.usual(), work.required(first), *bad_first, *bad_second]
    work.joins.append(f"LEFT JOIN aliases a ON a.alias = {cells.ident('customer')}")
    columns = [
        f"coalesce(a.customer, {cells.ident('customer')}) AS customer",
        f"{first_day} AS {first}",
        f"{second_day} AS {second}",
    ]
    if work.kind == "payments":
        checks += work.number("amount")
        columns.append(f"CAST(CAST({cells.number('amount')} AS DECIMAL(38, 2)) * 100 AS BIGINT) AS amount")
    else:
        checks.append(Check(f"{second_day} < {first_day}", "'intake.row.closed_before'"))
        columns += [f"{cells.text('severity')} AS severity", f"{cells.text('kind')} AS kind"]
    whole_row = [f"r.c{i}" for i in range(len(work.table.headers))]
    work.judge([*columns, f"hash({', '.join(whole_row)}) AS same"], checks)
    work.reject_repeats(whole_row)
    if strangers := work.count(
        f"SELECT count(DISTINCT customer) FROM {work.good()} WHERE customer NOT IN (SELECT customer FROM orders_made)"
    ):
        work.tell("intake.strangers", customers=strangers)


def write_events(work: Sheetwork, path: Path) -> None:
    """Writes the good rows as Parquet, sorted by customer and day."""
    work.con.execute(
        f"""COPY (SELECT * EXCLUDE (line, bad, same) FROM {work.good()} ORDER BY customer, 2, line)
            TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"""
    )
