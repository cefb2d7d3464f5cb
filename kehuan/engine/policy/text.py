"""The policy as text: read with its lines, checked, and written back with every comment kept."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from kehuan.engine.findings import Finding, Path, PolicyError
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import check_policy, nearest
from kehuan.engine.policy.types import Section
from kehuan.engine.policy.yaml_faults import no_mapping_finding, yaml_finding
from kehuan.engine.unfilled import unfilled_place

DEPTH = 100  # brackets in brackets; a template has 5
NODES = 100_000  # a policy has some 1,000; references inside a text can multiply to billions

_PLAIN_CODES = {
    "missing": "policy.field_missing",
    "extra_forbidden": "policy.field_unknown",
    "literal_error": "policy.value_unknown",
    "too_short": "policy.too_few",
    "bool_type": "policy.yes_or_no_expected",
    "bool_parsing": "policy.yes_or_no_expected",
    "string_type": "policy.text_expected",
    "greater_than_equal": "policy.out_of_range",
    "less_than_equal": "policy.out_of_range",
}
_CODES_BY_START = {
    "int": "policy.whole_number_expected",
    "date": "policy.date_expected",
    "model": "policy.section_expected",
    "dict": "policy.section_expected",
    "tuple": "policy.list_expected",
    "list": "policy.list_expected",
}


def yaml_round_trip() -> YAML:
    """A reader and writer that keeps comments, order, quotes and flow style as they are written."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    return yaml


def read_tree(text: str) -> CommentedMap:
    """The document as a tree that remembers lines and comments. Raises PolicyError where it is no YAML mapping."""
    if _depth(text) > DEPTH:  # the reader would need minutes for a few thousand brackets
        raise PolicyError([Finding("yaml.too_deep")])
    try:
        tree = yaml_round_trip().load(text)
    except (YAMLError, RecursionError, ValueError, TypeError) as error:  # the last two from a value such as 2026-02-30
        raise PolicyError([yaml_finding(error, text)]) from None
    if not isinstance(tree, CommentedMap):
        raise PolicyError([no_mapping_finding(tree, text)])
    return tree


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if mark in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def write_tree(tree: CommentedMap) -> str:
    """The text of a tree; `write_tree(read_tree(text)) == text` for a text in the house layout."""
    out = io.StringIO()
    yaml_round_trip().dump(tree, out)
    return out.getvalue()


def read_policy(text: str) -> Policy:
    """The policy that a text writes. Raises PolicyError with every error found, each with line and clause."""
    return policy_of(read_tree(text))


def policy_of(tree: CommentedMap) -> Policy:
    """The policy that a tree holds. Raises PolicyError as `read_policy` does."""
    try:
        policy = Policy.model_validate(_plain(tree))
        errors = [finding for finding in check_policy(policy) if finding.severity == "error"]
    except ValidationError as error:
        raise PolicyError(_placed(map(_finding, error.errors(include_url=False)), tree)) from None
    except RecursionError:
        raise PolicyError([Finding("yaml.too_deep")]) from None
    if errors:
        raise PolicyError(_placed(errors, tree))
    return policy


def place_findings(findings: Iterable[Finding], written: str | CommentedMap) -> tuple[Finding, ...]:
    """The findings with the lines and articles of this text or tree, in its order."""
    return _placed(findings, read_tree(written) if isinstance(written, str) else written)


def _plain(tree: CommentedMap) -> Any:
    """The tree as plain dicts and lists, keys as text. Raises PolicyError when references make it endless."""
    left = NODES

    def plain(node: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise PolicyError([Finding("yaml.too_large")])
        if isinstance(node, Mapping):
            return {str(key): plain(value) for key, value in node.items()}
        if isinstance(node, Sequence) and not isinstance(node, str):
            return [plain(value) for value in node]
        return node

    return plain(tree)


def _finding(error: ErrorDetails) -> Finding:
    context = error.get("ctx", {})
    path: Path = tuple(part for part in error["loc"] if isinstance(part, str | int))
    if error["type"] == "kehuan":
        return Finding(context["code"], (*path, *context["at"]), figures=context["figures"])
    kind, shown = error["type"], _shown(error["input"])
    if place := unfilled_place(shown):
        return Finding("policy.unfilled", path, figures={"text": place})
    code = _PLAIN_CODES.get(kind) or _CODES_BY_START.get(kind.split("_")[0], "policy.value_wrong")
    allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    figures: dict[str, object] = {"field": str(path[-1]) if path else "", "text": shown}
    if code == "policy.value_unknown":
        figures |= {"known": ", ".join(filter(None, allowed)), "near": nearest(shown, allowed)}
    limits = {"ge": "≥ {}", "le": "≤ {}", "min_length": "{}"}
    limit = "".join(words.format(context[key]) for key, words in limits.items() if key in context)
    return Finding(code, path, figures={**figures, "limit": limit})


def _shown(raw: object) -> str:
    text = f"[{', '.join(map(str, raw))}]" if isinstance(raw, list) else str(raw)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _placed(findings: Iterable[Finding], tree: CommentedMap) -> tuple[Finding, ...]:
    placed: dict[tuple[Path, str], Finding] = {}
    seen: set[Path] = set()
    for finding in findings:
        found = _place(finding, tree)
        # A union of shapes reports each shape it tried; the first is the one that was meant.
        if found.code.startswith("policy.") and found.path in seen:
            continue
        seen.add(found.path)
        placed.setdefault((found.path, found.code), found)
    return tuple(sorted(placed.values(), key=lambda finding: finding.line))


def _place(finding: Finding, tree: CommentedMap) -> Finding:
    node: Any = tree
    line, article, path = finding.line or _first_line(tree), "", list[str | int]()
    for place, part in enumerate(finding.path):
        if isinstance(node, CommentedMap) and (key := _key(node, part)) is not None:
            line = node.lc.key(key)[0] + 1
            node = node[key]
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line = node.lc.item(part)[0] + 1
            node = node[part]
        elif place < len(finding.path) - 1 or finding.code not in ("policy.field_missing",):
            continue  # the name of a shape that Pydantic tried, or of a level that the text does not write
        path.append(part)
        if isinstance(node, CommentedMap) and "article" in node:
            article = str(node["article"])
    figures = finding.figures
    if finding.code == "policy.field_unknown":
        figures = {**figures, "near": _near(str(finding.path[-1]))}
    return replace(finding, line=line, path=tuple(path), article=finding.article or article, figures=figures)


def _first_line(tree: CommentedMap) -> int:
    return tree.lc.line + 1 if tree else 1


def _key(node: CommentedMap, part: str | int) -> Any:
    return next((key for key in node if str(key) == str(part)), None)


def _near(field: str) -> str:
    """The known key that was probably meant; all sections share one vocabulary."""
    known = {name.removesuffix("_") for section in _sections(Section) for name in section.model_fields}
    return nearest(field, known - {field})


def _sections(root: type[Section]) -> Iterable[type[Section]]:
    for section in root.__subclasses__():
        yield section
        yield from _sections(section)
