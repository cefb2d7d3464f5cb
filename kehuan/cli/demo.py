"""A small invented manufacturer: spreadsheets as its ERP would export them, for `kehuan grade` to grade.

The same seed, size and last day give the same files byte for byte. Money is whole fen, without tax.
"""

import csv
import random
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from kehuan.cli.demo_words import (
    BRAND_FIRST,
    BRAND_SECOND,
    CUSTOMER_COLUMNS,
    DISPUTE_COLUMNS,
    INFLUENCE,
    ORDER_COLUMNS,
    PAYMENT_COLUMNS,
    PLACES,
    POTENTIAL,
    PRODUCTS,
    TRADES,
    Product,
)

MONTHS = 30  # a policy looks back 24 months and compares with the same half-year before
# A year's orders by month against an even spread: a manufacturer's customers buy before the summer and the year's end.
SEASON = (0.85, 0.5, 1.1, 1.1, 1.1, 1.15, 0.9, 0.9, 1.05, 1.0, 1.1, 1.25)
NEW_YEAR = {2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3)}


@dataclass(frozen=True)
class DemoFiles:
    """Where the four files are."""

    orders: Path
    customers: Path
    payments: Path
    disputes: Path


@dataclass(frozen=True)
class Band:
    """How the customers of one size behave. `budget` is 万元 in 24 months, `rhythm` orders a month, `tenure` years."""

    grade: str
    share: float
    budget: tuple[float, float]
    rhythm: tuple[float, float]
    tenure: tuple[float, float]
    potential: tuple[int, int, int, int]  # weights of the words above, worst first
    influence: tuple[int, int, int, int]


BANDS = (
    Band("A", 0.05, (560, 2200), (3.2, 6.0), (2.6, 14), (0, 10, 40, 50), (0, 3, 22, 75)),
    Band("B", 0.185, (112, 460), (1.3, 3.0), (1.5, 11), (3, 27, 55, 15), (3, 32, 55, 10)),
    Band("C", 0.455, (23, 92), (0.5, 1.3), (0.8, 9), (15, 55, 27, 3), (20, 60, 18, 2)),
    Band("D", 0.31, (1.5, 18), (0.12, 0.45), (0.5, 8), (45, 45, 9, 1), (55, 40, 5, 0)),
)


@dataclass(frozen=True)
class Customer:
    """One customer. `first` and `last` bound the days on which it buys; a prospect has no `first`."""

    code: str
    name: str
    band: Band
    industry: str
    region: str
    parent: str
    first: date | None
    last: date
    since: date | None
    growth: float  # a year, relative
    terms: int  # days of credit
    lateness: int  # days, typical


@dataclass(frozen=True)
class Line:
    """One line of an order; a negative quantity gives goods back. `price` in fen."""

    product: Product
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Order:
    """One order or, with negative lines, one return."""

    customer: Customer
    day: date
    lines: tuple[Line, ...]
    number: str = ""

    @property
    def amount(self) -> int:
        """Fen, without tax."""
        return sum(line.amount for line in self.lines)


def write_demo(folder: Path, *, seed: int = 7, customers: int = 300, until: date) -> DemoFiles:
    """Writes orders.csv, customers.xlsx, payments.csv and disputes.csv, two and a half years up to and with `until`."""
    rng = random.Random(seed)
    people = make_customers(rng, customers, until)
    orders = number_orders([order for one in people for order in make_orders(rng, one, until)])
    folder.mkdir(parents=True, exist_ok=True)
    names = ("orders.csv", "customers.xlsx", "payments.csv", "disputes.csv")
    files = DemoFiles(*(folder / name for name in names))
    write_csv(files.orders, ORDER_COLUMNS, order_rows(orders))
    write_xlsx(files.customers, CUSTOMER_COLUMNS, customer_rows(rng, people, orders, until), until)
    write_csv(files.payments, PAYMENT_COLUMNS, payment_rows(rng, orders, until))
    write_csv(files.disputes, DISPUTE_COLUMNS, dispute_rows(rng, people, until))
    return files


def make_customers(rng: random.Random, count: int, until: date) -> list[Customer]:
    """`count` customers, one in twenty-five a prospect, the others spread over the bands by their shares."""
    prospects = count // 25
    bands = [band for band in BANDS for _ in range(round(band.share * (count - prospects)))]
    bands = (bands + [BANDS[-1]] * count)[:count]
    names = list(firm_names(rng, count))
    people = [make_customer(rng, number, names[number], band, until) for number, band in enumerate(bands)]
    people = [replace(one, first=None, since=None) if n >= count - prospects else one for n, one in enumerate(people)]
    rng.shuffle(people)
    people = [replace(one, code=f"KH{number:05}") for number, one in enumerate(people, start=1)]
    return list(join_groups(rng, people))


def firm_names(rng: random.Random, count: int) -> Iterator[tuple[str, str, str]]:
    """Name, industry and region of firms; no two share a brand while there are brands left."""
    brands = [first + second for first in BRAND_FIRST for second in BRAND_SECOND]
    rng.shuffle(brands)
    for number in range(count):
        province = rng.choice(list(PLACES))
        city = rng.choice(PLACES[province])
        industry = rng.choice(list(TRADES))
        again = number // len(brands)
        brand = brands[number % len(brands)] + ("" if again == 0 else f"第{again + 1}")
        yield f"{city}{brand}{rng.choice(TRADES[industry])}有限公司", industry, province + city


