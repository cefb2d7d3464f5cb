"""What `kehuan grade` refuses: each with a message that says what to do, and nothing written or changed."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kehuan.cli.tests.conftest import Put, Run, snapshot

ORDERS = "客户,日期,金额\n1,2026-03-05,100\n"
Refuse = Callable[..., str]


@pytest.fixture(autouse=True)
def orders(put: Put) -> None:
    put({"orders.csv": ORDERS})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "文件 a.csv 是空的。请重新导出。"),
        ("a.csv", "客户,日期,金额\n", "只有表头，没有数据行。列名：客户、日期、金额。请检查导出条件"),
        ("a.csv", "代码,时间,数\n1,2026-03-05,1\n", "没有找到“客户”列。现有列名：代码、时间、数。请加参数指明"),
        ("a.csv", "客户,客户编号,日期,金额\n,,,\n1,1,x,1\n", "没有一行能用"),
        ("a.csv", "客户,日期,金额\n1,01/02/2026,5\n", "请加参数 --date-order dmy"),
        ("a.csv", b"\xff\xfe\x00\xd8\x81\x00\xff", "文件 a.csv"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Excel（.xls）。请在 Excel 或 WPS 中打开"),
        ("a.xlsx", b"PK\x03\x04 not whole", "不是完好的 XLSX"),
        ("a.parquet", b"PAR1 not whole", "不是完好的 Parquet"),
        ("a.html", "<html><table></table></html>", "其实是网页"),
    ],
)  # fmt: skip
def test_orders_that_cannot_be_read(put: Put, refuse: Refuse, name: str, content: str | bytes, message: str) -> None:
    put({name: content})
    assert message in refuse("--orders", name)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--orders", "none.csv"), "找不到文件 none.csv。请检查路径和文件名。"),
        (("--orders", "."), "是文件夹。请写出其中的一个文件。"),
        (("--customers", "none.csv"), "找不到文件 none.csv"),
        (("--out", "a.xls"), "不认识结果文件“a.xls”的格式。请以 .xlsx、.csv 或 .parquet 结尾。"),
        (("--out", "a"), "请以 .xlsx、.csv 或 .parquet 结尾"),
        (("--out", "none/a.csv"), "请先建好这个文件夹"),
        (("--out", "orders.csv"), "结果会覆盖要读取的文件“orders.csv”"),
        (("--out", "x" * 300 + ".csv"), "出错"),
        (("--out", "x" * 245 + ".csv"), "写不进去，原有文件没有改动"),
        (("--out", "/proc/a.csv"), "写不进去"),
        (("--as-of", "2026-02-30"), "截止日“2026-02-30”不是日期。请写成 2026-06-30 这样。"),
        (("--as-of", "2026-03"), "不是日期"),
        (("--as-of", "31/03/2026"), "不是日期"),
        (("--as-of", "昨天"), "不是日期"),
        (("--as-of", "2999-01-01"), "还没有到"),
        (("--as-of", "2020-01-01"), "早于第一笔订单（2026-03-05），没有可评的内容"),
        (("--map", "foo"), "写法不对。应写成 字段=列名，多个用逗号隔开，例如 customer=客户编号,date=下单日期"),
        (("--map", "custommer=客户"), "没有“custommer”这个字段。您要的可能是：customer"),
        (("--map", "customer=客户名"), "文件里没有“客户名”这一列。您要的可能是：客户"),
        (("--date-order", "dym"), "--date-order 只能是：ymd, dmy, mdy"),
        (("--policy", "none.yaml"), "找不到文件“none.yaml”"),
        (("--policy", "orders.csv"), "没有评级"),
    ],
)
def test_words_that_cannot_be_followed(refuse: Refuse, words: tuple[str, ...], message: str) -> None:
    assert message in refuse(*words)


def test_a_policy_in_word_is_told_so(put: Put, refuse: Refuse) -> None:
    put({"制度.docx": b"PK\x03\x04 word"})
    said = refuse("--policy", "制度.docx")
    assert "“制度.docx”是 Word、Excel 或 PDF 文件" in said and "没有评级" not in said


def test_a_policy_with_errors_is_told_line_and_clause(home: Path, refuse: Refuse) -> None:
    policy = (home / "small.yaml").read_text("utf-8")
    (home / "small.yaml").write_text(policy.replace("amount_12m >= 1000,", "amount_13m >= 1000,"), "utf-8")
    said = refuse()
    assert "第16行" in said and "条款二2" in said and "amount_13m" in said and "有1处错误，没有评级" in said


def test_rejected_rows_given_in_again_are_not_written_over(put: Put, refuse: Refuse) -> None:
    put({"out.csv.rejected.csv": ORDERS})
    assert "覆盖" in refuse("--orders", "out.csv.rejected.csv")


def test_unknown_grades_and_words_are_rejected_with_those_allowed(home: Path, put: Put, grade: Run) -> None:
    put({"customers.csv": "客户,现级别,客户潜力\n1,E,较大\n2,A,大\n3,A,较大\n"})
    out = grade("--customers", "customers.csv").out
    assert "剔除 1 行：现级别不是制度里的级别" in out and "剔除 1 行：填写的词不在制度的用词之内" in out
    rejected = (home / "out.csv.rejected.csv").read_text("utf-8-sig")
    assert "制度没有“E”这个级别，可用：A、B、C" in rejected
    assert "“大”不在制度的用词之内，可用：较小、一般、较大" in rejected


def test_refusals_in_english_have_no_chinese(home: Path, run: Run) -> None:
    for words in (["--orders", "none.csv"], ["--orders", "orders.csv", "--as-of", "x"], []):
        ran = run("grade", "--policy", "small.yaml", "--out", "a.csv", *words, "--lang", "en")
        assert ran.code == 2 and ran.err.startswith("error ") and ran.err.isascii() is ("“" not in ran.err)
        assert not any("一" <= letter <= "鿿" for letter in ran.err)


def many_orders(home: Path, customers: int) -> None:
    lines = (f"K{n % customers:05d},2026-{n % 3 + 1:02d}-0{n % 9 + 1},{n % 997 + 1}.5\n" for n in range(3 * customers))
    (home / "orders.csv").write_text("客户,日期,金额\n" + "".join(lines), "utf-8")


def start(home: Path, out: str, **settings: object) -> "subprocess.Popen[str]":
    words = ["grade", "--policy", "small.yaml", "--orders", "orders.csv", "--out", out]
    code = "import sys; from kehuan.cli.main import main; sys.exit(main(sys.argv[1:]))"
    (home.parent / "tmp").mkdir(exist_ok=True)
    where = {**os.environ, "TMPDIR": str(home.parent / "tmp"), "PYTHONPATH": str(Path(__file__).parents[3])}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": where, "cwd": home}
    return subprocess.Popen([sys.executable, "-c", code, *words], **{**pipes, **settings})  # type: ignore[call-overload,no-any-return]


def small_files_only(most: int) -> None:
    """A disk that takes no more than so many bytes of any file: reading fails at 20,000, writing at 150,000."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.slow
