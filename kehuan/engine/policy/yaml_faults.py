"""Says of a text that is no readable YAML what is wrong with it, in the terms of a person who typed it."""

import re
from datetime import date

from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from kehuan.engine.findings import Finding
from kehuan.engine.unfilled import unfilled_place

# What the reader's own message contains → our code; the first that fits.
_PROBLEMS = {
    "'\\t'": "yaml.tab",
    "expected ',' or": "yaml.bracket",
    "did not find expected ',' or": "yaml.bracket",
    "quoted scalar": "yaml.quote",
    "unexpected end of stream": "yaml.quote",
    "mapping values are not allowed": "yaml.colon",
    "could not find expected ':'": "yaml.colon_missing",
    "expected <block end>": "yaml.indent",
    "unacceptable character": "yaml.character",
    "expected a single document": "yaml.two_documents",
    "undefined alias": "yaml.alias",
    "expected the node content": "yaml.nothing_there",
    "cannot start any token": "yaml.mark",
    "expected alphabetic or numeric": "yaml.mark",
    "expected chomping": "yaml.mark",
    "expected URI": "yaml.mark",
    "undefined tag": "yaml.mark",
    "expected '<document start>'": "yaml.indent",
}
_WIDE = re.compile(r"^\s*[\w ]+\uff1a|[\[{][^\]}#]*[\uff0c\u3001]|[\u201c\u201d\u2018\u2019]")
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def yaml_finding(error: Exception, text: str) -> Finding:
    """The finding for what the YAML reader raised over `text`, at its line."""
    if isinstance(error, RecursionError):
        return Finding("yaml.too_deep")
    if not isinstance(error, YAMLError):
        return _wrong_value(text)
    lines = text.splitlines()
    line = _line_of(error)
    if isinstance(error, DuplicateKeyError):
        key = re.search(r'duplicate key "(.*?)"', str(error.problem))
        return Finding("yaml.key_twice", line=line, figures={"key": key[1] if key else ""})
    said = [getattr(error, "context", ""), getattr(error, "problem", ""), error]
    problem = " ".join(str(part) for part in said if part)
    code = next((code for part, code in _PROBLEMS.items() if part in problem), "yaml.unreadable")
    line, code = _likelier_place(lines, line, code)
    written = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if place := unfilled_place(written):
        return Finding("policy.unfilled", line=line, figures={"text": place})
    return Finding(code, line=line, figures={"text": _short(written), "problem": str(said[1] or error)[:80]})


def _likelier_place(lines: list[str], line: int, code: str) -> tuple[int, str]:
    """The reader stumbles after the fault: over the line below a full-width colon, or far below a lost quote."""
    if code == "yaml.tab":
        return line, code
    for place in (line, line - 1):
        if 0 < place <= len(lines) and _WIDE.search(lines[place - 1].split(" #")[0]):
            return place, "yaml.full_width"
    odd = (place for place, text in enumerate(lines[:line], 1) if text.count('"') % 2)
    opened = next(odd, 0)
    return (opened, "yaml.quote") if opened else (line, code)


def no_mapping_finding(tree: object, text: str) -> Finding:
    """The finding for a text that is YAML, but no `key: value` lines."""
    if tree is None:
        return Finding("yaml.empty", line=1)
    lines = text.splitlines()
    first = next((place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    wide = "\uff1a" in lines[first].split("#")[0]
    figures = {"text": _short(lines[first].strip()), "problem": ""}
    return Finding("yaml.full_width" if wide else "yaml.no_mapping", line=first + 1, figures=figures)


def _line_of(error: YAMLError) -> int:
    if not isinstance(error, MarkedYAMLError):
        return 0
    opened = error.context_mark if "flow" in (error.context or "") or "quoted" in (error.context or "") else None
    mark = opened or error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 0


def _wrong_value(text: str) -> Finding:
    """YAML reads `2026-02-30` as a date and stumbles over it without saying where."""
    for place, line in enumerate(text.splitlines()):
        for match in _DATE.finditer(line.split(" #")[0]):
            try:
                date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                return Finding("policy.date_expected", line=place + 1, figures={"field": "", "text": match[0]})
    return Finding("yaml.value_unreadable")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
