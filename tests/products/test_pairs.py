"""A work in three texts: files, pages and reviews of the pairs that its work.toml asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from diptych.akn.document import Document
from diptych.anchors.ledger import Ledger
from diptych.compile.address_lookup import Cited
from diptych.compile.work import Compiled, compile_work
from diptych.config import works
from diptych.diagnostics import Result
from diptych.products import akn_texts, ebooks, pdf_editions, pdf_typesetting, registry, translation_files
from diptych.products.akn_texts import AknInputs
from diptych.products.contract import Input, Texts
from diptych.products.ebooks import EbookInputs
from diptych.products.translation_files import TranslationFileInputs
from diptych.project import load
from diptych.render.html import work_facts
from diptych.render.print.edition import Imprint
from diptych.render.publisher import NOBODY
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork
from diptych.review.work import ReviewTables, reviewed, reviews

from tests import base
from tests.conftest import ROOT

STORY = ROOT / "tests/cases/languages"
ASKED = (("zho-Hans", "kor"), ("zho-Hant", "kor"))
SITE = Settings("https://example.org/")


def given(value: object) -> Input[object]:
    return Input({}, lambda: value)


@pytest.fixture(scope="module")
def source() -> load.Source:
    sources = load.sources(STORY, base.schema())
    assert sources.value
    assert not sources.diagnostics
    return sources.value[0]


@pytest.fixture(scope="module")
def work(source: load.Source) -> Compiled:
    return compile_work(source, base.schema())


@pytest.fixture(scope="module")
def documents(work: Compiled) -> tuple[Document, ...]:
    return tuple(one.document for one in work.expressions)


@pytest.fixture(scope="module")
def texts(work: Compiled) -> Texts:
    return Texts(tuple((f"{one.document.language}.xml", one.data) for one in work.expressions), "", ASKED)


def test_the_usual_pairs_are_the_original_with_each_other_text() -> None:
    assert works.pairs(("zho",)) == ()
    assert works.pairs(("zho", "kor", "eng")) == (("zho", "kor"), ("zho", "eng"))
    assert works.pairs(("zho", "kor"), (("kor", "zho"),)) == (("kor", "zho"),)
    assert works.pairs(("zho", "kor"), (("zho", "eng"),)) == (("zho", "kor"),), "a version without the text"


def test_a_language_without_a_text_cannot_be_one_of_a_pair(source: load.Source) -> None:
    asked = dataclasses.replace(source, work=dataclasses.replace(source.work, pairs=(("kor", "eng"), ("eng", "kor"))))
    found = compile_work(asked, base.schema()).diagnostics
    assert [(item.code, dict(item.facts)["name"]) for item in found] == [("C008", "eng")]


def test_the_files_of_a_work_are_those_that_are_made(source: load.Source, texts: Texts) -> None:
    edition = akn_texts._edition(compile_work(source, base.schema()), {})
    assert edition.pairs == ASKED
    fonts = given(base_fonts())
    none = given(None)
    books = ebooks.make(EbookInputs(given(texts), fonts, given(SITE), given(NOBODY), none, none,  # type: ignore[arg-type]
                                    given("clean"), given(()), given({})), "")  # type: ignore[arg-type]
    sentences = given((base.schema().languages, load.equivalents(ROOT, base.schema(), ()).value, "1"))
    exchange = translation_files.make(TranslationFileInputs(
        given(texts), sentences, given(SITE), given(Ledger((), ""))), "")  # type: ignore[arg-type]
    pdfs = [f"{part}.pdf" for part in registry.editions(edition)]
    shown = PublishedWork(texts.documents, pairs=texts.pairs)
    made = {*pdfs, *dict(texts.files), *dict(books.value or ()), "data.json", "proof.json"}
    assert made == set(shown.files)
    assert set(dict(exchange.value or ())) == set(shown.handouts)
    assert "zho-Hant-kor.pdf" in made
    assert "zho-Hans-zho-Hant.docx" not in made


def base_fonts() -> object:
    return pdf_editions.families(base.schema()).value


def test_an_edition_is_found_by_its_name(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[list[str]] = []

    def sheet(chosen: Sequence[tuple[Document, bytes]], *_: object) -> pdf_typesetting.PrintJob:
        printed.append([document.language for document, _ in chosen])
        return pdf_typesetting.PrintJob("", (), None)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf_editions, "sheet", sheet)
    monkeypatch.setattr(pdf_typesetting, "make", lambda _: Result(b""))
    shared = pdf_editions.PrintSettings(Imprint("", base_fonts()), None)  # type: ignore[arg-type]
    for part in ("zho-Hans-kor", "zho-Hant-kor", "zho-Hant", "kor"):
        inputs = pdf_editions.PdfInputs(given(texts), given(shared), given(None), given({}))  # type: ignore[arg-type]
        pdf_editions.make(inputs, part)
    assert printed == [["zho-Hans", "kor"], ["zho-Hant", "kor"], ["zho-Hant"], ["kor"]]


def test_a_whole_work_of_three_texts_is_printed_as_its_first_pair(work: Compiled) -> None:
    languages = [text.language for text, _ in pdf_editions._columns(Cited(work))]
    assert languages == ["zho-Hans", "kor"]
    assert [text.language for text, _ in pdf_editions._columns(Cited(work, "zho-Hant"))] == ["zho-Hant"]


def test_each_pair_is_reviewed_and_has_a_page(work: Compiled, documents: tuple[Document, ...]) -> None:
    assert [item.review.languages for item in reviewed(work, base.schema())] == list(ASKED)
    tables = ReviewTables(base.schema().languages)
    assert [review.languages for review, _ in reviews(documents, tables, ())] == [
        ("zho-Hans", "kor"), ("zho-Hans", "zho-Hant")]
    assert work_facts.reviews("w/", documents, ASKED) == (
        ("w/review/kor/", "한국어"), ("w/review/zho-Hant-kor/", "繁體中文 – 한국어"))


def test_a_page_begins_with_the_pair_in_the_language_of_its_reader(documents: tuple[Document, ...]) -> None:
    shown = PublishedWork(documents, pairs=(("zho-Hans", "zho-Hant"), ("zho-Hans", "kor")))
    assert shown.pair("kor") == ("zho-Hans", "kor")
    assert shown.pair("eng") == ("zho-Hans", "zho-Hant")
    assert PublishedWork(documents[:1]).pair("kor") == ("zho-Hans",)


def test_the_sources_of_a_work_are_not_lost_in_the_note(source: load.Source) -> None:
    inputs = AknInputs(given((source, ())), given(base.schema()), given(source.terms), given(()))  # type: ignore[arg-type]
    files = dict(akn_texts.make(inputs, "").value or ())
    assert {"zho-Hans.xml", "zho-Hant.xml", "kor.xml"} <= files.keys()
