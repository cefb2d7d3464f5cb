"""Each lint rule finds its planted fault, at its clause, and is silent about the three policies."""

from pathlib import Path

import pytest

import kehuan
from kehuan.engine.conditions import read_condition
from kehuan.engine.findings import Finding
from kehuan.engine.lint import lint
from kehuan.engine.lint.worlds import is_forced, ways_to_meet
from kehuan.engine.policy.files import read_policy_text
from kehuan.engine.policy.text import place_findings, policy_of, read_policy, read_tree
from kehuan.engine.tests.planted_faults import PLANTED, Planted
from kehuan.engine.unfilled import unfilled_place
from kehuan.ui.policy_text import finding_mend, finding_text

FOLDER = Path(kehuan.__file__).parent.parent / "policies"
TEXTS = {path.stem: read_policy_text(path) for path in sorted(FOLDER.glob("*.yaml"))}


def findings_of(text: str) -> list[Finding]:
    tree = read_tree(text)
    return list(place_findings(lint(policy_of(tree)), tree))


@pytest.mark.parametrize("name", TEXTS)
def test_the_templates_are_clean(name: str) -> None:
    assert findings_of(TEXTS[name]) == []


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.code}-{planted.clause}")
def test_a_planted_fault_is_found(planted: Planted) -> None:
    text = TEXTS[planted.policy]
    assert planted.old in text
    found = [f for f in findings_of(text.replace(planted.old, planted.new, 1)) if f.code == planted.code]
    places = {finding.clause: finding for finding in found}
    assert planted.clause in places
    finding = places[planted.clause]
    assert finding.severity == planted.severity
    assert finding.line
    assert not planted.mend or planted.mend in finding_mend(finding)
    assert "请" in finding_text(finding) or "写成" in finding_text(finding)
    assert finding_text(finding, "en")


def test_one_factor_alone_is_found() -> None:
    text = TEXTS["manufacturer"]
    for kept in ("must: [amount_24m >= 500万", "must: [amount_24m >= 100万"):
        text = text.replace(f"{kept}, disputes_12m <= {1 if '500' in kept else 3}]", f"{kept}]")
    lines = [line for line in text.splitlines() if not line.strip().startswith("rest: {")]
    codes = {finding.code for finding in findings_of("\n".join(lines) + "\n")}
    assert "grading.single_factor" in codes


def test_a_policy_without_newcomers_or_a_group_is_told() -> None:
    text = TEXTS["online-shop"]
    start, end = text.index("  newcomers:"), text.index("  factors:")
    assert [f.code for f in findings_of(text[:start] + text[end:])] == ["newcomers.absent"]
    start, end = text.index("  D:\n    name: 观察"), text.index("  service_tier:")
    assert [f.code for f in findings_of(text[:start] + text[end:])] == ["group.missing"]


GRADING = read_policy(TEXTS["manufacturer"]).grading


@pytest.mark.parametrize(
    ("raw", "ways"),
    [
        ("orders_12m >= 3", 1),
        ({"any": ["orders_12m >= 3", "tenure > 3 years"]}, 2),
        ({"at_least": 2, "of": ["orders_12m >= 3", "tenure > 3 years", "potential >= 较大"]}, 3),
        ({"all": ["orders_12m > 2", "orders_12m < 3"]}, 0),
        ({"all": ["amount_24m > 2", "amount_24m < 3"]}, 1),
        ({"all": ["orders_12m >= 3", {"not": "orders_12m >= 3"}]}, 0),
        ({"not": {"any": ["orders_12m >= 3", "tenure > 3 years"]}}, 1),
        ("potential > 巨大", 0),
        ("months_2plus > 12", 0),
        ("orders_12m < 0", 0),
        ({"all": ["tenure >= 2 years", "tenure < 700 days"]}, 0),
    ],
)
def test_the_ways_to_meet_a_condition_are_counted(raw: object, ways: int) -> None:
    assert len(ways_to_meet(GRADING, read_condition(raw)) or []) == ways


@pytest.mark.parametrize(
    ("known", "asked", "forced"),
    [
        ("orders_12m >= 4", "orders_12m > 3", True),
        ("orders_12m >= 3", "orders_12m > 3", False),
        ("orders_12m >= 3", "orders_12m != 2", True),
        ("orders_12m >= 3", {"any": ["tenure > 1 years", "orders_12m >= 1"]}, True),
        ("orders_12m >= 3", {"all": ["tenure > 1 years", "orders_12m >= 1"]}, False),
        ("orders_12m >= 3", {"not": "orders_12m < 3"}, True),
        ("potential >= 巨大", "potential == 巨大", True),
        ("tenure > 1 years", "orders_12m >= 0", True),
    ],
)
def test_what_a_condition_forces(known: object, asked: object, forced: bool) -> None:
    (world,) = ways_to_meet(GRADING, read_condition(known)) or []
    assert is_forced(GRADING, read_condition(asked), world) is forced


def test_too_many_ways_are_left_unsaid() -> None:
    many = {"all": [{"any": [f"orders_12m >= {a}", f"tenure >= {a} years"]} for a in range(1, 14)]}
    assert ways_to_meet(GRADING, read_condition(many)) is None


@pytest.mark.parametrize(
    "text", ["[X]年", "【X】", "(XX)", "[具体金额]", "[具體金額區間]", "XX年", "X个月", "______", "〔待定〕"]
)
def test_an_unfilled_place_is_seen(text: str) -> None:
    assert unfilled_place(f"过去{text}以上")


@pytest.mark.parametrize(
    "text", ["近3年", "A级", "VIP 3年", "Max 2年", "(具体见第三章)", "4×4", "[销售部]", "a_b__c", "XXL码"]
)
def test_a_filled_text_is_left_alone(text: str) -> None:
    assert not unfilled_place(text)
