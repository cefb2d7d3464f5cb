"""`./run --setup` on a machine with nothing but Python, and on one without."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, our_files

TOOLS = ("bash", "cat", "dirname", "env", "mkdir", "rm", "tail")
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
PYTHON_WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n'


def set_up(tree: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `./run --setup` with a clean environment, but for where pip finds its index."""
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    env = {"HOME": os.environ["HOME"], "PATH": os.environ["PATH"], **pip, **environment}
    return subprocess.run(["./run", "--setup"], cwd=tree, env=env, capture_output=True, text=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    tree = tmp_path / "客环 clone"  # a space and Chinese, as folders of users have
    for path in our_files():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tree / path)
    return tree


@pytest.mark.parametrize(
    ("python", "chinese", "english"),
    [(OLD_PYTHON, "没有找到 Python 3.11", "No Python 3.11"), (PYTHON_WITHOUT_VENV, "缺少 venv 模块", "lacks its venv")],
)
def test_what_is_missing_is_said(clone: Path, tmp_path: Path, python: str, chinese: str, english: str) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    (tools / "python3").write_text(python, encoding="utf-8")
    (tools / "python3").chmod(0o755)
    result = set_up(clone, PATH=str(tools))
    assert result.returncode == 1
    assert chinese in result.stderr
    assert english in result.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.full
def test_a_fresh_clone_is_set_up_once_and_mended_when_interrupted(clone: Path) -> None:
    first = set_up(clone)
    assert first.returncode == 0, first.stderr
    assert len(first.stdout.splitlines()) == 2
    assert set_up(clone).stdout == ""
    where = [str(clone / ".venv/bin/python"), "-P", "-c", "import kehuan; print(kehuan.__file__)"]
    assert subprocess.run(where, cwd="/", capture_output=True, text=True).stdout.strip().startswith(str(clone))

    (clone / ".venv/.unfinished").touch()  # as an interrupted set-up leaves it
    shutil.rmtree(next((clone / ".venv/lib").glob("*/site-packages/click")))
    assert len(set_up(clone).stdout.splitlines()) == 2
    click = subprocess.run([str(clone / ".venv/bin/python"), "-c", "import click"], capture_output=True)
    assert click.returncode == 0
