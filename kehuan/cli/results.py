"""The graded table as a file: CSV and Parquet by policy key for machines, XLSX with headings for people."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kehuan.cli.grading import Graded
from kehuan.cli.summary import Summary
from kehuan.core.errors import RuleError
from kehuan.engine.compile.movement import within_rules
from kehuan.intake.facts import Progress

SUMMARY, REJECTED = ".summary.json", ".rejected.csv"
# A customer's name must not run as a formula: what begins like one, but is no plain number such as +8613800000000.
_FORMULA = r"^[=@\t\r\n＝＠]|^[-+－＋]([^0-9]|.*[^-0-9 .,()%])"
_ORDER = "CASE WHEN final < 0 THEN 999 ELSE final END, score DESC, customer"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A hidden folder beside the result, in which all is made before anything takes its place.

    Raises RuleError where nothing can be written there.
    """
    try:
        with TemporaryDirectory(prefix=".kehuan-", dir=out.absolute().parent) as folder:
            yield Path(folder)
    except OSError:
        raise RuleError("command.out_not_written", field="out", file=str(out)) from None


def write_results(graded: Graded, out: Path, summary: Summary, progress: Progress) -> None:
    """Writes the result and, beside a CSV or Parquet file, its summary. Raises OSError; RuleError for too many rows."""
    if out.suffix.lower() == ".xlsx":
        from kehuan.cli.sheets import write_workbook

        place = f"row_number() OVER (ORDER BY {_ORDER}) AS _place"
        query = f"SELECT {', '.join(columns(graded, guard=False))}, {place} FROM told"
        write_workbook(graded, out, summary, query, progress)
    else:
        _write_table(graded, out)
        figures = json.dumps(summary.figures(), ensure_ascii=False, indent=2, default=str)
        Path(f"{out}{SUMMARY}").write_text(f"{figures}\n", "utf-8")
    progress(summary.customers, summary.customers)


def put_in_place(folder: Path, out: Path) -> None:
    """Moves what was made in the folder to its place; what an earlier run left there goes. Raises OSError."""
    for beside in ("", SUMMARY, REJECTED):
        target = Path(f"{out}{beside}")
        if (made := folder / target.name).exists():
            os.replace(made, target)
        else:
            target.unlink(missing_ok=True)


def _write_table(graded: Graded, out: Path) -> None:
    from kehuan.engine.compile.files import write_query

    kind = "parquet" if out.suffix.lower() == ".parquet" else "csv"
    query = f"SELECT {', '.join(columns(graded, guard=kind == 'csv'))} FROM told ORDER BY {_ORDER}"
    write_query(graded.con, query, out, "parquet" if kind == "parquet" else "csv")
    if kind == "csv":
        _mark_utf8(out)


def _mark_utf8(path: Path) -> None:
    """The mark by which Excel knows UTF-8."""
    from shutil import copyfileobj

    bare = path.with_name(f"{path.name}.bare")
    os.replace(path, bare)
    with bare.open("rb") as source, path.open("wb") as target:
        target.write(b"\xef\xbb\xbf")
        copyfileobj(source, target, 1 << 20)
    bare.unlink()


def columns(graded: Graded, *, guard: bool) -> Iterator[str]:
    """SELECT items in the order others rely on: customer, grade, score, metrics, points, texts, then the extras."""
    grading = graded.policy.grading
    yield f"{_text('customer', guard)} AS customer"
    yield f"{_grade(graded, 'final')} AS grade"
    yield "score / 100.0 AS score"
    yield from (f'{_value(graded, key)} AS "{key}"' for key in grading.metrics)
    yield from (f'"points_{key}"' for key in (grading.score.criteria if grading.score else ()))
    yield from ("reasons", "missing_for_next", f"{_text('name', guard)} AS name", f"{_text('unit', guard)} AS unit")
    yield "round(own_share, 4) AS own_share"
    yield from (f"{_grade(graded, column)} AS {column}" for column in ("current", "target"))
    yield from ("outcome", "newcomer", f"{_grade(graded, 'limited')} AS limited", f"{_marks(graded)} AS marks")


def _text(column: str, guard: bool) -> str:
    if not guard:
        return column
    return f"CASE WHEN regexp_matches({column}, '{_FORMULA}', 's') THEN '''' || {column} ELSE {column} END"


def _grade(graded: Graded, column: str) -> str:
    names = enumerate(graded.policy.grading.names)
    return f"CASE {column} {' '.join(f'WHEN {place} THEN {_quoted(name)}' for place, name in names)} END"


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"


def _value(graded: Graded, key: str) -> str:
    """Stored values in the units that people use: yuan, words of the scale, years where the policy says years."""
    grading, column = graded.policy.grading, f'"{key}"'
    match grading.dimension(key):
        case "money":
            return f"{column} / 100.0"
        case "scale":
            words = enumerate(grading.scale(key))
            return f"CASE {column} {' '.join(f'WHEN {rank} THEN {_quoted(word)}' for rank, word in words)} END"
        case "days" if grading.metrics[key].unit in ("years", "months"):
            return f"round({column} / {365.25 if grading.metrics[key].unit == 'years' else 30.4375}, 2)"
    return column


def _marks(graded: Graded) -> str:
    newcomers = graded.policy.grading.newcomers
    cases = [f"CASE WHEN newcomer THEN {_quoted(newcomers.mark)} END"] if newcomers else []
    rules = enumerate(within_rules(graded.policy))
    cases += [
        f"CASE WHEN marks & {1 << bit} <> 0 THEN {_quoted(rule.mark)} END" for bit, (rule, _) in rules if rule.mark
    ]
    return f"nullif(concat_ws('、', {', '.join(cases)}), '')" if cases else "NULL"
