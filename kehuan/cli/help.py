"""`--help` in the user's language: the help texts of commands and options are codes of the catalogue."""

from typing import cast

import click

from kehuan.ui.words import Language, catalogue, say


class Spoken(click.Command):
    """A command that explains itself in the language asked for on its line."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = _language(ctx)
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        needed = [f"{option.opts[-1]} {option.make_metavar(ctx)}" for option in options if option.required]
        words = (ctx.command_path, *needed, f"[{say('help.options', lang)}]", *self.collect_usage_pieces(ctx)[1:])
        formatter.write(f"{say('help.usage', lang)}{' '.join(words)}\n\n{_words(self.help or '', lang)}\n")
        _section(formatter, say("help.options", lang), [_option(ctx, option, lang) for option in options])


class SpokenGroup(Spoken, click.Group):
    """A group of commands that does so, and lists them."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help(ctx, formatter)
        lang = _language(ctx)
        commands = [(name, _words(command.help or "", lang)) for name, command in self.commands.items()]
        _section(formatter, say("help.commands", lang), commands)


def _language(ctx: click.Context) -> Language:
    return cast(Language, ctx.find_root().obj or "zh")


def _section(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    formatter.write(f"\n{heading}\n")
    with formatter.indentation():
        formatter.write_dl(rows)


def _words(text: str, lang: Language) -> str:
    """The words of a code; what is none is its own text."""
    return say(text, lang) if text in catalogue() else text


def _option(ctx: click.Context, option: click.Option, lang: Language) -> tuple[str, str]:
    names = ", ".join(option.opts)
    if not option.is_flag:
        names += f" {option.make_metavar(ctx)}"
    if "--help" in option.opts or "--version" in option.opts:
        return names, say("help.help" if "--help" in option.opts else "help.version", lang)
    told = _words(option.help or "", lang)
    if option.required:
        return names, say("help.required", lang, text=told)
    if option.show_default:
        return names, say("help.default", lang, text=told, value=option.default)
    return names, told
