"""The `kehuan` command itself: its help, what it does not understand, and how it ends."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kehuan import __version__
from kehuan.cli.main import language_of
from kehuan.cli.tests.conftest import Put, Run


def test_alone_it_explains_itself(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (2, "")
    assert "用法：kehuan" in ran.out and all(name in ran.out for name in ("grade", "policy", "demo"))


HELPS = ("", "grade", "demo", "policy", "policy new", "policy check", "policy show")


@pytest.mark.parametrize("words", [(*command.split(), "--help") for command in HELPS], ids=" ".join)
def test_help_is_in_the_users_language(run: Run, words: tuple[str, ...]) -> None:
    chinese, english = run(*words), run(*words, "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert "用法：" in chinese.out and "Show this message" not in chinese.out
    assert english.out.startswith("Usage: ") and "show this text" in english.out
    assert not re.search("[一-龥]", english.out)


def test_help_names_what_is_required(run: Run) -> None:
    out = run("grade", "--help").out
    assert out.startswith("用法：kehuan grade --policy PATH --orders PATH --out PATH [选项]\n")
    assert out.count("（必填）") == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("grdae",), "没有 grdae 这个命令。您是不是想写 grade？用 kehuan --help 查看全部命令。"),
        (("grade", "--polcy", "x"), "没有 --polcy 这个选项。您是不是想写 --policy？"),
        (("grade", "--zzz"), "没有 --zzz 这个选项。用 kehuan grade --help 查看全部选项。"),
        (("grade", "--policy", "small.yaml"), "缺少 --orders。请补上；用 kehuan grade --help 查看用法。"),
        (("grade", "--policy"), "--policy 后面要写一个值。"),
        (("demo", "--lang", "fr"), "--lang 只能是：zh, en。"),
        (("demo", "--customers", "0"), "--customers 的值不对。"),
        (("demo", "more"), "命令不完整或多写了内容。"),
    ],
)
def test_what_it_does_not_understand(home: Path, run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误 ") and message in ran.err
    assert [path.name for path in home.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize(
    ("words", "language"),
    [("", "zh"), ("--lang en", "en"), ("grade --lang=en", "en"), ("--lang en grade --lang zh", "zh")],
)
def test_the_last_language_named_counts(monkeypatch: pytest.MonkeyPatch, words: str, language: str) -> None:
    monkeypatch.delenv("KEHUAN_LANG", raising=False)
    assert language_of(words.split()) == language


def test_the_installed_command_runs(home: Path, put: Put) -> None:
    kehuan = Path(sys.executable).parent / "kehuan"
    if not kehuan.exists():
        pytest.skip("the command is not set up; ./run --setup")
    ran = subprocess.run([kehuan, "--version"], capture_output=True, text=True, check=True)
    assert re.match(r"kehuan, version \d+\.\d+\.\d+", ran.stdout)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from kehuan.cli.main import main; main(['grade', '--help']); print(*sys.modules, sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"duckdb", "ibis", "pyarrow", "rich", "xlsxwriter", "python_calamine"} & set(ran.stdout.split())


@pytest.mark.slow
def test_a_letter_that_the_terminal_lacks_does_not_end_the_run(home: Path, put: Put) -> None:
    put({"orders.csv": "客户,日期,金额\n1,2026-03-05,100\n"})
    code = "import sys; from kehuan.cli.main import main; sys.exit(main(sys.argv[1:]))"
    words = ["grade", "--policy", "small.yaml", "--orders", "orders.csv", "--out", "out.csv"]
    where = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[3])}
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, env=where, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"out.csv" in ran.stdout and (home / "out.csv").exists()
