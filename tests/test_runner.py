"""The runner counts what pytest counted, and says why tests were skipped."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import run

SUITE = """
import pytest

def test_passes(): pass
def test_fails(): assert False
@pytest.mark.parametrize("n", [1, 2])
def test_waits(n): pytest.skip("no data here")
@pytest.fixture
def broken(): raise OSError
def test_cannot_start(broken): pass
"""


def test_a_report_is_counted(tmp_path: Path) -> None:
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(tmp_path)]
    subprocess.run([*command, "--rootdir", str(tmp_path)], cwd=tmp_path, capture_output=True)
    outcome = run.read_report(report)
    assert outcome == run.Outcome(tests=5, failed=2, skips=Counter({"no data here": 2}))
    assert outcome.line == "3 tests ran: 1 passed, 2 failed; 2 skipped (2 x no data here)"


@pytest.mark.parametrize("text", [None, "<testsuites><testsuite>"])
def test_a_report_cut_short_is_a_failure(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "report.xml").write_text(text, encoding="utf-8")
    assert run.read_report(tmp_path / "report.xml").failed == 1


@pytest.mark.parametrize(
    ("skips", "no_skip", "tier", "code"),
    [(0, "1", "--full", 0), (1, "1", "--full", 1), (1, "", "--full", 0), (1, "1", "--quick", 0)],
)
def test_a_skip_fails_only_where_all_must_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], skips: int, no_skip: str, tier: str, code: int
) -> None:
    outcome = run.Outcome(tests=3, failed=0, skips=Counter({"no data here": skips}) if skips else Counter())
    monkeypatch.setenv("KEHUAN_NO_SKIP", no_skip)
    assert run.verdict([True, True], outcome, tier) == code
    assert capfd.readouterr().out.splitlines()[-1].startswith(("passed: ", "FAILED: ")[code])


def test_one_failed_check_fails_all(capfd: pytest.CaptureFixture[str]) -> None:
    outcome = run.Outcome(tests=3, failed=0, skips=Counter())
    assert run.verdict([False, True], outcome, "") == 1
    assert capfd.readouterr().out == "FAILED: 3 tests ran: 3 passed, 0 failed; 0 skipped\n"
