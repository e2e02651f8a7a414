"""Title pages whose title and provenance are longer than a page."""

from __future__ import annotations

import pymupdf
import pytest
from diptych.render.print import edition as print_
from diptych.render.print import pdf
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts

from tests.render.conftest import TITLES, twin

WORDS = "来处不明而有待核对的文字。"
PROVENANCE = '<p class="cover-provenance">{}</p>\n</div>\n</div>\n<div class="front">'
END = '</div>\n</div>\n<div class="front">'


def title_page(title: int, provenance: int, imprint: Imprint, fonts: Fonts) -> pymupdf.Document:
    """An edition whose title and provenance are so many times as long."""
    page = print_.expression(twin("zho", title=TITLES["zho"] * title), imprint)
    assert page.count(END) == 1
    made = pdf.render(page.replace(END, PROVENANCE.format(WORDS * provenance)), fonts=fonts)
    assert made.value, made.diagnostics
    return pymupdf.open(stream=made.value)


@pytest.mark.parametrize(("title", "provenance", "pages"), [(1, 1, 1), (30, 1, 2), (1, 120, 2), (12, 250, 3)])
def test_no_text_runs_into_the_code_and_none_is_lost(imprint: Imprint, family_fonts: Fonts, title: int,
                                                     provenance: int, pages: int) -> None:
    file = title_page(title, provenance, imprint, family_fonts)
    code = next(item["rect"] for item in file[0].get_drawings() if len(item["items"]) > 100)
    blocks = [pymupdf.Rect(line["bbox"]) for block in file[0].get_text("dict")["blocks"] for line in block["lines"]]
    assert not [line for line in blocks if line.intersects(code)]
    assert code.y1 < file[0].rect.height - 60
    shown = ["".join(page.get_text().split()) for page in file.pages()]
    first_text = next(number for number, text in enumerate(shown) if text.startswith("关于示范区") and number)
    assert "".join(shown[:first_text]).count(WORDS[:3]) >= provenance - 2 * pages
    assert "example.org" in shown[0]
