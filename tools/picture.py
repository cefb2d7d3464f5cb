"""Draws docs/images/grade.svg from a real run of `kehuan grade` on the demo company: `python tools/picture.py`."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from kehuan.cli.demo import write_demo

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "grade.svg"
WIDTH, CELL, LINE = 92, 9, 22  # letters a line; a letter's width and a line's height in pixels
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Microsoft YaHei', monospace"
DOTS = ("#ff5f57", "#febc2e", "#28c840")
UNTIL = date(2026, 10, 31)  # a fixed day, so that the picture changes only when the program does
WORDS = """\
kehuan grade --policy manufacturer --orders orders.csv --customers customers.xlsx \\
             --payments payments.csv --disputes disputes.csv --out grades.xlsx"""


def run() -> str:
    """What the command prints on a terminal, with its colours."""
    with TemporaryDirectory() as folder:
        write_demo(Path(folder), until=UNTIL)
        where = {
            **os.environ,
            "FORCE_COLOR": "1",
            "COLUMNS": str(WIDTH),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }
        code = "import sys; from kehuan.cli.main import main; sys.exit(main(sys.argv[1:]))"
        words = WORDS.replace("\\", "").split()[1:]
        ran = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=folder, env=where
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


def draw(printed: str) -> str:
    """The terminal as SVG. Every run of letters is given its width, so that columns stand under each other in any font
    that the reader has; rich's own export counts a Chinese letter as one."""
    console = Console(width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False)
    text = Text.assemble((f"$ {WORDS}\n", "bold green"), Text.from_ansi(printed))
    lines = console.render_lines(text, pad=False)
    drawn = [piece for row, line in enumerate(lines) for piece in draw_line(line, (row + 2) * LINE + 8)]
    wide, high = (WIDTH + 4) * CELL, (len(lines) + 2) * LINE
    dots = [f'<circle cx="{20 + 20 * n}" cy="19" r="6" fill="{hue}"/>' for n, hue in enumerate(DOTS)]
    frame = f'<rect width="{wide}" height="{high}" rx="8" fill="{SVG_EXPORT_THEME.background_color.hex}"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="{FONTS}" font-size="15">'
    return "\n".join([head, frame, *dots, *drawn, "</svg>\n"])


def draw_line(line: list[Segment], bottom: int) -> Iterator[str]:
    """Each run of letters of one width; bars and rules as rectangles, without the gaps that fonts leave."""
    cells = 2
    for segment in line:
        style = segment.style or Style()
        colour = style.color.get_truecolor(SVG_EXPORT_THEME) if style.color else SVG_EXPORT_THEME.foreground_color
        bold = ' font-weight="bold"' if style.bold else ""
        for run in re.findall(r"█+|─+|[\x20-\x7e·–]+|[^\x20-\x7e·–█─]+", segment.text):
            at, width = cells * CELL, cell_len(run) * CELL
            cells += cell_len(run)
            if run[0] in "█─":
                top, high = (bottom - 13, 16) if run[0] == "█" else (bottom - 5, 1)
                yield f'<rect x="{at}" y="{top}" width="{width}" height="{high}" fill="{colour.hex}"/>'
            elif run.strip():
                place = f'x="{at}" y="{bottom}" textLength="{width}" xml:space="preserve"'
                size = ' font-size="17"' if cell_len(run) > len(run) else ""
                yield f'<text {place} fill="{colour.hex}"{bold}{size}>{escape(run)}</text>'


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(draw(run()), "utf-8")
