"""The picture beside links to a work."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from diptych.akn.document import Document
from diptych.interface_text import packaged_interfaces
from diptych.render.print.edition import text
from diptych.render.print.fonts import FontFile, Fonts, installed
from diptych.render.print.link_picture import SIZE, link_picture
from PIL import Image

from tests.render.small import BODY, CHINESE, document, twins


def picture(documents: Sequence[Document], fonts: Fonts) -> bytes:
    return link_picture([text(each, packaged_interfaces()) for each in documents], fonts)


def test_a_picture_is_a_small_png_of_the_size_of_previews_and_always_the_same(family_fonts: Fonts) -> None:
    data = picture(twins(), family_fonts)
    shown = Image.open(io.BytesIO(data))
    assert (shown.format, shown.size) == ("PNG", SIZE)
    assert len(data) < 60_000
    assert data == picture(twins(), family_fonts)


def test_the_titles_of_all_texts_are_in_the_picture(family_fonts: Fonts) -> None:
    chinese, korean = twins()
    orders = [chinese], [korean], [chinese, korean], [korean, chinese]
    assert len({picture(shown, family_fonts) for shown in orders}) == len(orders)


def test_a_long_title_stays_within_the_picture(family_fonts: Fonts) -> None:
    title = "关于进一步加强和改进新形势下" * 12
    shown = Image.open(io.BytesIO(picture([document(BODY.format(**{**CHINESE, "title": title}))] * 3, family_fonts)))
    edges = shown.convert("L").crop((SIZE[0] - 60, 0, *SIZE))
    assert edges.getextrema() == (255, 255)


def test_without_the_files_of_fonts_there_is_no_picture(family_fonts: Fonts) -> None:
    without = replace(family_fonts, installed=replace(family_fonts.installed, files={}))
    assert picture(twins(), without) == b""


def test_a_family_has_its_bold_font_else_another() -> None:
    found = installed("A|Bold|20-7e|2|/fonts/a-bold.ttc\nA|Regular|20-7e|1|/fonts/a.ttc\nB|Book|20|0|/fonts/b|c.otf")
    assert found.files == {"A": FontFile("/fonts/a-bold.ttc", 2), "B": FontFile("/fonts/b|c.otf", 0)}
