"""Two evaluators, written apart from one page, must agree on every column of every customer."""

import datetime as dt
from collections.abc import Iterable

import pytest

from kehuan.engine.compile.engine import connect
from kehuan.engine.compile.text import select_texts
from kehuan.engine.explain import render
from kehuan.engine.plain.evaluate import Row, evaluate
from kehuan.engine.plain.facts import Facts
from kehuan.engine.policy import Policy
from kehuan.engine.policy.text import read_policy
from kehuan.engine.tests.compiled import evaluate_compiled, result_of
from kehuan.engine.tests.random_facts import POLICIES, random_facts
from kehuan.engine.tests.random_policy import random_policy
from kehuan.ui.explanation import Explainer
from kehuan.ui.words import LANGUAGES, Language

CUT_OFFS = tuple(
    dt.date.fromisoformat(day) for day in ("2026-06-30", "2026-02-28", "2026-05-30", "2024-02-29", "2026-12-31")
)


def shipped(name: str) -> Policy:
    return read_policy((POLICIES / f"{name}.yaml").read_text(encoding="utf-8"))


def differences(policy: Policy, facts: Facts, as_of: dt.date) -> list[str]:
    """`customer.column: plain != compiled` for every figure on which the two differ, in value or in type."""
    plain, compiled = evaluate(policy, facts, as_of), evaluate_compiled(policy, facts, as_of)
    assert [row["customer"] for row in plain] == [row["customer"] for row in compiled]
    return [text for one, other in zip(plain, compiled, strict=True) for text in _differing(one, other)]


def _differing(plain: Row, compiled: Row) -> Iterable[str]:
    for column in sorted({*plain, *compiled}):
        one, other = plain.get(column), compiled.get(column)
        if one != other or type(one) is not type(other):
            yield f"{plain['customer']}.{column}: {one!r} != {other!r}"


def test_a_few_customers_agree() -> None:
    policy = shipped("manufacturer")
    assert differences(policy, random_facts(11, 400, CUT_OFFS[0], policy), CUT_OFFS[0]) == []


@pytest.mark.slow
def test_ten_thousand_random_customers_agree() -> None:
    policy = shipped("manufacturer")
    assert differences(policy, random_facts(7, 10_000, CUT_OFFS[0], policy), CUT_OFFS[0]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["retail", "online-shop"])
def test_other_shipped_policies_agree(name: str) -> None:
    policy = shipped(name)
    for as_of in (CUT_OFFS[0], dt.date(2026, 5, 17)):
        assert differences(policy, random_facts(3, 1_500, as_of, policy), as_of) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_policies_agree(seed: int) -> None:
    _agree_on_random_policy(seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(8, 160))
def test_many_random_policies_agree(seed: int) -> None:
    _agree_on_random_policy(seed)


def _agree_on_random_policy(seed: int) -> None:
    policy, as_of = random_policy(seed), CUT_OFFS[seed % len(CUT_OFFS)]
    assert differences(policy, random_facts(seed, 150, as_of, policy), as_of) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_explanations_read_the_same_from_both_renderers(lang: Language) -> None:
    policy = shipped("manufacturer")
    facts = random_facts(5, 1_000, CUT_OFFS[0], policy)
    explainer = Explainer(policy, lang)
    texts = {"reasons": explainer.reasons(), "missing_for_next": explainer.missing_for_next()}
    con = connect()
    con.con.register("results", result_of(policy, facts, CUT_OFFS[0]))
    rows = con.con.execute(select_texts(texts, "results")).to_arrow_table().to_pylist()
    assert len({row["outcome"] for row in rows}) == 9, "every outcome must be explained"
    for row in rows:
        assert {name: render(text, row) for name, text in texts.items()} == {name: row[name] for name in texts}
