"""Spaces at the ends of lines: the tagged text of an edition has those of its Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from diptych.akn.document import Document
from diptych.akn.names import local
from diptych.compile.single_text import Options, convert
from diptych.project import load
from diptych.render.print import edition as print_
from diptych.render.print import pdf
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts
from lxml import etree

from tests.conftest import ROOT
from tests.render import screen_reader

KOREAN = "형사절차의 시험에 관한 법률\n\n" + "\n".join(
    f"제{number}조(정의) ① 이 법에서 {'가' * (number % 5 + 1)} “시험”이란 제{number + 1}조제1항에 따라"
    f" 검사가 법원에 공소를 제기한 뒤에 {number}일 안에 피고인과 변호인이 서면을 내는 절차를 말한다.\n"
    "② 제1항의 서면에는 날짜와 이름을 적는다." for number in range(1, 31)) + "\n"
ENGLISH = "An Act respecting examples\n\n" + "\n".join(
    f"{number} The Minister may, subject to section {number % 30 + 1}, make{' any' * (number % 4)} regulations that"
    f" are necessary for carrying out the purposes of this Act, and shall within {number} days after they are made"
    " table them in each House of Parliament." for number in range(1, 31)) + "\n"
FRENCH = "Loi concernant les exemples\n\n" + "\n".join(
    f"Article {number}\n\nLe ministre peut, sous réserve de l’article {number % 30 + 1},"
    f" prendre{' tous' * (number % 4)} les règlements d’application de la présente loi\u00a0; il les dépose dans"
    f" les {number} jours devant chaque chambre." for number in range(1, 31)) + "\n"


def document(text: str, language: str) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    made = convert(text.encode(), "text.txt", schema, Options(language))
    assert made.value, made.diagnostics
    return made.value.document


def pieces(found: Document) -> Iterator[str]:
    """The published text of each paragraph and heading between the marks of notes."""
    for block in found.main.iter(etree.Element):
        if local(block.tag) in ("p", "heading") and not any(local(one.tag) == "meta" for one in block.iterancestors()):
            yield from filter(None, map(str.strip, plain("".join(shown(block))).split("\0")))


def shown(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child.tag) in ("noteRef", "authorialNote"):
            yield "\0"
        elif local(child.tag) != "del":
            yield from shown(child)
        yield child.tail or ""


def plain(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text.replace("\u2060", "").replace("\u200b", ""))


@pytest.mark.parametrize(("text", "language"), [(KOREAN, "ko"), (ENGLISH, "en"), (FRENCH, "fr")])
def test_each_line_that_ends_at_a_space_is_read_with_it(text: str, language: str, imprint: Imprint,
                                                        family_fonts: Fonts) -> None:
    found = document(text, language)
    made = pdf.render(print_.expression(found, imprint), fonts=family_fonts)
    assert made.value, made.diagnostics
    read = plain(screen_reader.read(made.value).text)
    expected = list(pieces(found))
    assert len(expected) >= 30
    assert [piece for piece in expected if piece not in read] == []


@pytest.mark.parametrize("body", [
    "<p style='width: 60px'>alpha bravo</p>", "<p style='width: 60px'><b>alpha</b> bravo</p>",
    "<p style='width: 60px'><b>alpha </b>bravo</p>", "<p style='width: 60px'>alpha <b>bravo</b></p>",
    "<p style='width: 60px'>alpha <i></i><b>bravo</b></p>",
    # The first text fits but for its space.
    "<p style='width: 44px'><b>alp</b>ha <b>bravo</b></p>"])
def test_a_space_beside_an_element_is_read_wherever_it_stands(body: str, family_fonts: Fonts) -> None:
    family = "body { font: 16px 'Noto Serif CJK SC' }"
    made = pdf.render(f"<html lang='zh-Hans'><title>t</title><style>{family}</style><body>{body}", fonts=family_fonts)
    assert made.value
    assert screen_reader.read(made.value).text == "alpha bravo"


def test_a_line_that_ends_without_a_space_gets_none(family_fonts: Fonts) -> None:
    body = f"<p style='font: 16px \"Noto Serif CJK SC\"; width: 70px'>{'字' * 12}<br>alpha-bravo</p>"
    made = pdf.render(f"<html lang='zh-Hans'><title>t</title><body>{body}", fonts=family_fonts)
    assert made.value
    assert screen_reader.read(made.value).text == "字" * 12 + "alpha-bravo"
