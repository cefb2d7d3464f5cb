"""What a run of `kehuan grade` came to, in figures: for the file beside the result, the screen and the workbook."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from kehuan.cli.grading import Graded
from kehuan.intake.facts import FileReport

# What a reader looks for first stands first.
OUTCOMES = ("up", "down", "down_again", "held_up", "held_down", "kept", "placed", "newcomer", "not_graded")


@dataclass(frozen=True)
class GradeFigures:
    """One grade; `grade` is None for those without, `amount` the net amount in yuan, None without such a metric."""

    grade: str | None
    customers: int
    amount: float | None


@dataclass(frozen=True)
class Movement:
    """How many customers went from one grade to another; None is no grade."""

    before: str | None
    after: str | None
    customers: int


@dataclass(frozen=True)
class Summary:
    """Policy, cut-off, counts and files. `movements` is empty where no customer had a grade before."""

    title: str
    version: str
    sha256: str
    as_of: date
    amount_of: str | None  # the metric whose amounts the grades add up
    customers: int
    grades: Sequence[GradeFigures]
    movements: Sequence[Movement]
    outcomes: dict[str, int]
    limited: int
    reports: Sequence[FileReport]

    def figures(self) -> dict[str, object]:
        """The shape of OUT.summary.json."""
        return {
            "policy": {"title": self.title, "version": self.version, "sha256": self.sha256},
            "as_of": self.as_of,
            "amount_of": self.amount_of,
            "customers": self.customers,
            "grades": [asdict(grade) for grade in self.grades],
            "movements": [asdict(movement) for movement in self.movements],
            "outcomes": self.outcomes,
            "limited_by_missing_facts": self.limited,
            "files": [_file(report) for report in self.reports],
        }


def summarise(graded: Graded, *, text: str, reports: Sequence[FileReport]) -> Summary:
    """Counts the graded table; `text` is the policy's own, of which the hash is kept."""
    document = graded.policy.document
    counts = dict(graded.con.execute("SELECT outcome, count(*) FROM told GROUP BY outcome").fetchall())
    limited = graded.con.execute("SELECT count(*) FROM told WHERE limited >= 0 AND final >= 0").fetchone()
    return Summary(
        title=document.title,
        version=document.version,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        as_of=graded.as_of,
        amount_of=_money(graded),
        customers=sum(counts.values()),
        grades=_grades(graded),
        movements=_movements(graded),
        outcomes={outcome: counts[outcome] for outcome in OUTCOMES if outcome in counts},
        limited=limited[0] if limited else 0,
        reports=reports,
    )


def _money(graded: Graded) -> str | None:
    """The policy's first metric in money."""
    grading = graded.policy.grading
    return next((key for key in grading.metrics if grading.dimension(key) == "money"), None)


def _grades(graded: Graded) -> list[GradeFigures]:
    grading = graded.policy.grading
    money = _money(graded)
    amount = f'sum("{money}") / 100.0' if money else "NULL"
    grouped = "SELECT final, {} FROM {} GROUP BY final"
    counts = dict(graded.con.execute(grouped.format("count(*)", "told")).fetchall())
    # Of the units, as each firm of a group repeats the amount of the whole group.
    amounts = dict(graded.con.execute(grouped.format(amount, "explained")).fetchall())
    return [
        GradeFigures(name, counts.get(final, 0), amounts.get(final, 0.0 if money else None))
        for final, name in (*enumerate(grading.names), (-1, None))
        if final >= 0 or final in counts
    ]


def _movements(graded: Graded) -> list[Movement]:
    names = dict(enumerate(graded.policy.grading.names))
    moved = "SELECT current, final, count(*), max(current) OVER () FROM told GROUP BY current, final"
    rows = graded.con.execute(f"{moved} ORDER BY current = -1, current, final = -1, final").fetchall()
    return [Movement(names.get(before), names.get(after), count) for before, after, count, best in rows if best >= 0]


def _file(report: FileReport) -> dict[str, object]:
    return {
        "kind": report.kind,
        "file": report.path.name,
        "read": report.read,
        "used": report.used,
        "rejected": report.rejected,
        "reasons": dict(report.reasons),
        "columns": {guess.field: guess.column for guess in report.guesses},
    }
