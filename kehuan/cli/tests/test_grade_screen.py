"""What `kehuan grade` prints: for a terminal of 80 letters, for a file, in two languages."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kehuan.cli.tests.conftest import Put, Run

COMPANY = {
    "orders.csv": "客户编码,订单日期,金额\n"
    "007,2026-03-05,12000\n007,2026-03-06,345.67\n008,2026-03-07,2000\n,2026-03-07,1\n",
    "customers.csv": "客户编码,客户名称,现级别,客户潜力,所属行业,所在地区,合作起始日,客户阶段\n"
    "007,甲公司,C,较大,机械,华东,2020-01-01,成交\n008,乙公司,B,,电子,华南,2021-01-01,成交\n",
}
WORDS = ("--customers", "customers.csv", "--as-of", "2026-03-31")
SCREEN = """\
制度：小店分级制度（2026H1）
截止日：2026-03-31（含当日）　订单：2026-03-05 至 2026-03-07

订单：orders.csv　读入 4 行 = 采用 3 + 剔除 1
  列（按列名认出）：客户←客户编码、订单日期←订单日期、金额←金额
  没有订单号列：每行算一单，共 3 单
  剔除 1 行：缺少客户

客户：customers.csv　读入 2 行 = 采用 2 + 剔除 0
  列（按列名认出）：客户←客户编码、客户名称←客户名称、合作起始日←合作起始日、
                    客户阶段←客户阶段、行业←所属行业、区域←所在地区、
                    现有级别←现级别、客户潜力←客户潜力
  按“客户编码”列与订单对上 2 个客户（订单中共 2 个）

没有“近12个月纠纷”的资料，按0处理；可用 --disputes 提供。

评级结果：2 个客户（金额指近12个月购买金额）

 级别   客户数    占比                  购买金额   金额占比
 ──────────────────────────────────────────────────────────
 A           1   50.0%   ████████████     12,346      86.1%
 B           1   50.0%   ████████████      2,000      13.9%
 C           0    0.0%                         0       0.0%

  其中：升级 1、维持 1

级别变动：行为原级别，列为本次级别

 原级别   A   B   C   合计
 ─────────────────────────
 B        ·   1   ·      1
 C        1   ·   ·      1

剔除的行及原因：out.csv.rejected.csv
结果：out.csv
"""


def lines_of(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_the_whole_screen(put: Put, grade: Run) -> None:
    put(COMPANY)
    ran = grade(*WORDS)
    assert lines_of(ran.out) == SCREEN
    assert ran.err == ""


def test_the_screen_in_english_has_only_the_companys_own_chinese(put: Put, grade: Run) -> None:
    put(COMPANY)
    out = grade(*WORDS, "--lang", "en").out
    assert "Cut-off: 2026-03-31 (included)  orders: 2026-03-05 to 2026-03-07" in out
    assert "orders: orders.csv  4 rows read = 3 used + 1 rejected" in out
    assert "Grades of 2 customers (amount: amount in the last 12 months)" in out
    own = set(re.findall("[一-龥]+", COMPANY["orders.csv"] + COMPANY["customers.csv"])) | {"小店分级制度"}
    assert set(re.findall("[一-龥，。：；（）、　]+", out)) <= own


@pytest.mark.slow
def test_the_language_can_be_said_anywhere(put: Put, run: Run, grade: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(COMPANY)
    words = ("grade", "--policy", "small.yaml", "--orders", "orders.csv", "--out", "out.csv")
    assert run("--lang", "en", *words).out.startswith("Policy:")
    monkeypatch.setenv("KEHUAN_LANG", "en")
    assert grade().out.startswith("Policy:")
    assert grade("--lang", "zh").out.startswith("制度：")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("script") is None, reason="no `script` to make a terminal")
def test_a_terminal_gets_a_bar_and_a_file_does_not(home: Path, put: Put) -> None:
    put(COMPANY)
    kehuan = Path(__file__).parents[3] / ".venv" / "bin" / "kehuan"
    if not kehuan.exists():
        pytest.skip("the command is not set up; ./run --setup")
    words = f"{kehuan} grade --policy small.yaml --orders orders.csv --out out.csv"
    piped = subprocess.run(words.split(), capture_output=True, text=True, check=True)
    assert "\x1b" not in piped.stdout + piped.stderr and piped.stderr == ""
    shown = subprocess.run(["script", "-qec", words, "/dev/null"], capture_output=True, text=True, check=True).stdout
    assert "读取文件" in shown and "%" in shown and "\x1b[" in shown and "结果：out.csv" in shown
