"""The `kehuan` command. What click itself has to say is said in the user's language here."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from kehuan import __version__
from kehuan.cli.demo_command import demo
from kehuan.cli.grade import grade
from kehuan.cli.help import SpokenGroup
from kehuan.cli.policy import policy
from kehuan.core.errors import RuleError
from kehuan.ui.words import LANGUAGES, Language, say, say_error

REFUSED, ABORTED = 2, 130
INTERRUPTED = "Query interrupted"  # all that DuckDB says when Ctrl-C stops it
COMMANDS: dict[str, click.Command] = {"grade": grade, "policy": policy, "demo": demo}


@click.group(
    cls=SpokenGroup,
    commands=COMMANDS,
    help="help.kehuan",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kehuan")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", help="help.lang")
def kehuan(lang: Language) -> None:
    """All commands."""


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code is 0 when all went well, 2 when the input was refused."""
    _speak_whatever_the_terminal_can()
    words = list(sys.argv[1:] if args is None else args)
    lang = language_of(words)
    try:
        outcome = kehuan.main(
            words, prog_name="kehuan", standalone_mode=False, obj=lang, default_map=_spoken_in(kehuan, lang)
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return REFUSED
    except click.UsageError as error:
        return _refuse(_usage(error, lang), lang)
    except RuleError as error:
        return _refuse(say_error(error, lang), lang)
    except (click.Abort, KeyboardInterrupt):
        return _abort(lang)
    except RuntimeError as error:
        if str(error) != INTERRUPTED:
            raise
        return _abort(lang)
    except BrokenPipeError:  # `kehuan … | head` has read what it wanted
        sys.stdout = None  # or Python complains once more when it ends
        return 0
    except OSError as error:
        return _refuse(say("command.disk", lang, problem=error.strerror or str(error).splitlines()[0]), lang)
    return outcome if isinstance(outcome, int) else 0


def _speak_whatever_the_terminal_can() -> None:
    """A letter that a terminal or file cannot show becomes a question mark, not the end of the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def language_of(words: Sequence[str]) -> Language:
    """The language asked for anywhere on the line, or by KEHUAN_LANG; Chinese otherwise."""
    asked = os.environ.get("KEHUAN_LANG", "zh")
    for before, word in zip(("", *words), words, strict=False):
        asked = word if before == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else asked
    return "en" if asked == LANGUAGES[1] else "zh"


def _spoken_in(group: click.Group, lang: Language) -> dict[str, object]:
    """Defaults by which every command speaks the language, wherever on the line it was asked for."""
    commands = group.commands.items()
    below = {name: _spoken_in(one, lang) if isinstance(one, click.Group) else {"lang": lang} for name, one in commands}
    return {"lang": lang, **below}


def _abort(lang: Language) -> int:
    click.echo(f"\n{say('command.aborted', lang)}", err=True)
    return ABORTED


def _refuse(message: str, lang: Language) -> int:
    click.echo(f"{click.style(say('finding.severity.error', lang), fg='red')} {message}", err=True)
    return REFUSED


def _near(error: click.NoSuchOption | click.exceptions.NoSuchCommand, lang: Language) -> str:
    return say("command.near", lang, near=error.possibilities[0]) if error.possibilities else ""


def _usage(error: click.UsageError, lang: Language) -> str:
    """click's own refusals in words; those that name an option say it as it is typed."""
    command = error.ctx.command_path if error.ctx else "kehuan"
    named = getattr(error, "param", None)
    option = named.opts[-1] if isinstance(named, click.Option) else (named.human_readable_name if named else "")
    if isinstance(error, click.MissingParameter):
        return say("command.option_missing", lang, option=option, command=command)
    if isinstance(error, click.NoSuchOption):
        return say("command.option_unknown", lang, option=error.option_name, near=_near(error, lang), command=command)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return say("command.command_unknown", lang, named=error.command_name, near=_near(error, lang), command=command)
    if isinstance(error, click.BadParameter) and isinstance(named, click.Parameter):
        allowed = ", ".join(named.type.choices) if isinstance(named.type, click.Choice) else ""
        code = "command.choice_unknown" if allowed else "command.value_wrong"
        return say(code, lang, option=option, allowed=allowed, command=command)
    if isinstance(error, click.BadOptionUsage):
        return say("command.value_missing", lang, option=error.option_name, command=command)
    return say("command.usage", lang, command=command)
