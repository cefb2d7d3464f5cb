"""Laws that hold for every value, policy and day: bettering never harms, Kleene's logic, the calendar, what is read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehuan.engine.calendar import is_month_end, last_cut_off, last_unit_end, months_before
from kehuan.engine.conditions import (
    Combination,
    Comparison,
    Condition,
    Not,
    comparisons,
    read_condition,
    read_test,
    write_condition,
)
from kehuan.engine.plain import Facts, Order, evaluate
from kehuan.engine.plain.conditions import Reader, Truth, Values, at_least, bits, limit_of
from kehuan.engine.plain.grades import target_of, targets_of
from kehuan.engine.plain.score import points_of, score_of
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import conditions_of, read_band
from kehuan.engine.policy.text import read_policy
from kehuan.engine.tests.random_facts import AS_OF, POLICIES, manufacturer, random_facts, random_policy

TODAY = date(2026, 6, 30)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
CUT_OFFS = (((6, 30), (12, 31)), ((6, 25), (12, 25)), ((2, 29),), tuple((month, 31) for month in range(1, 13)))
TRUTHS = st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6)
SHIPPED = sorted(path.stem for path in POLICIES.glob("*.yaml"))


# ---- bettering one figure -------------------------------------------------------------------------------------------


class Ground:
    """One policy made ready: its target, its points, and the figures worth trying for every metric."""

    def __init__(self, policy: Policy) -> None:
        reader = Reader(policy.grading, TODAY)
        self.policy = policy
        self.target, self.points = targets_of(reader), points_of(reader)
        self.score = partial(score_of, reader)
        self.figures = {metric: self._figures(metric) for metric in policy.grading.metrics}
        self.values = st.fixed_dictionaries(
            {metric: st.one_of(st.none(), st.sampled_from(figures)) for metric, figures in self.figures.items()}
        )

    def _figures(self, metric: str) -> Sequence[float]:
        """Every figure that the policy compares the metric with, what lies next to it, and far away ones."""
        grading = self.policy.grading
        if scale := grading.scale(metric):
            return range(len(scale))
        trees = [tree for _, tree in conditions_of(self.policy)]
        tests = [leaf.test for tree in trees for leaf in comparisons(tree) if leaf.metric == metric]
        if grading.score and metric in grading.score.criteria:
            tests += [read_band(band) for band in grading.score.criteria[metric].bands]
        limits = [limit_of(test.figure, grading.dimension(metric), TODAY) for test in tests]
        near = (-1, -0.01, 0, 0.01, 1) if grading.metrics[metric].is_real else (-1, 0, 1)
        return sorted({0, 10**12, -(10**12), *(limit + step for limit in limits for step in near)})


@cache
def ground(name: str) -> Ground:
    """The ground of a shipped policy, or of a random one named by its seed."""
    if name.isdigit():
        return Ground(random_policy(int(name)))
    return Ground(read_policy((POLICIES / f"{name}.yaml").read_text(encoding="utf-8")))


@st.composite
def bettered(draw: st.DrawFn, name: str) -> tuple[Values, Values]:
    """The values of a customer, and the same with one known figure bettered."""
    here = ground(name)
    values = draw(here.values)
    key = draw(st.sampled_from(list(values)))
    worse, better = sorted(draw(st.lists(st.sampled_from(here.figures[key]), min_size=2, max_size=2)))
    if here.policy.grading.better(key) == "less":
        worse, better = better, worse
    return {**values, key: worse}, {**values, key: better}


def bettering_never_harms(name: str, pair: tuple[Values, Values]) -> None:
    before, after = map(ground(name).target, pair)
    assert after.earned <= before.earned
    for fewer, more in zip(after.fails, before.fails, strict=True):
        assert fewer & ~more == 0, "a condition that held no longer does"


def points_never_fall(name: str, pair: tuple[Values, Values]) -> None:
    before, after = map(ground(name).points, pair)
    assert all(after[criterion] >= points for criterion, points in before.items())
    assert 0 <= ground(name).score(before) <= ground(name).score(after) <= 10_000


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=100)
@given(data=st.data())
def test_bettering_one_figure_never_harms(name: str, data: st.DataObject) -> None:
    pair = data.draw(bettered(name))
    bettering_never_harms(name, pair)
    points_never_fall(name, pair)


@pytest.mark.full
@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=2000)
@given(data=st.data())
def test_bettering_one_figure_never_harms_at_length(name: str, data: st.DataObject) -> None:
    pair = data.draw(bettered(name))
    bettering_never_harms(name, pair)
    points_never_fall(name, pair)


# Points are left out for random policies: bands of words may skip a word, which then gives 0.
@pytest.mark.parametrize("seed", range(5))
@settings(max_examples=30)
@given(data=st.data())
def test_bettering_never_harms_in_any_policy(seed: int, data: st.DataObject) -> None:
    bettering_never_harms(str(seed), data.draw(bettered(str(seed))))


@pytest.mark.full
@pytest.mark.parametrize("seed", range(5, 55))
@settings(max_examples=200)
@given(data=st.data())
def test_bettering_never_harms_in_many_policies(seed: int, data: st.DataObject) -> None:
    bettering_never_harms(str(seed), data.draw(bettered(str(seed))))


@settings(max_examples=100)
@given(values=st.deferred(lambda: ground("manufacturer").values), data=st.data())
def test_knowing_more_never_takes_a_grade_away(values: Values, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(values)))
    known = target_of(manufacturer(), values, TODAY)
    unknown = target_of(manufacturer(), {**values, key: None}, TODAY)
    assert known.earned <= unknown.earned
    assert unknown.limited < unknown.earned
    assert all(blank & ~fails == 0 for fails, blank in zip(unknown.fails, unknown.unknown, strict=True))
    if unknown.limited == -1:
        assert known.earned == unknown.earned
    else:
        assert known.earned >= unknown.limited


# ---- three-valued logic ---------------------------------------------------------------------------------------------


@given(TRUTHS, st.data())
def test_at_least_is_what_every_completion_says(parts: list[Truth], data: st.DataObject) -> None:
    """Kleene's strong logic: known only when it comes out the same, however the unknown parts turn out."""
    k = data.draw(st.integers(1, len(parts)))
    choices = [[part] if part is not None else [True, False] for part in parts]
    outcomes = {sum(completion) >= k for completion in product(*choices)}
    assert at_least(k, parts) == (outcomes.pop() if len(outcomes) == 1 else None)


