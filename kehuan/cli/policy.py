"""`kehuan policy new | check | show`: takes a template, checks a policy, shows it as a readable document."""

from datetime import date
from pathlib import Path

import click

import kehuan
from kehuan.cli.help import Spoken, SpokenGroup
from kehuan.engine.calendar import months_before
from kehuan.engine.findings import Finding, PolicyError
from kehuan.engine.lint import lint
from kehuan.engine.policy import Policy
from kehuan.engine.policy.files import read_policy_text
from kehuan.engine.policy.text import place_findings, policy_of, read_tree, write_tree
from kehuan.ui.policy_text import finding_mend, finding_text
from kehuan.ui.words import LANGUAGES, Language, say

TEMPLATES = ("manufacturer", "retail", "online-shop")
TEMPLATE_FOLDER = Path(kehuan.__file__).parent.parent / "policies"

_language = click.option("--lang", type=click.Choice(LANGUAGES), default="zh", help="help.lang")
_file = click.argument("file", type=click.Path(path_type=Path))


@click.group(cls=SpokenGroup, help="help.policy")
@_language
def policy(lang: Language) -> None:
    """Takes, checks and shows policy files."""


@policy.command(cls=Spoken, help="help.policy.new")
@click.option(
    "--template", type=click.Choice(TEMPLATES), default="manufacturer", show_default=True, help="help.policy.template"
)
@click.option("--company", default="", help="help.policy.company")
@_language
@_file
def new(file: Path, template: str, company: str, lang: Language) -> None:
    """Writes a template to a file that does not exist yet."""
    text = new_policy_text(template, company=company.strip(), today=date.today())
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        _stop(say("policy.new.exists", lang, file=file), lang)
    except OSError as error:
        _stop(say("policy.new.not_writable", lang, file=file, problem=error.strerror or ""), lang)
    click.echo(say("policy.new.done", lang, file=file))


def new_policy_text(template: str, *, company: str, today: date) -> str:
    """The template with the company's name, this half-year's version, in force from the first day of next month."""
    tree = read_tree(read_policy_text(TEMPLATE_FOLDER / f"{template}.yaml"))
    document = tree["document"]
    document["version"] = f"{today.year}H{1 if today.month <= 6 else 2}"
    document["effective_on"] = months_before(today.replace(day=1), -1)
    if company:
        document.insert(list(document).index("title") + 1, "company", company)
    return write_tree(tree)


@policy.command(cls=Spoken, help="help.policy.check")
@_language
@_file
def check(file: Path, lang: Language) -> None:
    """Tells every error and every doubt; exits with 1 when there are errors, as linters do."""
    _, findings = _read(file)
    for finding in findings:
        _tell(finding, lang)
    errors = sum(finding.severity == "error" for finding in findings)
    code = "policy.check.errors" if errors else "policy.check.warnings" if findings else "policy.check.clean"
    click.echo(say(code, lang, file=file, errors=errors, warnings=len(findings) - errors))
    if errors:
        raise click.exceptions.Exit(1)


@policy.command(cls=Spoken, help="help.policy.show")
@_language
@_file
def show(file: Path, lang: Language) -> None:
    """Shows the policy as a document with chapters."""
    from kehuan.cli.policy_show import show_policy

    shown, findings = _read(file)
    if shown is None:
        for finding in findings:
            _tell(finding, lang)
        _stop(say("policy.show.cannot", lang, file=file, errors=len(findings)), lang)
    else:
        show_policy(shown, lang)


def shipped(file: Path) -> Path:
    """The template that is meant where no file has this name: `manufacturer`."""
    return TEMPLATE_FOLDER / f"{file}.yaml" if str(file) in TEMPLATES and not file.exists() else file


def _read(file: Path) -> tuple[Policy | None, tuple[Finding, ...]]:
    """The policy, None where it cannot be run, and every finding with its line."""
    try:
        tree = read_tree(read_policy_text(shipped(file)))
        read = policy_of(tree)
    except PolicyError as error:
        return None, error.findings
    return read, place_findings(lint(read), tree)


def _tell(finding: Finding, lang: Language) -> None:
    severity = click.style(
        say(f"finding.severity.{finding.severity}", lang), fg="red" if finding.severity == "error" else "yellow"
    )
    click.echo(f"{severity} {finding_text(finding, lang)}")
    if mend := finding_mend(finding, lang):
        click.echo(f"    {mend}")


def _stop(message: str, lang: Language) -> None:
    severity = click.style(say("finding.severity.error", lang), fg="red")
    click.echo(f"{severity} {message}", err=True)
    raise click.exceptions.Exit(1)
