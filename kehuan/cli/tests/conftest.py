"""A folder of a company's files, and the command run in it as a person would."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kehuan.cli.main import main
from kehuan.cli.tests.small_policy import SMALL


@dataclass(frozen=True)
class Ran:
    """What a run returned and said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Put = Callable[[Mapping[str, str | bytes]], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that the command is run in; it holds the small policy."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("KEHUAN_LANG", raising=False)
    yield folder
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")], "a hidden folder was left behind"


@pytest.fixture
def put(home: Path) -> Put:
    """Writes files into the folder; text is UTF-8."""

    def write(files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            (home / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`kehuan` with these words."""

    def with_words(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return with_words


@pytest.fixture
def grade(run: Run) -> Run:
    """`kehuan grade` with the small policy, orders.csv and out.csv, unless these words say otherwise."""

    def with_words(*words: object) -> Ran:
        usual = {"--policy": "small.yaml", "--orders": "orders.csv", "--out": "out.csv"}
        given = [word for name, value in usual.items() if name not in words for word in (name, value)]
        return run("grade", *given, *words)

    return with_words


@pytest.fixture
def refuse(home: Path, grade: Run) -> Callable[..., str]:
    """The message of a refused run, having checked that nothing was written, changed or said on the way."""

    def with_words(*words: object) -> str:
        (home / "out.csv").write_text("结果:上一次的", "utf-8")
        before = snapshot(home)
        ran = grade(*words)
        assert (ran.code, ran.out) == (2, ""), ran
        assert snapshot(home) == before
        return ran.err

    return with_words


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def rows_of(path: Path) -> list[dict[str, str]]:
    """A CSV result as a spreadsheet would read it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_customer(path: Path) -> dict[str, dict[str, str]]:
    rows = rows_of(path)
    found = {row["customer"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def summary_of(path: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(Path(f"{path}.summary.json").read_text("utf-8"))
    return figures


def sheet_of(path: Path, number: int = 0) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineWorkbook

    rows: Sequence[Sequence[object]] = CalamineWorkbook.from_path(path).get_sheet_by_index(number).to_python()
    return rows