def make_customer(rng: random.Random, number: int, firm: tuple[str, str, str], band: Band, until: date) -> Customer:
    """One customer of a band: most steady, some new (C and D only), some who stopped buying."""
    name, industry, region = firm
    start = first_day(until)
    since = until - timedelta(days=int(rng.uniform(*band.tenure) * 365))
    last = until
    fate = rng.random()
    if band.grade in "CD" and fate < 0.1:
        since = until - timedelta(days=rng.randint(20, 170))
    elif fate > (0.97 if band.grade in "AB" else 0.88):
        last = until - timedelta(days=rng.randint(60, 540))
        since = min(since, last - timedelta(days=200))
    growth = rng.choices((-0.4, -0.15, 0.05, 0.25, 0.6), weights=(10, 20, 35, 25, 10))[0] + rng.uniform(-0.08, 0.08)
    return Customer(
        code=str(number),
        name=name,
        band=band,
        industry=industry,
        region=region,
        parent="",
        first=max(since, start),
        last=last,
        since=since,
        growth=growth,
        terms=rng.choice((30, 30, 60, 60, 90)),
        lateness=rng.choices((-3, 12, 45), weights=(70, 22, 8))[0],
    )


def join_groups(rng: random.Random, people: Sequence[Customer]) -> Iterator[Customer]:
    """One firm in thirty-five heads a 集团 of two or three others, which name it as their parent."""
    heads = rng.sample(range(len(people)), len(people) // 35)
    others = [number for number in range(len(people)) if number not in set(heads)]
    rng.shuffle(others)
    parents = {}
    renamed = {head: people[head].name.replace("有限公司", "集团有限公司") for head in heads}
    for head in heads:
        for _ in range(rng.randint(2, 3)):
            parents[others.pop()] = renamed[head]
    for number, one in enumerate(people):
        yield replace(one, name=renamed.get(number, one.name), parent=parents.get(number, ""))


def first_day(until: date) -> date:
    """The first day of the data: `MONTHS` calendar months, that of `until` included."""
    months = until.year * 12 + until.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def make_orders(rng: random.Random, customer: Customer, until: date) -> list[Order]:
    """A customer's orders and returns; those of its last 24 months come to a budget drawn from its band."""
    if customer.first is None:
        return []
    days = list(order_days(rng, customer, customer.first, until)) or [open_day(customer.first)]
    weights = [weight_of(rng, customer, day, until) for day in days]
    window = [w for w, day in zip(weights, days, strict=True) if (until - day).days < 730] or weights
    budget = rng.uniform(0, 1) ** 2.2  # many near the lower end of a band, few near its upper
    low, high = customer.band.budget
    months = min(24.0, max(1.0, (until - customer.first).days / 30.4))
    fen = (low + (high - low) * budget) * 10_000_00 * months / 24
    discount = rng.choice((0.92, 0.95, 0.97, 1.0, 1.0, 1.03))
    orders = []
    for day, weight in zip(days, weights, strict=True):
        order = Order(customer, day, tuple(order_lines(rng, fen * weight / sum(window), discount)))
        orders.append(order)
        back = day + timedelta(days=rng.randint(3, 25))
        if rng.random() < 0.02 and back <= until:
            orders.append(Order(customer, back, (return_of(rng, order.lines[0]),)))
    return orders


def order_days(rng: random.Random, customer: Customer, first: date, until: date) -> Iterator[date]:
    """The days on which a customer orders: by its rhythm and the season, on working days, not around 春节."""
    rhythm = rng.uniform(*customer.band.rhythm)
    month = first_day(until)
    while month <= until:
        length = monthrange(month.year, month.month)[1]
        for _ in range(int(rhythm * SEASON[month.month - 1] + rng.random())):
            day = month + timedelta(days=rng.randrange(length))
            if first <= day <= min(customer.last, until) and is_open(day):
                yield day
        month += timedelta(days=length)


def open_day(first: date) -> date:
    """The first working day from `first` on, for who buys so rarely that no month has an order."""
    return next(day for day in (first + timedelta(days=n) for n in range(30)) if is_open(day))


def is_open(day: date) -> bool:
    """No Sundays, and nothing from four days before the Chinese New Year to nine days after."""
    festival = date(day.year, *NEW_YEAR.get(day.year, (2, 5)))
    return day.weekday() != 6 and not -4 <= (day - festival).days <= 9


def weight_of(rng: random.Random, customer: Customer, day: date, until: date) -> float:
    """An order's share of the budget: growing or shrinking by the year, else scattered."""
    return float((1 + customer.growth) ** (-(until - day).days / 365) * rng.lognormvariate(0, 0.4))


def order_lines(rng: random.Random, fen: float, discount: float) -> Iterator[Line]:
    """One to four lines of different products that come to about `fen`."""
    products = [product for product in PRODUCTS if product.price * discount * 2 < fen] or [PRODUCTS[-2]]
    chosen = rng.sample(products, min(len(products), rng.randint(1, 4)))
    for product in chosen:
        price = round(product.price * discount)
        yield Line(product, max(1, round(fen / len(chosen) / price)), price)


def return_of(rng: random.Random, line: Line) -> Line:
    """A part of a line, given back."""
    return replace(line, quantity=-max(1, round(line.quantity * rng.uniform(0.1, 0.5))))


def number_orders(orders: Iterable[Order]) -> list[Order]:
    """Sorted by day, numbered as an ERP does: XS for a sale, XT for a return, the day, a running number of the day."""
    counts: dict[date, int] = {}
    numbered = []
    for order in sorted(orders, key=lambda order: (order.day, order.customer.code, -order.amount)):
        counts[order.day] = counts.get(order.day, 0) + 1
        kind = "XS" if order.amount > 0 else "XT"
        numbered.append(replace(order, number=f"{kind}{order.day:%Y%m%d}{counts[order.day]:03}"))
    return numbered


def yuan(fen: int) -> str:
    """1234 → 12.34"""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def order_rows(orders: Iterable[Order]) -> Iterator[list[object]]:
    """One row a line."""
    for order in orders:
        head = [order.number, order.day, order.customer.code, order.customer.name]
        for line in order.lines:
            product = [line.product.code, line.product.name, line.product.unit]
            yield [*head, *product, line.quantity, yuan(line.price), yuan(line.amount)]


def customer_rows(
    rng: random.Random, people: Iterable[Customer], orders: Iterable[Order], until: date
) -> Iterator[list[object]]:
    """One row a customer, with the grade it carries today: one in eight is a step behind its business."""
    latest = {order.customer.code: order.day for order in orders}
    for one in people:
        stage = stage_of(rng, latest.get(one.code), until)
        grade = "" if stage in ("潜在", "意向") or is_new(one, until) else one.band.grade
        if grade and rng.random() < 0.125:
            grade = "ABCD"[min(3, max(0, "ABCD".index(grade) + rng.choice((-1, 1))))]
        appraised = rng.random() > 0.1
        on = until - timedelta(days=rng.randint(10, 330) if rng.random() < 0.88 else rng.randint(380, 700))
        potential = rng.choices(POTENTIAL, one.band.potential)[0] if appraised else ""
        influence = rng.choices(INFLUENCE, one.band.influence)[0] if appraised else ""
        firm: list[object] = [one.code, one.name, one.since, stage, one.industry, one.region, one.parent]
        yield [*firm, grade, potential, on if appraised else None, influence]


def is_new(customer: Customer, until: date) -> bool:
    """First bought less than six months ago."""
    return customer.since is not None and (until - customer.since).days < 180


def stage_of(rng: random.Random, latest: date | None, until: date) -> str:
    """潜在 or 意向 for who never bought; 沉睡 after 6 months without an order, 流失 after 15."""
    if latest is None:
        return rng.choice(("潜在", "意向"))
    silent = (until - latest).days
    return "流失" if silent > 450 else "沉睡" if silent > 180 else "成交"


def payment_rows(rng: random.Random, orders: Iterable[Order], until: date) -> Iterator[list[object]]:
    """One row a sale: due after the credit days; what is paid after `until` is still open."""
    for order in orders:
        if order.amount <= 0:
            continue
        due = order.day + timedelta(days=order.customer.terms)
        late = order.customer.lateness
        paid = due + timedelta(days=round(rng.gauss(late, 4 + abs(late) / 2)))
        if late > 30 and rng.random() < 0.06:  # a bad payer leaves one invoice in sixteen for half a year and more
            paid = due + timedelta(days=rng.randint(120, 400))
        paid = max(paid, order.day)
        yield [order.customer.code, order.number, due, paid if paid <= until else None, yuan(order.amount)]


def dispute_rows(rng: random.Random, people: Iterable[Customer], until: date) -> Iterator[list[object]]:
    """Most customers have none in two years, one in five has one or two, one in fifty four to six."""
    rows: list[tuple[date, str, date | None, str]] = []
    for one in people:
        fate = rng.random()
        count = 0 if one.first is None or fate > 0.22 else rng.randint(1, 2) if fate > 0.02 else rng.randint(4, 6)
        for _ in range(count):
            happened = max(one.first or until, until - timedelta(days=rng.randint(1, 720)))
            closed = happened + timedelta(days=rng.randint(2, 60))
            is_open_still = closed > until or rng.random() < 0.06
            severity = "严重" if rng.random() < 0.15 else "一般"
            rows.append((happened, one.code, None if is_open_still else closed, severity))
    for happened, code, solved, severity in sorted(rows, key=lambda row: row[:2]):
        yield [code, happened, solved, severity]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a BOM, so that Excel opens it without asking."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def write_xlsx(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], until: date) -> None:
    """One sheet named 客户; days are real Excel dates."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(until.year, until.month, until.day)})  # else the clock is written
        sheet = book.add_worksheet("客户")
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(columns) - 1, 12)
        sheet.set_column(1, 1, 34)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
