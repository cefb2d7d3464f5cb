"""`kehuan demo`: a small invented manufacturer written as spreadsheets and graded, so that a newcomer sees it work."""

import os
from datetime import date, timedelta
from pathlib import Path

import click

from kehuan.cli.help import Spoken
from kehuan.core.errors import RuleError
from kehuan.ui.words import LANGUAGES, Language, say


@click.command(cls=Spoken, help="help.demo")
@click.option("--seed", default=7, show_default=True, help="help.demo.seed")
@click.option(
    "--customers", default=300, show_default=True, type=click.IntRange(1, 100_000), help="help.demo.customers"
)
@click.option("--folder", type=click.Path(path_type=Path), help="help.demo.folder")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", help="help.lang")
def demo(seed: int, customers: int, folder: Path | None, lang: Language) -> None:
    """Writes the files and grades them; the words of its help are in the catalogue."""
    from kehuan.cli.demo import write_demo
    from kehuan.cli.grade import Request, run_request

    if folder:
        refuse_taken(folder)
    home = folder or Path(os.environ.get("KEHUAN_HOME", "var")) / "demo"
    home.mkdir(parents=True, exist_ok=True)
    files = write_demo(home, seed=seed, customers=customers, until=last_month_end(date.today()))
    click.echo(say("demo.written", lang, folder=home))
    run_request(
        Request(
            policy=Path("manufacturer"),
            orders=files.orders,
            customers=files.customers,
            payments=files.payments,
            disputes=files.disputes,
            out=home / "grades.xlsx",
            lang=lang,
        )
    )
    click.echo(say("demo.next", lang))


def refuse_taken(folder: Path) -> None:
    """Raises RuleError for a folder of someone's own that has something in it: orders.csv may be a company's."""
    if folder.is_dir() and any(folder.iterdir()):
        raise RuleError("demo.folder_taken", field="folder", folder=str(folder))


def last_month_end(day: date) -> date:
    """The last day of the month before `day`."""
    return day.replace(day=1) - timedelta(days=1)
