"""What is stated of the legal status, and that it is not stated, in each file that is read outside the site."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from diptych.akn.document import Document
from diptych.citations import csl_record
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.html import legal_facts
from diptych.render.office import docx
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import Fragments, fragments
from diptych.render.print import edition
from diptych.render.print.edition import Imprint

from tests import base
from tests.compile.test_legal_status import STATED, texts

SITE = "https://example.org/"


def words_of(data: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return re.sub("<[^>]+>", "", package.read(part).decode()).replace("\u2060", "")


def carriers(documents: Sequence[Document], imprint: Imprint) -> dict[str, str]:
    """The words of the EPUB, the DOCX, and the PDF with and without title page of an original."""
    def shown() -> Fragments:
        return fragments(documents[:1], packaged_interfaces())

    alone = shown()
    word = docx.expression(alone.texts[0], alone.alone[0], SITE, imprint.declared)
    printed = {front: re.sub("<[^>]+>", "", edition.expression(documents[0], replace(imprint, front=front))).replace(
        "\u2060", "") for front in ("full", "none")}
    return {"epub": words_of(epub(shown(), SITE), "EPUB/title.xhtml"), "docx": words_of(word, "word/document.xml"),
            **printed}


@pytest.mark.parametrize("tables", [STATED, ""])
def test_every_file_says_what_is_stated_and_what_is_not(tables: str, imprint: Imprint) -> None:
    documents, words = texts(tables), interface("zh")
    lines = [legal_facts.line(fact, words) for fact in legal_facts.facts(documents[0], words)]
    assert len(lines) == (9 if tables else 3)
    for name, said in carriers(documents, imprint).items():
        assert all(line in said for line in lines), name
        assert (words.say("legal_in_force_until") in said) is bool(tables)


@pytest.mark.parametrize(("tables", "said"), [
    ("", ""), ('[legal]\nstate = "in-force"\n', ""), ('[legal]\nstate = "not-in-force"\n', "not in force"),
    ('[legal]\nstate = "not-in-force"\nin_force_until = 2030-01-01\n', "not in force; in force until January 1, 2030"),
    ('[legal]\nstate = "not-in-force"\nrepealed_by = "A later act"\n', "repealed by A later act")])
def test_a_work_that_is_not_in_force_is_cited_so(tables: str, said: str) -> None:
    documents, styles = texts(tables), base.citation_styles()
    where = csl_record.address(SITE, documents)
    record = csl_record.record(documents, "", where, "", styles.spoken("eng"))
    assert record.get("note", "") == said
    translated = csl_record.record(documents, "kor", where, "", styles.spoken("eng"))
    assert translated["note"] == "; ".join(filter(None, ("unofficial Korean translation", said)))
