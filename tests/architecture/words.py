"""Where codes are raised and where they get their words, found on the AST: the two must agree."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from tests.architecture.source import Fault, Source

# What takes a code as its first argument. Add the name of a new one here.
CARRIERS = {"ConditionError", "Finding", "Notice", "RuleError", "refuse", "say"}
# Layers whose tables and generators hold codes too, not only their calls.
SPEAKERS = {"engine", "intake"}
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)*\.(?!(?:csv|json|parquet|txt|xlsx|yaml)$)[a-z0-9_]+")
Words = Mapping[str, tuple[str, str]]


def places(sentence: str) -> set[str]:
    """The names in braces: `{open:,} 元` has `open`."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def unequal_languages(words: Words) -> Iterator[str]:
    """Codes of which a language is empty, or whose two sentences do not hold the same places."""
    for code, (chinese, english) in words.items():
        if not chinese.strip() or not english.strip():
            yield f"{code}: a language is empty"
        elif places(chinese) != places(english):
            yield f"{code}: {sorted(places(chinese))} in Chinese, {sorted(places(english))} in English"


def unspoken_codes(source: Source, words: Words) -> Iterator[Fault]:
    """Codes without words; of one put together (`f"metric.{x}"`) the beginning must be known."""
    if source.path.parts[0] != "kehuan" or source.is_test or "catalogue" in source.path.parts:
        return
    for node in codes(source, {code.split(".")[0] for code in words}):
        text = literal(node)
        if isinstance(node, ast.Constant) and text not in words:
            yield source.fault(node, f"{text} has no words")
        elif isinstance(node, ast.JoinedStr) and not any(known.startswith(text) for known in words):
            yield source.fault(node, f"no code with words begins with {text}")


def codes(source: Source, areas: set[str]) -> Iterator[ast.expr]:
    """What is given to a carrier or as `code=`; in the layers that speak in codes, also what looks like one."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            if ast.unparse(node.func).split(".")[-1] in CARRIERS and node.args and literal(node.args[0]):
                yield node.args[0]
            # a customer has a code too, but no dot in it
            yield from (k.value for k in node.keywords if k.arg == "code" and "." in literal(k.value))
        elif isinstance(node, ast.Constant) and source.app in SPEAKERS:
            text = literal(node)
            if CODE.fullmatch(text) and text.split(".")[0] in areas:
                yield node


def literal(node: ast.expr | None) -> str:
    """The text of a string, the beginning of an f-string, or nothing."""
    if isinstance(node, ast.JoinedStr):
        return literal(node.values[0]) if node.values else ""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def unused_words(sources: Sequence[Source], words: Words) -> Iterator[str]:
    """Codes with words that no file of kehuan says, neither whole nor as the beginning of an f-string."""
    said: set[str] = set()
    beginnings: set[str] = set()
    for source in sources:
        if source.path.parts[0] != "kehuan" or source.is_test or "catalogue" in source.path.parts:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.JoinedStr) and "." in literal(node):
                beginnings.add(literal(node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
    yield from (code for code in words if code not in said and not code.startswith(tuple(beginnings)))
