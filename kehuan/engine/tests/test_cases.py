"""The cases of cases.toml through every evaluator: what business people expect is what each of them says."""

from collections.abc import Callable
from datetime import date

import pytest

from kehuan.engine.plain import Facts, Row, evaluate
from kehuan.engine.policy import Policy
from kehuan.engine.tests.cases import Case, CaseError, load_cases, read_orders
from kehuan.engine.tests.compiled import evaluate_compiled

Evaluator = Callable[[Policy, Facts, date], list[Row]]
EVALUATORS = (
    pytest.param(evaluate, id="plain"),
    pytest.param(evaluate_compiled, id="compiled", marks=pytest.mark.slow),
)
CASES = load_cases()


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case, evaluator: Evaluator) -> None:
    rows = {str(row["customer"]): row for row in evaluator(case.policy, case.facts, case.as_of)}
    assert case.differences(rows) == []


def test_titles_differ_and_every_outcome_has_a_case() -> None:
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles)) >= 45
    outcomes = {row["outcome"] for case in CASES for row in evaluate(case.policy, case.facts, case.as_of)}
    expected = {row["outcome"] for case in CASES for row in case.expected.values() if row and "outcome" in row}
    assert outcomes == expected
    assert len(expected) == 9


def test_every_case_expects_something() -> None:
    assert all(case.expected and {} not in case.expected.values() for case in CASES)


@pytest.mark.parametrize("line", ["2025-1-5 3万", "三月 5万", "2025-01-01..2025-02-01 隔日 5万", "2025-01-01 很多"])
def test_a_line_that_cannot_be_read_says_how_to_write_it(line: str) -> None:
    with pytest.raises(CaseError, match="请写"):
        list(read_orders("甲", line))


def test_orders_keep_month_ends() -> None:
    days = [order.day for order in read_orders("甲", "2026-01-31..2026-04-30 每月 1万")]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
