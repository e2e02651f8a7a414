"""A site that asks for it has each text in the form for interchange; no other has."""

from __future__ import annotations

from diptych.products.contract import Files, Input, Texts
from diptych.products.interchange_files import InterchangeInputs, make
from diptych.render.site.page import Settings
from diptych.render.text.interchange import interchange

from tests import base


def made(*, wanted: bool) -> Files:
    texts = Texts(tuple(zip(("zho.xml", "kor.xml"), base.twins(), strict=True)))
    settings = Settings("https://law.example/", interchange=wanted)
    return make(InterchangeInputs(Input({}, lambda: texts), Input({}, lambda: settings)), "").value or ()


def test_each_text_is_there_if_the_site_asks_for_it() -> None:
    zho, kor = map(base.document, base.twins())
    assert made(wanted=True) == (("zho.interchange.xml", interchange(zho)), ("kor.interchange.xml", interchange(kor)))


def test_nothing_is_there_without_the_option() -> None:
    assert made(wanted=False) == ()
