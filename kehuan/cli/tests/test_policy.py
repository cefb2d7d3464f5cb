"""`kehuan policy new | check | show` on real files: what is printed, what is written, what the exit code is."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehuan.cli.policy import TEMPLATES, new_policy_text, policy
from kehuan.engine.policy.text import read_policy


def run(*arguments: object) -> Result:
    return CliRunner().invoke(policy, [str(argument) for argument in arguments])


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_policy_passes_its_check(tmp_path: Path, template: str) -> None:
    file = tmp_path / "制度.yaml"
    made = run("new", "--template", template, "--company", "甲:乙 #1 公司", file)
    assert (made.exit_code, made.output.count("kehuan policy check")) == (0, 1)
    assert read_policy(file.read_text(encoding="utf-8")).document.company == "甲:乙 #1 公司"
    checked = run("check", file)
    assert checked.exit_code == 0
    assert "没有问题" in checked.output


def test_a_new_policy_is_the_template_but_for_company_version_and_day() -> None:
    document = read_policy(new_policy_text("manufacturer", company="甲公司", today=date(2026, 12, 31))).document
    assert (document.company, document.version, document.effective_on) == ("甲公司", "2026H2", date(2027, 1, 1))
    plain = new_policy_text("retail", company="", today=date(2027, 1, 31))
    assert "version: 2027H1\n  effective_on: 2027-02-01\n" in plain
    assert "# 一、总则" in plain and "company" not in plain


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("我的制度", encoding="utf-8")
    made = run("new", file)
    assert made.exit_code == 1
    assert "没有覆盖" in made.output
    assert file.read_text(encoding="utf-8") == "我的制度"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = run("new", tmp_path / "no" / "a.yaml")
    assert (made.exit_code, "写不进去" in made.output) == (1, True)
    assert not (tmp_path / "no").exists()


def test_an_error_is_shown_with_line_clause_article_and_count(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = new_policy_text("manufacturer", company="", today=date(2026, 7, 1))
    file.write_text(text.replace("amount_24m >= 500万", "amount_24m >= 500%", 1), encoding="utf-8")
    checked = run("check", file)
    assert checked.exit_code == 1
    assert "错误 第57行 · grading.grades.A.must[1] · 条款二(二)1" in checked.output
    assert "有1处错误、0条提醒" in checked.output
    english = run("check", "--lang", "en", file)
    assert "error line 57 · grading.grades.A.must[1] · article 二(二)1: " in english.output
    shown = run("show", file)
    assert (shown.exit_code, "不能显示" in shown.output) == (1, True)


def test_a_warning_is_shown_with_its_mend_and_lets_pass(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = new_policy_text("online-shop", company="", today=date(2026, 7, 1))
    file.write_text(text.replace("amount_rank < 10%", "amount_rank <= 10%"), encoding="utf-8")
    checked = run("check", file)
    assert checked.exit_code == 0
    assert "提醒 第" in checked.output
    assert "建议写成：amount_rank < 10%" in checked.output
    assert "有1条提醒" in checked.output


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("none.yaml", None, "找不到文件“none.yaml”"),
        ("empty.yaml", b"", "文件是空的"),
        ("gbk.yaml", "title: 制度".encode("gbk"), "不是 UTF-8 编码"),
        ("word.docx", b"PK\x03\x04", "不是文本"),
    ],
)
def test_a_file_that_is_no_policy_is_told(tmp_path: Path, name: str, raw: bytes | None, said: str) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    checked = run("check", tmp_path / name)
    assert (checked.exit_code, said in checked.output) == (1, True)
    assert "请" in checked.output
    assert run("check", tmp_path).exit_code == 1


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("lang", "chapters"), [("zh", "一二三四五六"), ("en", "123456")])
def test_a_policy_is_shown_chapter_by_chapter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, lang: str, chapters: str
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    file = tmp_path / "a.yaml"
    file.write_text(new_policy_text(template, company="甲公司", today=date(2026, 7, 1)), encoding="utf-8")
    shown = run("show", "--lang", lang, file)
    assert shown.exit_code == 0
    starts = [line[0] for line in shown.output.splitlines() if line[:2] in {f"{c}{d}" for c in chapters for d in "、."}]
    assert starts == list(chapters)


def test_conditions_are_shown_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    file = tmp_path / "a.yaml"
    file.write_text(new_policy_text("manufacturer", company="", today=date(2026, 7, 1)), encoding="utf-8")
    shown = run("show", file).output
    assert "近24个月购买金额 ≥ 500万元" in shown
    assert "以下4项至少满足3项" in shown
    assert "合作年限 > 3年" in shown
    assert "amount in the last 24 months ≥ 5,000,000 yuan" in run("show", "--lang", "en", file).output


def test_a_template_is_meant_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check", "online-shop").exit_code == 0
    (tmp_path / "online-shop").write_text("", encoding="utf-8")
    assert run("check", "online-shop").exit_code == 1