@given(TRUTHS)
def test_bits_number_the_parts_from_the_left(parts: list[Truth]) -> None:
    fails, unknown = bits(parts)
    assert [bool(fails >> i & 1) for i in range(len(parts))] == [part is not True for part in parts]
    assert [bool(unknown >> i & 1) for i in range(len(parts))] == [part is None for part in parts]


LEAVES = st.builds(
    lambda metric, sign, figure: Comparison(metric, read_test(f"{sign} {figure}")),
    st.sampled_from(["amount_24m", "orders_12m", "disputes_12m", "tenure"]),
    st.sampled_from([">=", ">", "<", "<=", "==", "!="]),
    st.sampled_from(["0", "1", "-2.5", "20%", "100万", "1.5亿元", "3 years", "6个月", "60 days", "巨大"]),
)


def combined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    some = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Not, parts),
        some.map(lambda of: Combination("all", len(of), of)),
        some.map(lambda of: Combination("any", 1, of)),
        some.flatmap(lambda of: st.integers(1, len(of)).map(lambda k: Combination("at_least", k, of))),
    )


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(LEAVES, combined, max_leaves=8)


@given(CONDITIONS)
def test_a_condition_written_reads_back(condition: Condition) -> None:
    assert read_condition(write_condition(condition)) == condition


