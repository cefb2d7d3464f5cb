"""The one runner of all checks: style, types, imports, tests. Called by ./test, which sets up first.

Every check runs even when one before it failed; the exit code is 0 only when all passed.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TIERS = {"--quick": "not slow and not full", "": "not full", "--full": "slow or not slow"}
CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("style", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("imports", ["lint-imports", "--no-logo"]),
)


@dataclass(frozen=True)
class Outcome:
    """What pytest's own report counts; `skips` is reason → tests."""

    tests: int
    failed: int
    skips: Counter[str]

    @property
    def line(self) -> str:
        """The closing line: how many ran, passed, failed, were skipped, and why."""
        skipped = self.skips.total()
        ran = self.tests - skipped
        reasons = "; ".join(f"{count} x {reason}" for reason, count in self.skips.most_common())
        why = f" ({reasons})" if reasons else ""
        return f"{ran} tests ran: {ran - self.failed} passed, {self.failed} failed; {skipped} skipped{why}"


def check(name: str, command: list[str]) -> bool:
    """Runs one check, its output shown only when it fails. True when it passed."""
    began = time.monotonic()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True)
    passed = done.returncode == 0
    print(f"{name:<8} {'passed' if passed else 'FAILED'}  {time.monotonic() - began:.1f} s", flush=True)
    if not passed:
        print(done.stdout + done.stderr, flush=True)
    return passed


def read_report(report: Path) -> Outcome:
    """Counts a JUnit file as pytest writes it. None, or half of one (pytest was killed), counts as one failure."""
    try:
        cases = list(ET.parse(report).iter("testcase"))
    except (FileNotFoundError, ET.ParseError):
        return Outcome(tests=1, failed=1, skips=Counter())
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skips = Counter(skip.get("message", "no reason given") for case in cases for skip in case.iter("skipped"))
    return Outcome(len(cases), failed, skips)


def run_tests(marks: str, arguments: list[str]) -> tuple[bool, Outcome]:
    """Runs pytest on every core, its output shown as it comes. Returns whether it passed, and the count."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(BIN / "pytest"), "-n", "auto", "-q", "-m", marks, f"--junitxml={report}", *arguments]
        code = subprocess.run(command, cwd=ROOT).returncode
        outcome = read_report(report)
    print(f"{'tests':<8} {'passed' if code == 0 else 'FAILED'}  {time.monotonic() - began:.1f} s", flush=True)
    return code == 0, outcome


def verdict(passed: list[bool], outcome: Outcome, tier: str) -> int:
    """Prints the closing line and returns the exit code. KEHUAN_NO_SKIP=1 makes a skip in --full a failure."""
    all_passed = all(passed)
    if tier == "--full" and os.environ.get("KEHUAN_NO_SKIP") == "1" and outcome.skips:
        print("KEHUAN_NO_SKIP=1 asks for every test, and some were skipped")
        all_passed = False
    print(f"{'passed' if all_passed else 'FAILED'}: {outcome.line}", flush=True)
    return 0 if all_passed else 1


def main(arguments: list[str]) -> int:
    """Runs the tier named by the first argument (--quick, --full or neither); the rest goes to pytest."""
    tier = arguments[0] if arguments[:1] and arguments[0] in TIERS else ""
    passed = [check(name, command) for name, command in CHECKS]
    tests_passed, outcome = run_tests(TIERS[tier], arguments[1:] if tier else arguments)
    return verdict([*passed, tests_passed], outcome, tier)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
