"""Notes in the metadata: those of the editor, and those of other publishers with classes and blocks of their own."""

from __future__ import annotations

import pytest
from diptych.akn import adoption
from diptych.akn.names import AKN
from diptych.akn.notes import Note, read
from lxml import etree

from tests import received_akn
from tests.akn.test_adoption import adopt


def note(content: str, attributes: str = "") -> etree._Element:
    return etree.fromstring(f'<note xmlns="{AKN}" eId="note_1" marker="1" {attributes}>{content}</note>')


def test_a_note_of_the_editor_has_its_words_in_each_language() -> None:
    words = '<p xml:lang="zh">错字</p><p xml:lang="ko">오<sup>2</sup>자</p>'
    assert read(note(words, 'class="emendation"'), "zho") == Note(
        "note_1", "1", "emendation", {"zh": "错字", "ko": "오2자"})


@pytest.mark.parametrize(("content", "attributes", "language", "words"), [
    ("<p>a</p><p>b</p>", 'class="commentary F"', "eng", {"en": "a\nb"}),
    ("<blockList><item><num>1</num><p>a</p></item></blockList>", "", "deu", {"de": "1 a"}),
    ("<p>a</p>", 'xml:lang="fr"', "eng", {"fr": "a"}),
    ("", "", "und", {}),
])
def test_a_note_of_another_publisher_is_a_comment(content: str, attributes: str, language: str,
                                                  words: dict[str, str]) -> None:
    assert read(note(content, attributes), language) == Note("note_1", "1", "comment", words)


def test_a_note_without_an_id_gets_one() -> None:
    meta = '<notes source="#a"><note class="F"><p>inserted</p></note></notes>'
    _, document = adopt(received_akn.act(meta=meta))
    assert [(item.eid, item.kind, dict(item.words)) for item in document.notes] == [
        ("note_1", "comment", {"de": "inserted"})]
    assert adoption.main_element(document.root) is document.main
