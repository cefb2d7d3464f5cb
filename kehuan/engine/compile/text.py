"""Explanation trees as SQL: what `kehuan.engine.explain.render` says for one row, for all rows at once.

A sentence is a wording with figures in it. The wording follows from codes and bit sets alone, of which a million
customers have some ten thousand combinations: each combination is worded once, as a format string, and then every
row fills in its own figures. Measured against wording every row in docs/decisions/0004.

Written as SQL and not as Ibis expressions: a tree has thousands of nodes, which Ibis takes 17 s to compile, and
its SQL is only CASE, concat and integer arithmetic.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kehuan.engine.explain import NUDGE, IfBits, Listed, Shape, Shown, Switch, Text


def select_texts(texts: Mapping[str, Text], source: str) -> str:
    """A SELECT of every column of the table `source` and of each text under its name; texts are never null."""
    keys = sorted({leaf for text in texts.values() for leaf in _leaves(text) if isinstance(leaf, str)})
    said = [_Said(i, name, text, _figures(text)) for i, (name, text) in enumerate(texts.items())]
    figures = list(dict.fromkeys(figure for each in said for figure in each.figures))
    wordings = [f"wording_{each.place}" for each in said]
    asked = [f"{_asked(figure, said)} AS asks_{i}" for i, figure in enumerate(figures)]
    shown = [f"CASE WHEN asks_{i} THEN {_shown(figure)} ELSE '' END AS figure_{i}" for i, figure in enumerate(figures)]
    same = [f'result."{key}" IS NOT DISTINCT FROM asking."{key}"' for key in keys]
    return f"""
        WITH worded AS (
            SELECT {_listed(["*", *(each.worded for each in said)])}
            FROM (SELECT DISTINCT {_listed(map(_named, keys)) or "true"} FROM "{source}")
        ), asking AS MATERIALIZED (
            SELECT {_listed(["*", *asked])} FROM worded
        )
        SELECT * EXCLUDE ({_listed([*wordings, *(f"figure_{i}" for i in range(len(figures)))])}),
            {_listed(each.filled(figures) for each in said)}
        FROM (
            SELECT result.*, {_listed(wordings + shown)}
            FROM "{source}" AS result JOIN asking ON {" AND ".join(same) or "true"}
        )
    """


@dataclass(frozen=True)
class _Said:
    """One text: its place among the texts, its name, and the figures in it, in the order of their numbers."""

    place: int
    name: str
    text: Text
    figures: Sequence[Shown]

    @property
    def worded(self) -> str:
        return f"{_said(_wording(self.text, self.figures))} AS wording_{self.place}"

    def filled(self, figures: Sequence[Shown]) -> str:
        """The wording with its figures, which stand in columns numbered as in `figures`."""
        columns = [f"figure_{figures.index(figure)}" for figure in self.figures]
        return f'format({_listed([f"wording_{self.place}", *columns])}) AS "{self.name}"'


def _asked(figure: Shown, said: Iterable[_Said]) -> str:
    """Whether any wording has a place for the figure."""
    places = ((each.place, each.figures.index(figure)) for each in said if figure in each.figures)
    return " OR ".join(f"contains(wording_{text}, '{{{number}}}')" for text, number in places)


def _figures(text: Text) -> tuple[Shown, ...]:
    return tuple(dict.fromkeys(leaf for leaf in _leaves(text) if isinstance(leaf, Shown)))


def _leaves(text: Text) -> Iterator[str | Shown]:
    """The columns that a text depends on: by name where they choose the words, as Shown where they are written."""
    match text:
        case str():
            return
        case Shown():
            yield text
            return
        case tuple():
            parts = text
        case Switch(column=column, texts=texts, otherwise=otherwise):
            yield column
            parts = (*texts.values(), otherwise)
        case IfBits(column=column, then=then, otherwise=otherwise):
            yield column
            parts = (then, otherwise)
        case Listed(parts=parts):
            pass
    for part in parts:
        yield from _leaves(part)


def _wording(text: Text, figures: Sequence[Shown]) -> Text:
    """The text as a format string: `{i}` in the place of figure i."""
    match text:
        case str():
            return text.replace("{", "{{").replace("}", "}}")
        case Shown():
            return f"{{{figures.index(text)}}}"
        case tuple():
            return tuple(_wording(part, figures) for part in text)
        case Switch(texts=texts, otherwise=otherwise):
            worded = {key: _wording(part, figures) for key, part in texts.items()}
            return replace(text, texts=worded, otherwise=_wording(otherwise, figures))
        case IfBits(then=then, otherwise=otherwise):
            return replace(text, then=_wording(then, figures), otherwise=_wording(otherwise, figures))
        case Listed(parts=parts):
            return replace(text, parts=tuple(_wording(part, figures) for part in parts))


def _said(text: Text) -> str:
    """The SQL expression of a text without figures."""
    match text:
        case str():
            return _quoted(text)
        case tuple():
            return _concat([_said(part) for part in text if part != ""])
        case Shown():
            return _shown(text)
        case Switch(column=column, texts=texts, otherwise=otherwise):
            cases = [f"WHEN {_value(key)} THEN {_said(part)}" for key, part in texts.items()]
            return f"CASE {_named(column)} {' '.join(cases)} ELSE {_said(otherwise)} END" if cases else _said(otherwise)
        case IfBits(column=column, mask=mask, then=then, otherwise=otherwise, beyond=beyond):
            bits = f"({_named(column)} & {mask})"
            held = f"bit_count({bits}) > {beyond}" if beyond else f"{bits} <> 0"
            return f"CASE WHEN {held} THEN {_said(then)} ELSE {_said(otherwise)} END"
        case Listed(parts=parts, separator=separator):
            return f"concat_ws({_quoted(separator)}, {', '.join(_or_null(part) for part in parts)})" if parts else "''"


def _shown(figure: Shown) -> str:
    """The SQL expression of a figure."""
    value = _named(figure.column)
    size = value if figure.up_to is None else f"({figure.up_to} - {value})"
    return f"CASE WHEN {value} IS NULL THEN {_quoted(figure.unknown)} ELSE {_figure(figure.shape, size)} END"


def _or_null(text: Text) -> str:
    """The text, or NULL where it would be empty: `concat_ws` leaves NULL out together with its separator."""
    if isinstance(text, IfBits) and not text.beyond and "" in (text.then, text.otherwise):
        bits = f"({_named(text.column)} & {text.mask})"
        sign, part = ("<>", text.then) if text.otherwise == "" else ("=", text.otherwise)
        return f"CASE WHEN {bits} {sign} 0 THEN {_said(part)} END"
    return f"nullif({_said(text)}, '')"


def _concat(parts: list[str]) -> str:
    return f"concat({', '.join(parts)})" if len(parts) > 1 else parts[0] if parts else "''"


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _named(column: str) -> str:
    return f'"{column}"'


def _value(key: int | str | bool) -> str:
    return _quoted(key) if isinstance(key, str) else str(key)


def _figure(shape: Shape, value: str) -> str:
    if shape.words:
        cases = " ".join(f"WHEN {rank} THEN {_quoted(word)}" for rank, word in enumerate(shape.words))
        return f"CASE {value} {cases} END"
    written = _written(shape, value)
    if shape.small:
        small = _figure(shape.small, value)
        return f"CASE WHEN abs({value}) < {shape.small_below} THEN {small} ELSE {written} END"
    return written


def _written(shape: Shape, value: str) -> str:
    scaled = _scaled(shape, f"abs({value})")
    unit = 10**shape.decimals
    number = f"{scaled} // {unit}" if shape.decimals else scaled
    whole = f"format('{{:,}}', {number})" if shape.grouped else f"({number})"
    sign = f"CASE WHEN {value} < 0 AND {scaled} <> 0 THEN '-' ELSE '' END"
    return _concat([sign, whole, *_digits(f"{scaled} % {unit}", shape.decimals), _quoted(shape.suffix)])


def _scaled(shape: Shape, size: str) -> str:
    if shape.real:
        return f"CAST(floor({size} * {float(shape.times)} + {NUDGE}) AS BIGINT)"
    times = f"{size} * {shape.times}" if shape.times > 1 else size
    return f"({times} // {shape.by})" if shape.by > 1 else f"({times})"


def _digits(rest: str, decimals: int) -> list[str]:
    if not decimals:
        return []
    cases = [f"WHEN {rest} = 0 THEN ''"]
    for kept in range(1, decimals):
        unit = 10 ** (decimals - kept)
        digits = f"lpad(CAST(({rest}) // {unit} AS VARCHAR), {kept}, '0')"
        cases.append(f"WHEN {rest} % {unit} = 0 THEN concat('.', {digits})")
    cases.append(f"ELSE concat('.', lpad(CAST({rest} AS VARCHAR), {decimals}, '0'))")
    return [f"CASE {' '.join(cases)} END"]
