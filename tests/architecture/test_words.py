"""Every code that the lower layers raise is said in both languages, with the same figures; no words are left over."""

from pathlib import PurePosixPath

import pytest

from kehuan.ui.words import CATALOGUES, catalogue
from tests.architecture.source import ROOT, Source, read_tree
from tests.architecture.words import places, unequal_languages, unspoken_codes, unused_words

WORDS = {"metric.per_missing": ("缺少 {per}", "{per} is missing"), "metric.window_none": ("没有窗口", "no window")}


def test_both_languages_hold_the_same_places() -> None:
    assert not list(unequal_languages(catalogue()))


def test_every_code_has_words() -> None:
    faults = [str(fault) for source in read_tree() for fault in unspoken_codes(source, catalogue())]
    assert not faults, "\n" + "\n".join(faults)


def test_no_words_are_left_over() -> None:
    assert not list(unused_words(read_tree(), catalogue()))


def test_every_catalogue_file_is_registered() -> None:
    files = {path.stem for path in (ROOT / "kehuan/ui/catalogue").glob("*.py")} - {"__init__"}
    assert files == set(CATALOGUES)


@pytest.mark.parametrize("pair", [("甲 {a}", "{b}"), ("甲", ""), ("", "a"), ("甲 {a}", "a"), ("{a:,}", "{a} {b.c}")])
def test_unequal_languages_are_caught(pair: tuple[str, str]) -> None:
    assert list(unequal_languages({"x.y": pair}))


def test_places_are_read_as_python_reads_them() -> None:
    assert places("{open:,} 元,{row.line},{{不是}}") == {"open", "row"}


@pytest.mark.parametrize(
    "text",
    [
        "raise RuleError('metric.unknown')",
        "raise errors.RuleError('metric.unknown', per='month')",
        "Finding(code='metric.unknown')",
        "raise RuleError(f'gauge.{name}')",
        "unreadable(path, code='metric.unknown')",
        "CODES = {'missing': 'metric.unknown'}",
        "def f():\n    yield 3, 'metric.row.unknown'",
    ],
)
def test_a_code_without_words_is_caught(text: str) -> None:
    assert list(unspoken_codes(Source(PurePosixPath("kehuan/engine/a.py"), text), WORDS))


@pytest.mark.parametrize(
    "text",
    [
        "raise RuleError('metric.per_missing')",
        "refuse(f'metric.{name}')",
        "refuse(error.code)",
        "PATH = 'metric.csv'",
        "X = 'x.y'",
    ],
)
def test_a_code_with_words_passes(text: str) -> None:
    assert not list(unspoken_codes(Source(PurePosixPath("kehuan/engine/a.py"), text), WORDS))


def test_words_left_over_are_caught() -> None:
    whole = Source(PurePosixPath("kehuan/engine/a.py"), "CODE = 'metric.per_missing'")
    begun = Source(PurePosixPath("kehuan/engine/a.py"), "code = f'metric.{name}'")
    in_test = Source(PurePosixPath("kehuan/engine/tests/test_a.py"), "CODE = 'metric.window_none'")
    assert list(unused_words([whole, in_test], WORDS)) == ["metric.window_none"]
    assert not list(unused_words([begun], WORDS))
