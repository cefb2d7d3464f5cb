"""The import contracts of pyproject.toml, run by import-linter on small trees with a planted import each."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

APPS = ("cli", "core", "engine", "engine/compile", "intake", "ui")


def lint(tree: Path, contract: str, **files: str) -> subprocess.CompletedProcess[str]:
    """Writes a tree with our contracts and the given files (`a__b` is a/b.py), then runs one contract on it."""
    shutil.copy(ROOT / "pyproject.toml", tree)
    for app in ("", *APPS):
        (tree / "kehuan" / app).mkdir(parents=True, exist_ok=True)
        (tree / "kehuan" / app / "__init__.py").touch()
    for name, text in files.items():
        path = tree / "kehuan" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text + "\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo", "--contract", contract]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True)


COMPILER = "import kehuan.engine.compile.metrics"
PLANTED = [
    ("ladder", {"core__jobs": "import kehuan.intake"}, "kehuan.core is not allowed to import kehuan.intake"),
    ("ladder", {"engine__a": "def f():\n    import kehuan.core"}, "kehuan.engine is not allowed to import kehuan.core"),
    ("ladder", {"desk__a": "x = 1", "portal__a": "import kehuan.desk.a"}, "kehuan.portal is not allowed"),
    ("ladder", {"wishes__a": "x = 1"}, "kehuan.wishes"),
    ("files", {"risks__tasks": "x = 1", "risks__actions": "import kehuan.risks.tasks"}, "kehuan.risks.actions is not"),
    ("files", {"risks__views": "x = 1", "risks__api": "import kehuan.risks.views"}, "kehuan.risks.api is not"),
    ("engine-is-plain", {"engine__a": "from django.db import models"}, "not allowed to import django"),
    ("ibis", {"engine__a": "def f():\n    import ibis"}, "kehuan.engine.a -> ibis"),
    ("duckdb", {"cli__a": "import duckdb"}, "kehuan.cli.a -> duckdb"),
    ("compiler", {"engine__compile__metrics": "x = 1", "risks__queries": COMPILER}, "kehuan.risks.queries ->"),
]
ALLOWED = [
    ("ladder", {"cli__a": "import kehuan.intake, kehuan.engine, kehuan.ui"}),
    ("ladder", {"ui__a": "import kehuan.core, kehuan.engine"}),
    ("files", {"risks__tasks": "import kehuan.risks.actions", "risks__actions": "import kehuan.risks.models"}),
    ("ibis", {"engine__compile__metrics": "import ibis"}),
    ("duckdb", {"engine__compile__metrics": "import duckdb", "intake__reading": "import duckdb"}),
    ("compiler", {"engine__compile__metrics": "x = 1", "risks__tasks": COMPILER, "cli__a": COMPILER}),
]


@pytest.mark.parametrize(("contract", "files", "message"), PLANTED)
def test_a_planted_import_is_caught(tmp_path: Path, contract: str, files: dict[str, str], message: str) -> None:
    result = lint(tmp_path, contract, **files)
    assert result.returncode == 1
    assert message in " ".join(result.stdout.split())


@pytest.mark.parametrize(("contract", "files"), ALLOWED)
def test_what_is_allowed_is_left_alone(tmp_path: Path, contract: str, files: dict[str, str]) -> None:
    result = lint(tmp_path, contract, **files)
    assert result.returncode == 0, result.stdout


def test_the_page_shows_the_ladder_that_is_checked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    checked = [layer.replace("(", "").replace(")", "") for layer in contracts[0]["layers"]]
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    shown = page.split("```ladder\n")[1].split("```")[0].splitlines()
    assert [line.split("  ")[0].strip() for line in shown] == checked
