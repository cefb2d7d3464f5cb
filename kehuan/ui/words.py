"""Says every code of the lower layers in Chinese and English; the only place where codes become sentences."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from kehuan.core.errors import RuleError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = ("command", "grading", "intake", "policy", "policy_command", "policy_lint", "policy_terms")


@cache
def catalogue() -> Mapping[str, tuple[str, str]]:
    """All codes with their words, (Chinese, English).

    Raises ValueError when two areas claim one code.
    """
    from importlib import import_module

    words: dict[str, tuple[str, str]] = {}
    for area in CATALOGUES:
        for code, pair in import_module(f"kehuan.ui.catalogue.{area}").WORDS.items():
            if code in words:
                raise ValueError(f"two meanings for {code}")
            words[code] = pair
    return words


def say(code: str, lang: Language = "zh", /, **figures: object) -> str:
    """The sentence for a code. Raises KeyError for a code without words and for a place without its figure."""
    return catalogue()[code][LANGUAGES.index(lang)].format_map(figures)


def say_error(error: RuleError, lang: Language = "zh") -> str:
    """The sentence of a refusal."""
    return say(error.code, lang, field=error.field, **error.figures)
