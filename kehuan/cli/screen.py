"""What `kehuan grade` prints: what was guessed, what was left out, and the summary with a bar a grade."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kehuan.cli.summary import Summary
from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import AssessedMetric, IncidentMetric, OverdueMetric
from kehuan.intake.facts import ColumnGuess, Facts, FileReport
from kehuan.ui.policy_words import metric_label
from kehuan.ui.screen_words import field_label, general_reason
from kehuan.ui.words import Language, say

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

READ_SHARE, GRADED_SHARE = 50, 70  # of 100 steps, as it takes on a large file
BAR = 24
SAID_AS_REASON = {"intake.repeats"}  # notices whose rows the reasons of rejection count again


@dataclass(frozen=True)
class Steps:
    """Progress of the whole run."""

    bar: "Progress"
    task: int
    words: Mapping[str, str]

    def read(self, done: int, total: int) -> None:
        """Told by the intake."""
        self._at(done * READ_SHARE // max(total, 1), "read")

    def graded(self) -> None:
        """All customers have their grade."""
        self._at(GRADED_SHARE, "write")

    def written(self, done: int, total: int) -> None:
        """So many of the customers are on disk."""
        self._at(GRADED_SHARE + (100 - GRADED_SHARE) * done // max(total, 1), "write")

    def _at(self, done: int, step: str) -> None:
        from rich.progress import TaskID

        step = "grade" if done == READ_SHARE else step
        self.bar.update(TaskID(self.task), completed=done, description=self.words[step])


class Screen:
    """The terminal of one run, in one language."""

    def __init__(self, lang: Language) -> None:
        from rich.console import Console

        self.lang: Language = lang
        # Names from files may look like rich's markup, [red] or :smile:, and must stay as they are.
        self.out = Console(highlight=False, markup=False, emoji=False)
        self.err = Console(stderr=True, markup=False, emoji=False)

    def _say(self, code: str, **figures: object) -> str:
        return say(code, self.lang, **figures)

    def _line(self, text: str = "", style: str = "") -> None:
        """A line that the terminal breaks, if it must: in a file it stays whole, and a path can be copied."""
        self.out.print(text, style=style, soft_wrap=True)

    @contextmanager
    def progress(self) -> Iterator[Steps]:
        """A bar on the terminal; nothing where the output is kept in a file."""
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
        )
        words = {step: self._say(f"screen.step.{step}") for step in ("read", "grade", "write")}
        with Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal) as bar:
            yield Steps(bar, int(bar.add_task(words["read"], total=100)), words)

    def show(self, policy: Policy, facts: Facts, summary: Summary, *, out: Path, rejected: Path) -> None:
        """Everything a person should know about the run, the result last."""
        self._line(self._say("screen.policy", title=summary.title, version=summary.version), "bold")
        self._line(self._say("screen.cut_off", day=summary.as_of, first=facts.first_day, last=facts.last_day))
        for report in facts.reports:
            self._report(policy, report)
        self._sources(policy, facts)
        self._line()
        self._heading(policy, summary)
        self.out.print(self._grades(summary))
        self._outcomes(summary)
        if summary.movements:
            self._line()
            self._line(self._say("screen.movements"), "bold")
            self.out.print(self._movements(summary))
        if any(report.rejected for report in facts.reports):
            self._line(self._say("screen.rejected_file", file=rejected))
        self._line(self._say("screen.result_file", file=out), "bold")

    def _report(self, policy: Policy, report: FileReport) -> None:
        kind = self._say(f"intake.kind.{report.kind}")
        counts = {"read": report.read, "used": report.used, "rejected": report.rejected}
        self._line()
        self._line(self._say("screen.file", kind=kind, file=report.path.name, **counts), "bold")
        for by in ("name", "content", "map"):
            guesses = [self._guess(policy, guess) for guess in report.guesses if guess.by == by]
            if guesses:
                self._listed(self._say("screen.columns", by=self._say(f"intake.by.{by}")), guesses)
        for notice in report.notices:
            if notice.code not in SAID_AS_REASON:
                self._line(f"  {self._say(notice.code, **notice.figures)}")
        for code, rows in report.reasons.items():
            self._line(f"  {self._say('screen.rejected', rows=rows, reason=general_reason(code, self.lang))}", "yellow")

    def _guess(self, policy: Policy, guess: ColumnGuess) -> str:
        return self._say("screen.guess", field=field_label(policy, guess.field, self.lang), column=guess.column)

    def _listed(self, lead: str, items: Sequence[str]) -> None:
        """The items behind the lead, broken between items, never inside one."""
        from rich.cells import cell_len

        joint, lines = self._say("explain.and"), [f"  {lead}"]
        for place, item in enumerate(items):
            piece = item + (joint if place < len(items) - 1 else "")
            if cell_len(lines[-1]) + cell_len(piece.rstrip()) > self.out.width and lines[-1].strip() != lead.strip():
                lines.append(" " * (2 + cell_len(lead)))
            lines[-1] += piece
        for line in lines:
            self._line(line.rstrip())

    def _sources(self, policy: Policy, facts: Facts) -> None:
        """Metrics that have no source, and what stands in for them."""
        supplied = {guess.field for report in facts.reports for guess in report.guesses if report.kind == "customers"}
        lacking: dict[tuple[str, str], list[str]] = {}
        for key, spec in policy.grading.metrics.items():
            match spec:
                case OverdueMetric():
                    source, lacks = "payments", facts.payments is None and key not in supplied
                case IncidentMetric():
                    source, lacks = spec.measure, getattr(facts, spec.measure) is None and key not in supplied
                case AssessedMetric():
                    source, lacks = "customers", spec.assessed not in supplied
                case _:
                    continue
            if lacks:
                stands = str(spec.missing) if spec.fills else self._say("term.value.unknown")
                lacking.setdefault((source, stands), []).append(metric_label(policy, key, self.lang))
        if lacking:
            self._line()
        for (source, stands), labels in lacking.items():
            label = self._say("explain.and").join(self._say("screen.quoted", label=label) for label in labels)
            self._line(self._say("screen.no_source", label=label, value=stands, option=source), "yellow")

    def _heading(self, policy: Policy, summary: Summary) -> None:
        title = self._say("screen.table", customers=summary.customers)
        if summary.amount_of:
            title += self._say("screen.table.amount", label=metric_label(policy, summary.amount_of, self.lang))
        self._line(title, "bold")

    def _table(self, *heads: str, left: Sequence[int] = (0,)) -> "Table":
        from rich import box
        from rich.table import Table

        # No upright lines: in the fonts of many Chinese terminals they are as wide as two letters.
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for place, head in enumerate(heads):
            table.add_column(head, justify="left" if place in left else "right", no_wrap=True)
        return table

    def _grades(self, summary: Summary) -> "Table":
        from rich.text import Text

        heads = [self._say(f"screen.head.{name}") for name in ("grade", "customers", "share", "amount", "amount_share")]
        table = self._table(*heads[:3], "", *heads[3:], left=(0, 3))
        total, amounts = max(summary.customers, 1), sum(grade.amount or 0 for grade in summary.grades)
        for grade in summary.grades:
            part = grade.customers / total
            bar = "█" * max(round(part * BAR), 1 if grade.customers else 0)
            named = grade.grade or self._say("screen.ungraded")
            amount = "–" if grade.amount is None else f"{grade.amount:,.0f}".replace("-0", "0")
            share = f"{grade.amount / amounts:.1%}" if grade.amount is not None and amounts > 0 else "–"
            table.add_row(named, f"{grade.customers:,}", f"{part:.1%}", Text(bar, "blue"), amount, share)
        return table

    def _outcomes(self, summary: Summary) -> None:
        said = [f"{self._say(f'result.outcome.{outcome}')} {count:,}" for outcome, count in summary.outcomes.items()]
        self._listed(self._say("screen.outcomes"), said)
        if summary.limited:
            self._line(f"  {self._say('screen.limited', customers=summary.limited)}", "yellow")

    def _movements(self, summary: Summary) -> "Table":
        """A row a former grade, a column a present one; who rose stands left of the diagonal, who fell right of it."""
        from rich.text import Text

        names = [grade.grade for grade in summary.grades]
        counts = {(move.before, move.after): move.customers for move in summary.movements}
        heads = [name or self._say("screen.ungraded") for name in names]
        table = self._table(self._say("screen.head.before"), *heads, self._say("screen.head.total"))
        for before in [*names, None] if names[-1] else names:
            row = [counts.get((before, after), 0) for after in names]
            if not any(row):
                continue
            cells = [
                Text(f"{n:,}", _moved(names, before, after)) if n else "·" for n, after in zip(row, names, strict=True)
            ]
            table.add_row(before or self._say("screen.no_grade"), *cells, f"{sum(row):,}")
        return table


def _moved(names: Sequence[str | None], before: str | None, after: str | None) -> str:
    """The colour of a movement: nothing where there was or is no grade."""
    if before is None or after is None or before == after:
        return ""
    return "green" if names.index(after) < names.index(before) else "red"