@pytest.mark.parametrize(("out", "most"), [("out.csv", 150_000), ("out.xlsx", 150_000), ("out.csv", 20_000)])
def test_a_full_disk_leaves_the_earlier_result(home: Path, out: str, most: int) -> None:
    many_orders(home, 8_000)
    (home / out).write_text("上一次的", "utf-8")
    before = snapshot(home)
    ended = start(home, out, preexec_fn=partial(small_files_only, most))
    said = ended.communicate(timeout=60)
    assert (ended.returncode, said[0]) == (2, ""), said
    assert "请检查磁盘空间" in said[1]
    assert snapshot(home) == before
    assert not list((home.parent / "tmp").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["reading", "writing"])
def test_ctrl_c_leaves_nothing_half_written(home: Path, stage: str) -> None:
    many_orders(home, 10_000)
    (home / "out.xlsx").write_text("上一次的", "utf-8")
    before = snapshot(home)
    running = start(home, "out.xlsx")
    where, made = (home.parent / "tmp", "kehuan-*") if stage == "reading" else (home, ".kehuan-*/*")
    until = time.monotonic() + 60
    while not list(where.glob(made)) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(0.2 if stage == "reading" else 0)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=60)
    assert (running.returncode, said[0], said[1].strip()) == (130, "", "已中止，没有写入结果。")
    assert snapshot(home) == before
    assert not list((home.parent / "tmp").iterdir())
