"""Conditions, metrics, figures and values in words, in both languages."""

from pathlib import Path

import pytest

import kehuan
from kehuan.engine.conditions import read_condition
from kehuan.engine.explain import show
from kehuan.engine.findings import Finding
from kehuan.engine.policy.files import read_policy_text
from kehuan.engine.policy.text import read_policy
from kehuan.engine.policy.types import read_window
from kehuan.ui.policy_text import finding_message
from kehuan.ui.policy_words import condition_text, metric_label, metric_text, window_text
from kehuan.ui.value_words import shape_of

FOLDER = Path(kehuan.__file__).parent.parent / "policies"
POLICY = read_policy(read_policy_text(FOLDER / "manufacturer.yaml"))
SHOP = read_policy(read_policy_text(FOLDER / "online-shop.yaml"))


@pytest.mark.parametrize(
    ("raw", "chinese", "english"),
    [
        ("amount_24m >= 500万", "近24个月购买金额 ≥ 500万元", "amount in the last 24 months ≥ 5,000,000 yuan"),
        ("tenure > 3 years", "合作年限 > 3年", "length of cooperation > 3 years"),
        ("tenure >= 1 years", "合作年限 ≥ 1年", "length of cooperation ≥ 1 year"),
        ("potential >= 巨大", "客户潜力 ≥ 巨大", "potential ≥ 巨大"),
        ("overdue_open > 60", "未付款最长逾期天数 > 60天", "longest days overdue of what is unpaid > 60 days"),
        ("silent_months >= 12", "距上次购买月数 ≥ 12个月", "months since the last purchase ≥ 12 months"),
        ({"not": "orders_12m >= 3"}, "不是“近12个月购买次数 ≥ 3”", "not (purchases in the last 12 months ≥ 3)"),
        (
            {"any": [{"all": ["orders_12m >= 3", "potential >= 较大"]}, "orders_12m >= 9"]},
            "（近12个月购买次数 ≥ 3，且客户潜力 ≥ 较大），或近12个月购买次数 ≥ 9",
            "(purchases in the last 12 months ≥ 3 and potential ≥ 较大) or purchases in the last 12 months ≥ 9",
        ),
        (
            {"at_least": 1, "of": ["orders_12m >= 3", "potential >= 较大"]},
            "以下至少满足1项：近12个月购买次数 ≥ 3；客户潜力 ≥ 较大",
            "at least 1 of: purchases in the last 12 months ≥ 3; potential ≥ 较大",
        ),
    ],
)
def test_a_condition_is_said(raw: object, chinese: str, english: str) -> None:
    condition = read_condition(raw)
    assert condition_text(POLICY, condition) == chinese
    assert condition_text(POLICY, condition, "en") == english


def test_a_rank_is_said_as_the_top_share() -> None:
    assert condition_text(SHOP, read_condition("amount_rank < 10%")) == "近12个月金额排名在前10%以内"
    assert condition_text(SHOP, read_condition("amount_rank >= 20%")) == "近12个月金额排名在前20%以外"


def test_an_amount_of_any_currency_has_no_yuan() -> None:
    assert condition_text(SHOP, read_condition("amount_12m >= 1万")) == "近12个月购买净额 ≥ 1万"


@pytest.mark.parametrize(
    ("metric", "value", "chinese", "english"),
    [
        ("amount_24m", 512_345_678, "512.34万元", "5,123,456.78 yuan"),
        ("amount_24m", 499_999_999, "499.99万元", "4,999,999.99 yuan"),
        ("amount_24m", 123_450, "1234.5元", "1,234.5 yuan"),
        ("amount_24m", -100, "-1元", "-1 yuan"),
        ("amount_yoy", -0.125, "-12.5%", "-12.5%"),
        ("amount_yoy", 0.57, "57%", "57%"),
        ("potential", 3, "巨大", "巨大"),
        ("tenure", 731, "2年", "2 years"),
        ("tenure", 1000, "2.7年", "2.7 years"),
        ("overdue_open", 3, "3天", "3 days"),
        ("silent_months", 12, "12个月", "12 months"),
        ("orders_quarter_gain", 1.5, "1.5", "1.5"),
        ("orders_12m", 1200, "1200", "1200"),
    ],
)
def test_a_value_is_cut_and_never_rounded_up_to_a_threshold(
    metric: str, value: int | float, chinese: str, english: str
) -> None:
    assert show(shape_of(POLICY, metric), value) == chinese
    assert show(shape_of(POLICY, metric, "en"), value) == english


@pytest.mark.parametrize(
    ("raw", "chinese", "english"),
    [
        ("24 months", "近24个月", "the last 24 months"),
        ("2年", "近2年", "the last 2 years"),
        ("1 half_year", "近1个半年", "the last 1 half-year"),
        ("2 periods", "近2个评估周期", "the last 2 review periods"),
        ("1 period", "本周期", "this review period"),
        ("all", "全部时间", "all time"),
    ],
)
def test_a_window_is_said_as_written(raw: str, chinese: str, english: str) -> None:
    assert (window_text(read_window(raw)), window_text(read_window(raw), "en")) == (chinese, english)


def test_every_metric_has_words_without_a_label() -> None:
    for policy in (POLICY, SHOP):
        for key in policy.grading.metrics:
            assert metric_text(policy, key) and metric_text(policy, key, "en").isprintable()
            assert metric_label(policy, key, "en") != key or key == "potential" or key == "influence"


def test_a_hint_reads_well_with_and_without_a_near_name() -> None:
    figures = {"name": "甲", "near": "", "known": ""}
    assert finding_message(Finding("grade.unknown", figures=figures)) == "没有名为“甲”的级别。请改正名称。"
    assert "是不是“A”？" in finding_message(Finding("grade.unknown", figures={**figures, "near": "A"}))
    assert "可用的有：A, B。" in finding_message(Finding("grade.unknown", figures={**figures, "known": "A, B"}))
