"""The policy as text: comments stay, figures are read as written, files that are no policy are named."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import kehuan
from kehuan.engine.conditions import read_condition
from kehuan.engine.figures import read_figure
from kehuan.engine.findings import PolicyError
from kehuan.engine.policy.files import BYTES, read_policy_text
from kehuan.engine.policy.text import read_policy, read_tree, write_tree
from kehuan.ui.policy_text import finding_text

FOLDER = Path(kehuan.__file__).parent.parent / "policies"
POLICIES = sorted(FOLDER.glob("*.yaml"))


def test_the_three_templates_are_there() -> None:
    assert [path.stem for path in POLICIES] == ["manufacturer", "online-shop", "retail"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_template_is_read_and_written_back_to_the_letter(path: Path) -> None:
    text = read_policy_text(path)
    read_policy(text)
    assert write_tree(read_tree(text)) == text


def test_an_edit_changes_its_own_line_only() -> None:
    text = read_policy_text(FOLDER / "manufacturer.yaml")
    tree = read_tree(text)
    tree["grading"]["grades"]["A"]["must"][0] = "amount_24m >= 800万"
    tree["document"]["effective_on"] = date(2027, 1, 1)
    del tree["grading"]["quota"]["A"]["by"]
    before, after = text.splitlines(), write_tree(tree).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split("  #")[0].strip() for _, new in changed] == [
        "effective_on: 2027-01-01",
        "must: [amount_24m >= 800万, disputes_12m <= 1]",
        "quota: {A: {at_most: 5%}}",
    ]
    assert all(old.partition("#")[2] == new.partition("#")[2] for old, new in changed)  # the comments stay
    assert read_policy("\n".join(after)).grading.grades["A"].must[0] == read_condition("amount_24m >= 800万")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("100万", "number", 1_000_000),
        ("1.5亿元", "money", 150_000_000),
        ("500", "number", 500),
        (500, "number", 500),
        ("1,000元", "money", 1_000),
        ("3千万", "number", 30_000_000),
        ("20%", "percent", Fraction(1, 5)),
        ("-30%", "percent", Fraction(-3, 10)),
        ("3 years", "months", 36),
        ("6个月", "months", 6),
        ("2年", "months", 24),
        ("1 half_year", "months", 6),
        ("4 quarters", "months", 12),
        ("60 days", "days", 60),
        ("30天", "days", 30),
        ("巨大", "word", 0),
        (",", "word", 0),
        ("5 parsecs", "word", 0),
    ],
)
def test_a_figure_is_read_as_written(text: object, kind: str, value: object) -> None:
    figure = read_figure(text)
    assert (figure.kind, figure.value, str(figure)) == (kind, value, str(text))


@pytest.mark.parametrize("raw", [True, None, "", [], {}])
def test_what_is_no_scalar_is_no_figure(raw: object) -> None:
    with pytest.raises(ValueError):
        read_figure(raw)


def folder(path: Path) -> None:
    path.mkdir()


FILES: dict[str, Callable[[Path], object]] = {
    "policy.file.missing": lambda path: None,
    "policy.file.is_folder": folder,
    "policy.file.no_text": lambda path: path.write_bytes(b"PK\x03\x04 a workbook"),
    "policy.file.not_utf8": lambda path: path.write_bytes("制度:一".encode("gb18030")),
    "policy.file.too_large": lambda path: path.write_bytes(b"a" * (BYTES + 1)),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, code: str) -> None:
    path = tmp_path / "制度.yaml"
    FILES[code](path)
    with pytest.raises(PolicyError) as refused:
        read_policy_text(path)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert "“制度.yaml”" in finding_text(refused.value.findings[0])
    assert "请" in finding_text(refused.value.findings[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_marks_of_other_systems_are_read(tmp_path: Path, encoding: str) -> None:
    text = read_policy_text(FOLDER / "retail.yaml")
    path = tmp_path / "a.yaml"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert read_policy_text(path) == text
