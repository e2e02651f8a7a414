"""What the tests of print share: the project's own fonts and a small twin in two languages."""

from __future__ import annotations

import pytest
from diptych.akn.document import Document, read
from diptych.render.print import fonts
from diptych.render.print.edition import Imprint

from tests.conftest import ROOT

MARK = "<noteRef href='#note_1' marker='1'/>"
EMENDED = "<del status='editorial'>{}</del><ins status='editorial'>{}</ins>" + MARK
UNITS = {
    "zho": ("一、", "范围", "（一）", f"珲春的{EMENDED.format(chr(0xF0852), '“')}示范区共九十平方公里。"),
    "kor": ("1.", "범위", "(1)",
            f"훈춘의 {EMENDED.format('촉짆', '촉진')}하는 중국-조선 시범구역은 90제곱킬로미터이다."),
}
TITLES = {"zho": "关于示范区的意见", "kor": "시범구역에 관한 의견"}
NOTES = {"zh": "键入错误。", "ko": "입력 오류.", "en": "A typing error."}
TRANSLATION = ("<FRBRtranslation href='/akn/cn/act/x/2012/1/zho@' fromLanguage='zho' by='#someone'"
               " authoritative='false'/>")
TEMPLATE = """
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="opinions"><meta>
<identification source="#d"><FRBRWork><FRBRuri value="/akn/cn/act/x/2012/1"/><FRBRdate date="2012-04-13" name="i"/>
<FRBRauthor href="#office"/><FRBRcountry value="cn"/><FRBRnumber value="1" showAs="〔2012〕1"/></FRBRWork>
<FRBRExpression><FRBRuri value="/akn/cn/act/x/2012/1/{language}@"/><FRBRalias name="title" value="{title}"/>
<FRBRlanguage language="{language}"/>{translation}</FRBRExpression>
<FRBRManifestation><FRBRdate date="2026-11-23" name="markup"/></FRBRManifestation></identification>
<references source="#d"><TLCOrganization eId="office" href="/o/office" showAs="{office}"/>
<TLCOrganization eId="someone" href="/o/someone" showAs="{office}"/></references>
<notes source="#d"><note eId="note_1" marker="1" class="emendation">{notes}</note></notes></meta>
<preface eId="preface"><p eId="preface__p_1"><docTitle>{title}</docTitle></p></preface>
<body eId="body"><section eId="sec_1"><num>{num}</num><heading eId="sec_1__heading">{heading}</heading>
<paragraph eId="sec_1__para_1"><num>{item}</num><content eId="sec_1__para_1__content">
<p eId="sec_1__para_1__p_1">{text}</p></content></paragraph>
<paragraph eId="sec_1__para_2"><num>{item}</num><content eId="sec_1__para_2__content">
<p eId="sec_1__para_2__p_1">{heading}</p></content></paragraph></section></body></act></akomaNtoso>"""


def twin(base: str, **changes: str) -> Document:
    """A small document of one section with an emendation and a note; `changes` replace parts of the template."""
    num, heading, item, text = UNITS[base]
    words = "".join(f"<p xml:lang='{tag}'>{said}</p>" for tag, said in NOTES.items())
    parts = {"language": base, "title": TITLES[base], "office": heading, "num": num, "heading": heading,
             "item": item, "text": text, "notes": words, "translation": TRANSLATION if base == "kor" else ""}
    found = read(TEMPLATE.format_map(parts | changes).encode(), "twin.xml").value
    assert found
    return found


@pytest.fixture(scope="session")
def declared() -> fonts.Declared:
    """The project's schema/fonts.toml."""
    found = fonts.declared((ROOT / "schema/fonts.toml").read_bytes(), "schema/fonts.toml").value
    assert found
    return found


@pytest.fixture(scope="session")
def family_fonts(declared: fonts.Declared) -> fonts.Fonts:
    """The declared families as this machine has them."""
    return fonts.Fonts(declared, fonts.look_up(declared.packages))


@pytest.fixture(scope="session")
def imprint(declared: fonts.Declared) -> Imprint:
    """What the editions of a build share."""
    return Imprint("https://example.org/laws/", declared)
