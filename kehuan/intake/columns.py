"""Which column holds which field: as the user maps it, else by its heading, else by what is in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import normalize

from kehuan.core.errors import RuleError
from kehuan.intake.headers import APPRAISED_ON, FIELDS, NO_AMOUNT, REQUIRED, Tiers, heading_unit, heading_words
from kehuan.intake.shapes import KINDS, ColumnGuess, Factor, GuessedBy, Kind, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MONEY = frozenset({"amount", "price"})
_MANY = frozenset({"product", "name"})  # of several equally good columns the first will do
_PARTS = frozenset({"quantity", "price"})  # so too where the amount is known
_BY_ENDING = frozenset({"customer", "date", "amount", "due_on", "happened_on"})


@dataclass(frozen=True)
class ExtraField:
    """A field that the policy adds to the customers file: an appraised factor, its day, or a supplied metric."""

    key: str
    label: str
    tiers: Tiers

    @classmethod
    def of(cls, key: str, label: str) -> "ExtraField":
        """By its key or its label, 影响力 as well as 客户影响力."""
        names = {key, label, label.removeprefix("客户"), f"客户{label}"}
        return cls(key, label, (frozenset(map(heading_words, names)),))

    @classmethod
    def day_of(cls, factor: Factor) -> "ExtraField":
        """The day of an appraisal: its own column, else one for all appraisals."""
        ends = ("日期", "时间", "评估日", "评估日期", "评估时间", "评定日期", "评价日期", "on", "date")
        names = (factor.key, factor.label, factor.label.removeprefix("客户"))
        own = {heading_words(name + end) for name in names for end in ends}
        return cls(f"{factor.key}_on", factor.label, (frozenset(own), APPRAISED_ON))


def parse_map(text: str, *, extra: Collection[str] = ()) -> dict[str, str]:
    """Reads "customer=CustomerID,date=InvoiceDate" as {field: column}; "payments.amount=回款额" speaks of one file.

    `extra` are fields that the policy adds. Raises RuleError for a part without "=", an unknown field, and a field or
    a column that is named twice.
    """
    known = {field for kind in KINDS for field in FIELDS[kind]} | set(extra)
    given: dict[str, str] = {}
    for part in text.replace("，", ",").split(","):
        name, sign, column = (piece.strip() for piece in part.partition("="))
        if not (name and sign and column):
            raise RuleError("intake.map_syntax", field="map", part=part.strip())
        kind, _, field = name.rpartition(".")
        if field not in known or (kind and (kind not in KINDS)):
            near = get_close_matches(field, sorted(known), 1, 0.5)
            names = "、".join(sorted(known))
            raise RuleError("intake.map_field", field="map", given=name, nearest=near[0] if near else names)
        if name in given or column in [c for n, c in given.items() if n.rpartition(".")[0] == kind]:
            raise RuleError("intake.map_twice", field="map", given=part.strip())
        given[name] = column
    return given


def check_map(given: Mapping[str, str], tables: Mapping[Kind, Table]) -> None:
    """Raises RuleError for a mapped column that no file has, naming the column most like it."""
    for name, column in given.items():
        kind = name.rpartition(".")[0]
        headers = [h for k, table in tables.items() if kind in ("", k) for h in table.headers]
        if _same(column) not in map(_same, headers):
            near = get_close_matches(column, headers, 1, 0.4)
            raise RuleError(
                "intake.map_column",
                field="map",
                given=name,
                column=column,
                nearest=near[0] if near else "、".join(filter(None, headers)),
            )


def known_headings(kind: Kind, given: Mapping[str, str], extra: Sequence[ExtraField] = ()) -> frozenset[str]:
    """All headings by which the heading row of a file is told from title lines."""
    tiers = [*FIELDS[kind].values(), *(field.tiers for field in extra)]
    return frozenset(word for tier in tiers for words in tier for word in words) | {*map(heading_words, given.values())}


def guess_columns(
    table: Table, kind: Kind, *, given: Mapping[str, str], extra: Sequence[ExtraField] = ()
) -> dict[str, ColumnGuess]:
    """The column of each field that is mapped or named; required ones may still be missing.

    Raises RuleError where two columns are equally good for a field, showing the mapping to write.
    """
    fields = {**FIELDS[kind], **{field.key: field.tiers for field in extra}}
    guesses = _mapped(table, kind, fields, given)
    words = [heading_words(header) for header in table.headers]
    labels = {field.key: field.label for field in extra}
    for field, tiers in fields.items():
        if field in guesses:
            continue
        shared = APPRAISED_ON if field in labels else frozenset()
        taken = {guess.index for guess in guesses.values()}
        free = {i: word for i, word in enumerate(words) if word and (i not in taken or word in shared)}
        found = _best(tiers, free) or (_by_ending(tiers, free) if field in _BY_ENDING else [])
        if len(found) > 1 and field not in _MANY and not (field in _PARTS and "amount" in guesses):
            raise _equal(table, kind, field, found, labels.get(field))
        if found:
            guesses[field] = _guess(table, field, found[0], "name")
    if "customer" not in guesses and "name" in guesses and kind != "customers":
        guesses["customer"] = replace(guesses.pop("name"), field="customer")
    return guesses


def guess_by_content(
    con: "DuckDBPyConnection", table: Table, kind: Kind, guesses: Mapping[str, ColumnGuess]
) -> dict[str, ColumnGuess]:
    """The guesses, and for a required day or amount without a heading the one column that holds such values.

    Raises RuleError where a required field still has no column, listing the headings seen.
    """
    from kehuan.intake.dates import looks_like_dates
    from kehuan.intake.values import looks_like_money

    found = dict(guesses)
    amount = () if kind != "orders" or {"quantity", "price"} <= found.keys() else ("amount",)
    for field in (*REQUIRED[kind], *amount):
        if field in found or field == "customer":
            continue
        looks_right = looks_like_money if field == "amount" else looks_like_dates
        taken = {guess.index for guess in found.values()}
        columns = [i for i in range(len(table.headers)) if i not in taken and looks_right(con, table, i)]
        if len(columns) == 1:
            found[field] = _guess(table, field, columns[0], "content")
    if kind == "customers" and "customer" not in found and "name" in found:
        found["customer"] = replace(found["name"], field="customer")
    for field in (*REQUIRED[kind], *amount):
        if field not in found:
            seen = [header for header in table.headers if header]
            raise RuleError(
                f"intake.columns_missing.{field}",
                field="map",
                file=table.path.name,
                headers="、".join(seen),
                example=seen[0] if seen else "?",
            )
    return found


def _mapped(table: Table, kind: Kind, fields: Collection[str], given: Mapping[str, str]) -> dict[str, ColumnGuess]:
    columns = {_same(header): i for i, header in reversed(list(enumerate(table.headers)))}
    guesses: dict[str, ColumnGuess] = {}
    for name, column in sorted(given.items(), key=lambda item: "." in item[0]):  # the file's own mapping wins
        of, _, field = name.rpartition(".")
        if of in ("", kind) and field in fields and _same(column) in columns:
            if sum(_same(header) == _same(column) for header in table.headers) > 1:
                raise RuleError("intake.column_twice", field="map", file=table.path.name, column=column)
            guesses[field] = _guess(table, field, columns[_same(column)], "map")
    return guesses


def _best(tiers: Tiers, free: Mapping[int, str]) -> list[int]:
    """The columns named by the first tier that names any."""
    return next((found for tier in tiers if (found := [i for i, word in free.items() if word in tier])), [])


def _by_ending(tiers: Tiers, free: Mapping[int, str]) -> list[int]:
    """The one column whose heading ends in a Chinese word of the field: 本单客户名称, 合同签订日期."""
    ends = tuple(word for tier in tiers for word in tier if len(word) > 1 and not word.isascii())
    found = [i for i, word in free.items() if word.endswith(ends) and not NO_AMOUNT.search(word)]
    return found if len(found) == 1 else []


def _guess(table: Table, field: str, index: int, by: GuessedBy) -> ColumnGuess:
    header = table.headers[index]
    return ColumnGuess(field, header, by, index, heading_unit(header) if field in MONEY else 1)


def _equal(table: Table, kind: Kind, field: str, found: list[int], label: str | None) -> RuleError:
    columns = [table.headers[index] for index in found]
    if len({*map(_same, columns)}) < len(columns):
        return RuleError("intake.column_twice", field="map", file=table.path.name, column=columns[0])
    return RuleError(
        f"intake.columns_equal.{'factor' if label else field}",
        field="map",
        file=table.path.name,
        label=label,
        columns="、".join(columns),
        example=f"{field if kind == 'orders' else f'{kind}.{field}'}={columns[0]}",
    )


def _same(header: str) -> str:
    """A heading as a mapping names it: width, case and outer blanks do not matter."""
    return normalize("NFKC", header).strip().lower()
