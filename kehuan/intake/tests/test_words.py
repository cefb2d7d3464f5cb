"""Every code of the intake can be said."""

import re
from pathlib import Path

from kehuan.intake.rejects import FIGURES, PLAIN
from kehuan.ui.catalogue.intake import WORDS


def test_every_code_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("*.py")]
    codes = {code for source in sources for code in re.findall(r"""["'](intake(?:\.[a-z_]+)+)["']""", source)}
    assert len(codes) > 50 and codes <= WORDS.keys()


def test_every_reason_names_its_figures() -> None:
    reasons = {code for code in WORDS if code.startswith("intake.row.")}
    assert reasons == {*FIGURES, *PLAIN}
    for code in reasons:
        for words in WORDS[code]:
            assert set(re.findall(r"{(\w+)}", words)) <= set(FIGURES.get(code, ())), code