COUNTS = st.lists(
    st.builds(
        lambda metric, sign, figure: read_condition(f"{metric} {sign} {figure}"),
        st.sampled_from(["orders_12m", "disputes_12m", "months_2plus"]),
        st.sampled_from([">=", ">", "<", "<=", "==", "!="]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


@given(COUNTS, st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=3, max_size=3))
def test_de_morgan_holds_with_unknowns(parts: list[Condition], figures: list[int | None]) -> None:
    values = dict(zip(["orders_12m", "disputes_12m", "months_2plus"], figures, strict=True))
    judge = Reader(manufacturer().grading, TODAY).judge
    not_all = Not(Combination("all", len(parts), tuple(parts)))
    any_not = Combination("any", 1, tuple(Not(part) for part in parts))
    assert judge(not_all)(values) == judge(any_not)(values)
    assert judge(Not(not_all.part))(values) == judge(Not(Not(any_not)))(values)


# ---- calendar -------------------------------------------------------------------------------------------------------


@given(DAYS, st.integers(-60, 60))
def test_months_before_counts_whole_months(day: date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year - back.year) * 12 + day.month - back.month == months
    assert back.day == day.day or is_month_end(back)
    if is_month_end(day):
        assert is_month_end(back)
    if is_month_end(day) or day.day < 28:
        assert months_before(back, -months) == day


@given(DAYS, DAYS, st.integers(0, 60))
def test_months_before_keeps_the_order_of_days(one: date, other: date, months: int) -> None:
    earlier, later = sorted((one, other))
    assert months_before(earlier, months) <= months_before(later, months) <= later


@given(DAYS, st.sampled_from([1, 3, 6, 12]))
def test_the_last_unit_end_is_the_latest_on_or_before(day: date, months: int) -> None:
    end = last_unit_end(day, months)
    assert end <= day < months_before(end, -months)
    assert is_month_end(end) and end.month % months == 0


@given(DAYS, st.sampled_from(CUT_OFFS))
def test_the_last_cut_off_is_the_latest_on_or_before(day: date, cut_offs: tuple[tuple[int, int], ...]) -> None:
    def is_cut_off(one: date) -> bool:
        return any(one.month == month and (one.day == number or (is_month_end(one) and one.day < number))
                   for month, number in cut_offs)  # fmt: skip

    cut = last_cut_off(day, cut_offs)
    assert cut <= day and is_cut_off(cut)
    assert not any(is_cut_off(cut + timedelta(days=step)) for step in range(1, (day - cut).days + 1))


# ---- whole gradings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_facts_after_the_cut_off_do_not_exist(seed: int) -> None:
    as_of, policy = AS_OF[seed], random_policy(seed)
    facts = random_facts(seed, 150, as_of, policy)
    assert evaluate(policy, facts, as_of) == evaluate(policy, _until(facts, as_of), as_of)


def _until(facts: Facts, as_of: date) -> Facts:
    def later(day: date | None) -> bool:
        return day is not None and day > as_of

    paid = [replace(row, paid_on=None) if later(row.paid_on) else row for row in facts.payments or ()]
    disputes, cases = (
        [
            replace(row, closed_on=None) if later(row.closed_on) else row
            for row in table or ()
            if row.happened_on <= as_of
        ]
        for table in (facts.disputes, facts.cases)
    )
    return replace(
        facts,
        orders=[order for order in facts.orders if order.day <= as_of],
        payments=None if facts.payments is None else paid,
        disputes=None if facts.disputes is None else disputes,
        cases=None if facts.cases is None else cases,
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    policy = random_policy(seed)
    facts = random_facts(seed, 150, TODAY, policy)
    turned = replace(facts, customers=facts.customers[::-1], orders=facts.orders[::-1])
    assert evaluate(policy, facts, TODAY) == evaluate(policy, turned, TODAY)


def test_splitting_an_order_buys_nothing() -> None:
    """二(一)2 counts days; halves of at least the floor of 500 yuan change no figure at all."""
    facts = random_facts(7, 200, TODAY)
    halves = [half for order in facts.orders for half in _halves(order)]
    assert len(halves) > len(facts.orders)
    assert evaluate(manufacturer(), facts, TODAY) == evaluate(manufacturer(), replace(facts, orders=halves), TODAY)


def _halves(order: Order) -> list[Order]:
    if order.amount < 100_000:
        return [order]
    half = order.amount // 2
    return [replace(order, amount=half), replace(order, amount=order.amount - half)]


def test_the_same_seed_gives_the_same_facts() -> None:
    assert random_facts(3, 50, TODAY) == random_facts(3, 50, TODAY) != random_facts(4, 50, TODAY)
    assert random_policy(3) == random_policy(3) != random_policy(4)
