"""`kehuan grade`: a company's spreadsheets graded by a written policy, with the reason of every grade."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click

from kehuan.cli.help import Spoken
from kehuan.cli.policy import TEMPLATE_FOLDER, TEMPLATES
from kehuan.core.errors import RuleError
from kehuan.engine.calendar import is_month_end
from kehuan.engine.findings import PolicyError
from kehuan.engine.policy import Policy
from kehuan.engine.policy.files import read_policy_text
from kehuan.engine.policy.metrics import AssessedMetric
from kehuan.engine.policy.text import read_policy
from kehuan.ui.policy_text import finding_text
from kehuan.ui.policy_words import metric_label
from kehuan.ui.words import LANGUAGES, Language, say

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
FORMATS = (".xlsx", ".csv", ".parquet")
_DATE = re.compile(r"(\d{4})(?:\D(\d{1,2})\D(\d{1,2})\D?|(\d\d)(\d\d))")  # 2026-6-30, 2026年6月30日, 20260630


def _path(name: str, *, required: bool = False) -> Callable[[Decorated], Decorated]:
    text = f"help.grade.{name.removeprefix('--')}"
    return click.option(name, type=click.Path(path_type=Path), required=required, help=text)


@dataclass(frozen=True)
class Request:
    """What the command line asks for, before anything is read."""

    policy: Path
    orders: Path
    out: Path
    customers: Path | None = None
    payments: Path | None = None
    disputes: Path | None = None
    cases: Path | None = None
    as_of: str = ""
    map: str = ""
    date_order: str | None = None
    keep_repeats: bool = False
    lang: Language = "zh"


@click.command(cls=Spoken, help="help.grade")
@_path("--policy", required=True)
@_path("--orders", required=True)
@_path("--customers")
@_path("--payments")
@_path("--disputes")
@_path("--cases")
@click.option("--as-of", default="", help="help.grade.as_of")
@click.option("--map", default="", help="help.grade.map")
@click.option("--date-order", type=click.Choice(("ymd", "dmy", "mdy")), help="help.grade.date_order")
@click.option("--keep-repeats", is_flag=True, help="help.grade.keep_repeats")
@_path("--out", required=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", help="help.lang")
def grade(**asked: Any) -> None:
    """Grades a company's customers; the words of its help are in the catalogue."""
    run_request(Request(**asked))


def run_request(request: Request) -> None:
    """Reads, grades and writes; nothing is written when anything is refused.

    Raises RuleError for input that only a person can mend, and ends with code 2 for a policy with errors.
    """
    from kehuan.cli.grading import grade_facts
    from kehuan.cli.results import REJECTED, put_in_place, staged, write_results
    from kehuan.cli.screen import Screen
    from kehuan.cli.summary import summarise
    from kehuan.engine.compile.files import disk_faults
    from kehuan.intake.facts import collect_facts

    screen, out = Screen(request.lang), request.out
    policy, text = load_policy(request.policy, request.lang)
    check_out(request)
    options = _intake_options(request, policy)
    asked_day = read_day(request.as_of, options.today) if request.as_of else None
    with TemporaryDirectory(prefix="kehuan-") as folder, screen.progress() as progress:
        work = Path(folder)
        facts = collect_facts(
            _files(request), options, into=work / "facts", rejected=work / "rejected.csv", progress=progress.read
        )
        as_of = _cut_off(asked_day, facts.first_day, facts.last_day)
        with disk_faults():
            graded = grade_facts(policy, facts, as_of, request.lang, spill=work)
            summary = summarise(graded, text=text, reports=facts.reports)
        progress.graded()
        with staged(out) as stage:
            write_results(graded, stage / out.name, summary, progress.written)
            if (work / "rejected.csv").exists():
                copyfile(work / "rejected.csv", stage / f"{out.name}{REJECTED}")
            put_in_place(stage, out)
    screen.show(policy, facts, summary, out=out, rejected=Path(f"{out}{REJECTED}"))


def load_policy(path: Path, lang: Language) -> tuple[Policy, str]:
    """The policy of a file or of a shipped template by its name, and its text. Ends with code 2 where it has errors."""
    shipped = str(path) in TEMPLATES and not path.exists()
    try:
        text = read_policy_text(TEMPLATE_FOLDER / f"{path}.yaml" if shipped else path)
        return read_policy(text), text
    except PolicyError as error:
        for finding in error.findings:
            click.echo(f"{say('finding.severity.error', lang)} {finding_text(finding, lang)}", err=True)
        if not any(finding.code.startswith("policy.file.") for finding in error.findings):
            click.echo(say("command.policy_has_errors", lang, file=path, errors=len(error.findings)), err=True)
        raise click.exceptions.Exit(2) from None


def check_out(request: Request) -> None:
    """Refuses a result that cannot be written, before minutes are spent on it."""
    from kehuan.cli.results import REJECTED, SUMMARY, staged

    out = request.out
    if out.suffix.lower() not in FORMATS:
        raise RuleError("command.out_format", field="out", file=str(out))
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise RuleError("command.out_folder", field="out", file=str(out.absolute().parent))
    # Someone mends the rejected rows and gives them in again: they too would be written over.
    written = {Path(f"{out}{beside}").resolve() for beside in ("", SUMMARY, REJECTED)}
    for path in (*(path for _, path in _files(request).given()), request.policy):
        if path.exists() and path.resolve() in written:
            raise RuleError("command.out_is_input", field="out", file=str(path))
    with staged(out):
        pass


def _files(request: Request) -> Any:
    from kehuan.intake.facts import FactFiles

    return FactFiles(request.orders, request.customers, request.payments, request.disputes, request.cases)


def _intake_options(request: Request, policy: Policy) -> Any:
    from kehuan.intake.facts import Factor, IntakeOptions, extra_fields, parse_map

    def worded(code: str, /, **figures: object) -> str:
        return say(code, request.lang, **figures)

    metrics = policy.grading.metrics.items()
    factors = tuple(
        Factor(spec.assessed, spec.label or metric_label(policy, key, request.lang), policy.grading.scale(key))
        for key, spec in metrics
        if isinstance(spec, AssessedMetric)
    )
    supplied = {key: metric_label(policy, key, "zh") for key, spec in metrics if spec.kind in ("incident", "overdue")}
    base = IntakeOptions(date.today(), worded, {}, factors, policy.grading.names, supplied)
    columns = parse_map(request.map, extra=[extra.key for extra in extra_fields(base)]) if request.map else {}
    return IntakeOptions(
        today=base.today,
        say=worded,
        columns=columns,
        factors=factors,
        grades=policy.grading.names,
        metrics=supplied,
        keep_repeats=request.keep_repeats,
        date_order=request.date_order,  # type: ignore[arg-type]  # click has checked the choice
    )


def read_day(text: str, today: date) -> date:
    """A cut-off as people write one. Raises RuleError for what is no day, and for a day to come."""
    match = _DATE.fullmatch(text.strip())
    try:
        day = date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        day = None
    if day is None:
        raise RuleError("command.as_of_unreadable", field="as-of", text=text)
    if day > today:
        raise RuleError("command.as_of_to_come", field="as-of", day=day, today=today)
    return day


def _cut_off(asked: date | None, first: date, last: date) -> date:
    """The day asked for, or the last day of the last whole month that the orders cover."""
    if asked is None:
        whole = last if is_month_end(last) else last.replace(day=1) - timedelta(days=1)
        return whole if whole >= first else last
    if asked < first:
        raise RuleError("command.as_of_before_orders", field="as-of", day=asked, first=first, last=last)
    return asked
