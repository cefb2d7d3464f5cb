"""The customers file: one row a customer, with its attributes, its appraised factors and its corporate root."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kehuan.intake.columns import ExtraField
from kehuan.intake.dates import DateRules
from kehuan.intake.families import roots
from kehuan.intake.rows import Check, Sheetwork
from kehuan.intake.shapes import Factor, IntakeOptions
from kehuan.intake.values import Cells, quoted

_TEXTS = ("name", "stage", "industry", "region")
_FIRST_DAY = date(1900, 1, 1)  # some firms are older than any order file


def extra_fields(options: IntakeOptions) -> tuple[ExtraField, ...]:
    """The columns that this policy knows in a customers file beyond the usual ones."""
    factors = [ExtraField.of(factor.key, factor.label) for factor in options.factors]
    metrics = [ExtraField.of(key, label) for key, label in options.metrics.items()]
    return (*factors, *metrics, *map(ExtraField.day_of, options.factors))


def choose_key(work: Sheetwork) -> None:
    """Takes as the customer the column, code or name, that names more of the customers in the orders."""
    con, cells = work.con, work.cells
    con.execute("CREATE TABLE orders_customers AS SELECT DISTINCT customer FROM orders_made")
    matches = {
        name: work.count(
            f"""SELECT count(*) FROM orders_customers WHERE customer IN (
                SELECT {cells.ident(name)} FROM {work.table.name}_cells r WHERE {cells.ident(name)} IS NOT NULL)"""
        )
        for name in ("customer", "name")
        if cells.has(name)
    }
    by = max(matches, key=lambda name: matches[name])  # the code, where both do equally well
    if by == "name" and cells.guesses["name"].index != cells.guesses["customer"].index:
        guesses = {**cells.guesses, "code": cells.guesses["customer"], "customer": cells.guesses["name"]}
        guesses["customer"] = replace(guesses["customer"], field="customer")
        guesses["code"] = replace(guesses["code"], field="code")
        work.cells = Cells(work.table, guesses, cells.commas)
    customers = work.count("SELECT count(*) FROM orders_customers")
    column = work.cells.guesses["customer"].column
    work.tell("intake.matched_by", column=column, matched=matches[by], customers=customers)


def judge_customers(work: Sheetwork) -> None:
    """Makes `customers_rows`: the good ones are one row a customer."""
    cells, options = work.cells, work.options
    columns = {"customer": cells.ident("customer"), "code": cells.ident("code"), "parent": cells.ident("parent")}
    columns |= {name: cells.text(name) for name in _TEXTS}
    checks = work.usual()
    columns["since"], bad = work.day("since", DateRules(options.today, options.date_order, _FIRST_DAY, options.today))
    checks += bad
    columns["grade"], bad = _grade(work)
    checks += bad
    for key in ("worse_rounds", *options.metrics):
        columns[key], bad = _whole(work, key)
        checks += bad
    for factor in options.factors:
        columns[factor.key], bad = _rank(work, factor) if factor.words else _whole(work, factor.key)
        rules = DateRules(options.today, options.date_order, last=options.today)
        columns[f"{factor.key}_on"], bad_day = work.day(f"{factor.key}_on", rules)
        checks += [*bad, *bad_day]
    whole_row = [f"r.c{i}" for i in range(len(work.table.headers))]
    made = [f'{sql} AS "{name}"' for name, sql in columns.items()]
    work.judge([*made, f"hash({', '.join(whole_row)}) AS same"], checks)
    work.reject_repeats(whole_row)
    work.reject(
        f"""SELECT line, 'intake.row.customer_again', customer, first FROM (
            SELECT line, customer, min(line) OVER (PARTITION BY customer) AS first FROM {work.good()})
            WHERE line > first"""
    )


def make_aliases(work: Sheetwork | None, *, order_names: bool) -> str:
    """SQL of (alias, customer): the other names by which a file may call a customer, where they name only one."""
    parts = ["SELECT CAST(NULL AS VARCHAR) AS alias, CAST(NULL AS VARCHAR) AS customer WHERE false"]
    if work:
        parts += [f"SELECT name, customer FROM {work.good()}", f"SELECT code, customer FROM {work.good()}"]
    if order_names:
        parts.append("SELECT name, customer FROM order_names")
    own = f"UNION SELECT customer FROM {work.good()}" if work else ""
    return f"""SELECT alias, min(customer) AS customer FROM ({" UNION ALL ".join(parts)}) WHERE alias IS NOT NULL
        AND alias NOT IN (SELECT customer FROM orders_made {own})
        GROUP BY alias HAVING count(DISTINCT customer) = 1"""


def resolve_parents(work: Sheetwork) -> None:
    """Makes `customers_roots` (customer, root) and rejects circles and customers that are their own parent."""
    import pyarrow as pa

    named = work.con.execute(
        f"""SELECT line, g.customer, coalesce(a.customer, parent) FROM {work.good()} g LEFT JOIN aliases a
            ON alias = parent WHERE parent IS NOT NULL ORDER BY line"""
    ).fetchall()
    lines = {customer: line for line, customer, _ in named}
    parents = {customer: parent for _, customer, parent in named if customer != parent}
    found, circles = roots(parents)
    own = [(line, "intake.row.own_parent", None, None) for line, customer, parent in named if customer == parent]
    bad = [
        (lines[firm], "intake.row.parent_cycle", " → ".join((*circle, circle[0])), None)
        for firm, circle in circles.items()
    ]
    for row in [*own, *bad]:
        work.con.execute("INSERT INTO customers_rejects VALUES (?, ?, ?, ?)", row)
    text = pa.string()
    table = pa.table({"customer": pa.array(found, text), "root": pa.array(found.values(), text)})
    work.con.register("found_roots", table)
    work.con.execute("CREATE TABLE customers_roots AS FROM found_roots")
    work.con.unregister("found_roots")


def write_customers(work: Sheetwork, path: Path, *, order_names: bool) -> None:
    """Writes the good customers with the columns that the file has; a name may also come from the orders."""
    has = work.cells.has
    fields = [name for name in (*_TEXTS, "since", "grade", "worse_rounds", *work.options.metrics) if has(name)]
    fields += [name for f in work.options.factors for name in (f.key, f"{f.key}_on") if has(name)]
    columns = ["coalesce(g.customer, n.customer) AS customer" if order_names else "g.customer"]
    columns += [f'g."{name}"' for name in fields if name != "name"]
    if has("name") or order_names:
        columns.insert(1, "coalesce(g.name, n.name) AS name" if order_names else "g.name")
    if has("parent"):
        columns.append("root AS parent")
    names = "FULL JOIN order_names n ON n.customer = g.customer" if order_names else ""
    work.con.execute(
        f"""COPY (SELECT {", ".join(columns)} FROM {work.good()} g
            LEFT JOIN customers_roots t ON t.customer = g.customer {names} ORDER BY 1)
            TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"""
    )


def _grade(work: Sheetwork) -> tuple[str, list[Check]]:
    """A 级 and a are grade A; a grade that the policy does not have is refused."""
    text, grades = work.cells.text("grade"), work.options.grades
    if not work.cells.has("grade") or not grades:
        return text, []
    plain = f"upper(regexp_replace({text}, '\\s*(级|类|等)?(客户)?$', ''))"
    places = f"list_position([{', '.join(quoted(grade.upper()) for grade in grades)}], {plain})"
    grade = f"[{', '.join(map(quoted, grades))}][nullif({places}, 0)]"
    wrong = f"{text} IS NOT NULL AND coalesce({places}, 0) = 0"
    return grade, [Check(wrong, "'intake.row.unknown_grade'", text, quoted("、".join(grades)))]


def _rank(work: Sheetwork, factor: Factor) -> tuple[str, list[Check]]:
    if not work.cells.has(factor.key):
        return "CAST(NULL AS INTEGER)", []
    text = work.cells.text(factor.key)
    place = f"coalesce(list_position([{', '.join(map(quoted, factor.words))}], {text}), 0)"
    wrong = f"{text} IS NOT NULL AND {place} = 0"
    allowed = quoted("、".join(factor.words))
    return f"CAST(nullif({place}, 0) - 1 AS INTEGER)", [Check(wrong, "'intake.row.unknown_word'", text, allowed)]


def _whole(work: Sheetwork, key: str) -> tuple[str, list[Check]]:
    kind = "INTEGER" if key == "worse_rounds" else "BIGINT"
    if not work.cells.has(key):
        return f"CAST(NULL AS {kind})", []
    number = work.cells.number(key)
    broken = Check(f"{number} <> floor({number})", "'intake.row.not_whole'", work.cells.text(key), work.column(key))
    return f"TRY_CAST({number} AS {kind})", [*work.number(key), broken]
