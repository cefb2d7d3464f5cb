"""The tree keeps the rules of the house, and each rule catches the fault it is there for."""

from pathlib import Path, PurePosixPath

import pytest

from tests.architecture import rules
from tests.architecture.rules import Rule
from tests.architecture.source import Source, read_tree

DOC = '"""Says what it is."""\n'


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    faults = [str(fault) for source in read_tree() for fault in rule(source)]
    assert not faults, "\n" + "\n".join(faults)


PLANTED: list[tuple[Rule, str, str]] = [
    (rules.writes_only_in_actions, "kehuan/service/views.py", "def f(case):\n    case.save()"),
    (rules.writes_only_in_actions, "kehuan/service/tasks.py", "Case.objects.filter(pk=1).update(state='open')"),
    (rules.writes_only_in_actions, "kehuan/service/queries.py", "async def f():\n    await Case.objects.acreate(n=1)"),
    (rules.writes_only_in_actions, "kehuan/config/api.py", "Case.objects.all().delete()"),
    (rules.nothing_ambient, "kehuan/service/models.py", "from django.db.models.signals import post_save"),
    (rules.nothing_ambient, "kehuan/service/models.py", "from django.db.models import signals"),
    (rules.nothing_ambient, "kehuan/service/apps.py", "from django.dispatch import receiver"),
    (rules.nothing_ambient, "kehuan/core/actor.py", "import threading\nnow = threading.local()"),
    (rules.nothing_ambient, "kehuan/core/actor.py", "from threading import local"),
    (rules.nothing_ambient, "kehuan/service/apps.py", "from django.contrib import admin"),
    (rules.shop_front_only, "kehuan/service/views.py", "from kehuan.customers.forms import CustomerForm"),
    (rules.shop_front_only, "kehuan/service/views.py", "from kehuan.customers import tasks"),
    (rules.shop_front_only, "kehuan/service/views.py", "import kehuan.customers"),
    (rules.shop_front_only, "kehuan/service/views.py", "def f():\n    from ..customers.views import page"),
    (rules.light_imports, "kehuan/intake/reading.py", "import duckdb"),
    (rules.light_imports, "kehuan/cli/grade.py", "from rich.table import Table"),
    (rules.light_imports, "kehuan/engine/grades.py", "try:\n    import ibis\nexcept ImportError:\n    pass"),
    (rules.light_imports, "kehuan/engine/compile/metrics.py", "import duckdb"),
    (rules.no_work_on_import, "kehuan/core/jobs.py", "register('x')"),
    (rules.no_work_on_import, "kehuan/core/jobs.py", "if True:\n    start()"),
    (rules.no_work_on_import, "kehuan/ui/tags.py", "TOKENS = open('tokens.css').read()"),
    (rules.no_work_on_import, "kehuan/ui/tags.py", "TOKENS: str = Path('tokens.css').read_text()"),
    (rules.short_enough, "bench/grade.py", "x = 1\n" * 401),
    (rules.short_enough, "kehuan/core/money.py", "def f():\n" + "    x = 1\n" * 40),
    (rules.short_enough, "kehuan/core/tests/test_money.py", "def test_f():\n" + "    x = 1\n" * 60),
    (rules.telling_names, "kehuan/core/utils.py", "x = 1"),
    (rules.telling_names, "kehuan/helpers/money.py", "x = 1"),
    (rules.telling_names, "kehuan/core/money.py", "class MoneyManager: ..."),
    (rules.telling_names, "kehuan/core/money.py", "def handle_order(): ..."),
    (rules.telling_names, "kehuan/core/money.py", "class A:\n    def _process_order(self): ..."),
    (rules.telling_names, "kehuan/core/money.py", "def order_helper(): ..."),
    (rules.telling_names, "kehuan/core/money.py", "def save_order(*, data: dict[str, str]): ..."),
    (rules.documented, "kehuan/core/money.py", DOC + "def fen(): ..."),
    (rules.documented, "kehuan/core/money.py", DOC + "class Fen: ..."),
    (rules.documented, "kehuan/core/money.py", "FEN = 1"),
]

ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.writes_only_in_actions, "kehuan/service/actions/cases.py", "case.save()"),
    (rules.writes_only_in_actions, "kehuan/service/migrations/0001_initial.py", "case.save()"),
    (rules.writes_only_in_actions, "kehuan/service/tests/test_case.py", "case.delete()"),
    (rules.writes_only_in_actions, "kehuan/service/queries.py", "seen.update(more)"),
    (rules.shop_front_only, "kehuan/service/views.py", "from kehuan.customers.access import visible_customers"),
    (rules.shop_front_only, "kehuan/service/views.py", "from kehuan.core.errors import RuleError"),
    (rules.shop_front_only, "kehuan/service/views.py", "from . import forms"),
    (rules.shop_front_only, "kehuan/cli/grade.py", "from kehuan.intake.facts import collect_facts"),
    (rules.light_imports, "kehuan/engine/compile/metrics.py", "import ibis"),
    (rules.light_imports, "kehuan/intake/reading.py", "def f():\n    import duckdb"),
    (rules.light_imports, "kehuan/intake/reading.py", "if TYPE_CHECKING:\n    import duckdb"),
    (rules.no_work_on_import, "kehuan/cli/main.py", "if __name__ == '__main__':\n    main()"),
    (rules.short_enough, "kehuan/core/money.py", "def f():\n" + "    x = 1\n" * 39),
    (rules.short_enough, "bench/grade.py", "x = 1\n" * 400),
    (rules.documented, "kehuan/core/__init__.py", ""),
    (rules.documented, "kehuan/core/money.py", DOC + "def _fen(): ..."),
]


def name_of(case: object) -> str:
    return getattr(case, "__name__", "")


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED, ids=name_of)
def test_a_planted_fault_is_caught(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(PurePosixPath(path), text)))


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED, ids=name_of)
def test_what_is_allowed_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(Source(PurePosixPath(path), text)))


def test_the_tree_is_read_without_what_is_not_ours(tmp_path: Path) -> None:
    for name in ("kehuan/a.py", ".venv/lib/b.py", "node_modules/c.py", "var/d.py", ".mypy_cache/e.py", "tests/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n", encoding="utf-8")
    assert [str(source.path) for source in read_tree(tmp_path)] == ["kehuan/a.py"]
