"""Every spoilt policy is refused with its code, at its line and clause, in words that say what to do."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from ruamel.yaml.comments import CommentedMap, CommentedSeq

import kehuan
from kehuan.engine.findings import Finding, PolicyError
from kehuan.engine.lint import lint
from kehuan.engine.policy.files import read_policy_text
from kehuan.engine.policy.tests.bad_policies import BAD, Bad
from kehuan.engine.policy.text import policy_of, read_policy, read_tree
from kehuan.ui.policy_text import finding_text

MANUFACTURER = read_policy_text(Path(kehuan.__file__).parent.parent / "policies/manufacturer.yaml")


# each line holds the one above nine times: 9⁹ values
LAUGHS = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]\n" for above, name in pairwise("abcdefghi")
)


def findings_of(text: str) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as refused:
        read_policy(text)
    return refused.value.findings


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.title)
def test_a_spoilt_policy_is_refused_at_its_place(bad: Bad) -> None:
    assert bad.old in MANUFACTURER
    text = MANUFACTURER.replace(bad.old, bad.new, 1)
    found = [finding for finding in findings_of(text) if finding.code == bad.code]
    assert len(found) == 1
    line = text[: text.index(bad.at or bad.new.strip())].count("\n") + 1
    assert found[0].line == line
    assert not bad.clause or found[0].clause == bad.clause
    message = finding_text(found[0])
    assert f"第{line}行" in message
    assert bad.advice in message
    assert finding_text(found[0], "en").startswith(f"line {line}")


def test_the_article_of_the_clause_is_named() -> None:
    (found,) = findings_of(MANUFACTURER.replace("amount_24m >= 500万", "amount_24m >= 500%"))
    assert found.article == "二(二)1"
    assert finding_text(found).startswith("第57行 · grading.grades.A.must[1] · 条款二(二)1\uff1a")


def test_all_errors_are_told_at_once_in_the_order_of_the_document() -> None:
    text = MANUFACTURER.replace("every: half_year", "every: 半年").replace("weight: 35", "weight: 多")
    text = text.replace("  title: 客户", "  titel: 客户")
    found = findings_of(text)
    assert [f.code for f in found] == [
        "policy.field_missing",
        "policy.field_unknown",
        "policy.whole_number_expected",
        "policy.value_unknown",
    ]
    assert [f.line for f in found] == sorted(f.line for f in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml.empty"),
        ("# 只有注释\n", "yaml.empty"),
        ("你好", "yaml.no_mapping"),
        ("title\uff1a制度", "yaml.full_width"),
        ("- a\n- b\n", "yaml.no_mapping"),
        ("a: 1\n---\nb: 2\n", "yaml.two_documents"),
        ("a: *b\n", "yaml.alias"),
        ("a: \x00\n", "yaml.character"),
        ("a: " + "[" * 5000, "yaml.too_deep"),
        ("a: @b\n", "yaml.mark"),
        ("a: [, 1]\n", "yaml.nothing_there"),
        ("a: !!int x\n", "yaml.value_unreadable"),
        ("a: " + "9" * 5000, "yaml.value_unreadable"),
        (LAUGHS, "yaml.too_large"),
    ],
)
def test_a_text_that_is_no_policy_is_refused(text: str, code: str) -> None:
    assert [finding.code for finding in findings_of(text)] == [code]
    assert finding_text(findings_of(text)[0])


def test_deep_conditions_are_refused_in_words() -> None:
    deep = "{not: " * 300 + "tenure > 1 years" + "}" * 300
    (found,) = findings_of(MANUFACTURER.replace("when: {any: [silent_months", f"when: {{any: [{deep}, silent_months"))
    assert found.code == "yaml.too_deep"


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value below the root, the inner ones too."""
    items = (
        node.items() if isinstance(node, CommentedMap) else enumerate(node) if isinstance(node, CommentedSeq) else ()
    )
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


WRONG: tuple[Any, ...] = (None, True, -1, 3.5, "", "[X]", "甲", [], {}, ["甲"], {"甲": 1}, 10**30, float("nan"))


def spoil_everywhere(steps: range) -> None:
    """Puts wrong values into every place in turn; `steps` says which of them, counted on from place to place."""
    tree = read_tree(MANUFACTURER)
    for count, (*above, last) in enumerate(list(places(tree))):
        node: Any = tree
        for key in above:
            node = node[key]
        kept = node[last]
        for step in steps:
            node[last] = WRONG[(count + step) % len(WRONG)]
            refused_in_words(tree)
        node[last] = kept


def refused_in_words(tree: CommentedMap) -> None:
    try:
        policy_of(tree)
    except PolicyError as error:
        for finding in error.findings:
            assert finding.line
            assert finding_text(finding) and finding_text(finding, "en")


@pytest.mark.slow
def test_no_wrong_type_anywhere_brings_more_than_findings() -> None:
    spoil_everywhere(range(1))


@pytest.mark.slow
def test_no_slip_of_the_finger_brings_more_than_findings() -> None:
    """Characters lost, typed or exchanged anywhere: refused in words, or a policy that lint can read."""
    draw = Random(20261121)
    for _ in range(25):
        at = draw.randrange(len(MANUFACTURER))
        typed = draw.choice("[]{}:,\"'#&*!|>%@`-? \n\t\uff0c\uff1a甲X1=<.") * draw.randint(0, 1)
        text = MANUFACTURER[:at] + typed + MANUFACTURER[at + draw.randint(0, 2) :]
        try:
            findings = lint(read_policy(text))
        except PolicyError as error:
            findings = error.findings
        assert all(finding_text(finding) and finding_text(finding, "en") for finding in findings)


@pytest.mark.full
def test_no_wrong_type_of_any_kind_brings_more_than_findings() -> None:
    spoil_everywhere(range(len(WRONG)))
