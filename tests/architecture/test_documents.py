"""What is written beside the code stays true: equal READMEs, living links, one word a thing, no place named."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import ROOT, our_files

HEADING = re.compile(r"^(#+) ", re.MULTILINE)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
TERM = re.compile(r"^\| (\S+) \| `(\w+)` \|", re.MULTILINE)
# Written in halves, so that this file does not name them. Indexes belong to the machine's settings, homes to nobody.
PLACES = re.compile(
    r"pypi\.or" + r"g|pythonhosted\.or" + r"g|registry\.npmjs\.or" + r"g|index-ur" + r"l\s*[= ]\s*http|"
    r"(?<![\w./])/(?:home|root|Users|work)/[\w.]"
)


def read(path: PurePosixPath | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def shape(text: str) -> tuple[list[str], list[tuple[str, list[str]]], list[str]]:
    """What two translations share: the levels of the headings, code without its comments, images."""
    outside = BLOCK.sub("", text)
    blocks = []
    for language, code in BLOCK.findall(text):
        commands = [line.split(" #")[0].rstrip() for line in code.splitlines() if not line.startswith("#")]
        # output and drawings are translated: only their number is compared
        blocks.append((language, commands if language == "bash" else []))
    return HEADING.findall(outside), blocks, IMAGE.findall(outside)


def test_the_readmes_are_equal_in_content() -> None:
    assert shape(read("README.md")) == shape(read("README.zh-CN.md"))


def test_unequal_readmes_are_caught() -> None:
    text = "# A\n```bash\n./run   # sets up\n```\n## B\n![x](x.png)\n"
    assert shape(text) == shape(text.replace("sets up", "安装").replace("# A", "# 甲"))
    for change in (("## B", "### B"), ("./run", "./walk"), ("x.png", "y.png"), ("```bash", "```text")):
        assert shape(text) != shape(text.replace(*change))


def test_both_readmes_start_with_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        first_screen = "\n".join(read(name).splitlines()[:30])
        assert "./run" in first_screen
        assert ".venv/bin/kehuan grade" in first_screen


@pytest.mark.parametrize("page", [path for path in our_files() if path.suffix == ".md"], ids=str)
def test_links_lead_somewhere(page: PurePosixPath) -> None:
    targets = [link for link in LINK.findall(BLOCK.sub("", read(page))) if "://" not in link]
    assert [link for link in targets if not (ROOT / page.parent / link).exists()] == []


def test_one_word_for_one_thing() -> None:
    terms = TERM.findall(read("docs/glossary.md"))
    assert len(terms) > 50
    for column in zip(*terms, strict=True):
        assert sorted(column) == sorted(set(column))
    rows = [line for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    assert len(terms) == len([row for row in rows if not row.startswith("| 中文")])


def test_no_index_and_no_home_is_named() -> None:
    found = []
    for path in our_files():
        if path.suffix not in (".xlsx", ".parquet", ".png", ".ico", ".woff2"):
            found += [f"{path}: {match.group()}" for match in PLACES.finditer(read(path))]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["https://pypi" + ".org/simple", "files.pythonhosted" + ".org", "see /ho" + "me/li/x", "'/ro" + "ot/.cache'"],
)
def test_a_place_is_caught(text: str) -> None:
    assert PLACES.search(text)


@pytest.mark.parametrize(
    "text", ["/homepage/x", "docs/root/page", "https://example.com/home/x", "/usr/share", "a/work/b"]
)
def test_what_is_no_place_is_left_alone(text: str) -> None:
    assert not PLACES.search(text)
