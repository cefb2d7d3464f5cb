"""Facts in Parquet → one told row a customer in DuckDB: the grade of its unit, its reasons, what the next one lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kehuan.engine.compile.engine import Limits, connect, graded, measure, parquet_tables
from kehuan.engine.compile.metrics import Measurement
from kehuan.engine.compile.text import select_texts
from kehuan.engine.compile.windows import FOREVER
from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import FactMetric
from kehuan.intake.facts import Facts
from kehuan.ui.explanation import Explainer
from kehuan.ui.words import Language, say

if TYPE_CHECKING:
    from kehuan.engine.compile.files import Connection


@dataclass(frozen=True)
class Graded:
    """The graded company: a view `told` in `con` with the columns of docs/grading-semantics.md, `name`, `unit`,
    `own_share`, `reasons` and `missing_for_next`; one row a customer."""

    con: "Connection"
    policy: Policy
    as_of: date
    lang: Language
    facts: Facts

    @property
    def sources(self) -> Mapping[str, Path | None]:
        """The fact files by name; None for one that was not given."""
        names = ("orders", "customers", "payments", "disputes", "cases")
        return {name: getattr(self.facts, name) for name in names}


def grade_facts(policy: Policy, facts: Facts, as_of: date, lang: Language, *, spill: Path) -> Graded:
    """Grades the facts as of the cut-off (included); `spill` is where DuckDB may put what exceeds its memory."""
    con = connect(Limits(spill=spill))
    found = Graded(con.con, policy, as_of, lang, facts)
    paths = {name: path for name, path in found.sources.items() if path is not None}
    tables = parquet_tables(con, paths, facts_from=facts.first_day.replace(day=1))
    measurement = Measurement(policy, tables, as_of)
    con.create_table("results", graded(measurement, measure(con, measurement)), temp=True)
    explainer = Explainer(policy, lang)
    texts = {"reasons": explainer.reasons(), "missing_for_next": explainer.missing_for_next()}
    con.raw_sql(f"CREATE TEMP TABLE explained AS {select_texts(texts, 'results')}")
    con.raw_sql(f"CREATE TEMP VIEW told AS {_told(measurement, facts, lang)}")
    return found


def _told(measurement: Measurement, facts: Facts, lang: Language) -> str:
    """Every firm with the result of its unit; a parent that is itself no customer has no row."""
    columns = measurement.tables.customers.columns if measurement.tables.customers is not None else ()
    name = "f.name" if "name" in columns else "NULL"
    if measurement.groups is None:
        joined = "explained e LEFT JOIN customers f ON f.customer = e.customer" if columns else "explained e"
        return f"SELECT e.*, CAST({name} AS VARCHAR) AS name, NULL AS unit, NULL AS own_share FROM {joined}"
    own = _own_amount(measurement)
    lead = say("explain.group", lang, unit="\0", share="\0").replace("'", "''").split("\0")
    share = "CASE WHEN amount_of_unit > 0 THEN coalesce(own_amount, 0) / amount_of_unit END"
    percent = "coalesce(CAST(CAST(round(own_share * 100) AS INT) AS VARCHAR) || '%', '–')"
    led = f"concat('{lead[0]}', unit, '{lead[1]}', {percent}, '{lead[2]}', reasons)"
    reasons = f"CASE WHEN unit IS NULL THEN reasons ELSE {led} END"
    return f"""
        WITH own AS ({own}), members AS (
            SELECT e.* REPLACE (coalesce(f.customer, e.customer) AS customer), CAST({name} AS VARCHAR) AS name,
                CASE WHEN f.parent IS NOT NULL THEN e.customer END AS unit, own_amount,
                sum(own_amount) OVER (PARTITION BY e.customer) AS amount_of_unit
            FROM explained e LEFT JOIN customers f ON coalesce(f.parent, f.customer) = e.customer
            LEFT JOIN own ON own.customer = coalesce(f.customer, e.customer)),
        shares AS (SELECT *, CASE WHEN unit IS NOT NULL THEN {share} END AS own_share FROM members)
        SELECT * EXCLUDE (own_amount, amount_of_unit) REPLACE ({reasons} AS reasons) FROM shares"""


def _own_amount(measurement: Measurement) -> str:
    """Each firm's own amount in the window of the policy's first plain amount metric."""
    specs = measurement.policy.grading.metrics.items()
    plain = (
        key for key, spec in specs if isinstance(spec, FactMetric) and spec.measure == "amount" and not spec.change
    )
    key = next(plain, None)
    if key is None:
        return "SELECT NULL AS customer, NULL AS own_amount WHERE false"
    span = measurement.windows[key].now
    back = f"date_diff('day', day, DATE '{measurement.as_of}')"
    until = f" AND {back} < {span.oldest}" if span.oldest != FOREVER else ""
    return (
        f"SELECT customer, sum(amount) AS own_amount FROM orders WHERE {back} >= {span.newest}{until} GROUP BY customer"
    )
