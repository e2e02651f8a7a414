"""What no renderer of ours has met is shown all the same, with its ids."""

from __future__ import annotations

import pytest
from diptych import interface_text
from diptych.akn.document import Document
from diptych.render.html import parallel, provisions
from diptych.render.html.view import NOWHERE, View
from lxml import etree

from tests import received_akn

HTML = """<foreign><table xmlns="http://www.w3.org/1999/xhtml"><colgroup><col/></colgroup><thead><tr><th>head</th></tr>
</thead><tbody><tr><td>two</td></tr></tbody></table></foreign>"""
BODIES = {
    "foreign": f"<article eId='a'><content><block name='b'>one {HTML} tail</block></content></article>",
    "mod": """<article eId='a'><content><p>one <mod>two <quotedText>three</quotedText> <quotedStructure><article
        eId='q'><num>4</num><content><p>four</p></content></article></quotedStructure></mod> five</p></content>
        </article>""",
    "inlines": """<article eId='a'><content><p>one <embeddedText>two</embeddedText> <ref href='http://example.org'>three
        </ref><authorialNote marker='1'><p>four</p></authorialNote></p></content></article>""",
    "debate": """<debateSection eId='a'><heading>one</heading><speech><from>two</from><p>three</p></speech>
        <scene>four</scene></debateSection>""",
    "container": """<container name='x' eId='a'><blockContainer><heading>one</heading><p>two</p></blockContainer>
        </container>""",
    "list": "<article eId='a'><content><ul><li>one<ul><li>two</li></ul></li></ul></content></article>"}


def document(body: str) -> Document:
    return Document(etree.fromstring(received_akn.act(body)))


def fragment(body: str) -> etree._Element:
    return provisions.fragment(View(document(body), interface_text.interface("en")))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_word_is_on_the_page_and_beside_a_twin(body: str) -> None:
    words = "".join(map(str, etree.fromstring(f"<x>{body}</x>").itertext()))
    text = document(body)
    alone = "".join("".join(map(str, fragment(body).itertext())).split())
    shown = parallel.views((text, text), interface_text.interface("en"), NOWHERE)
    both = "".join("".join(map(str, parallel.fragment(shown).itertext())).split())
    for word in ("one", "two", "three", "four", "five", "tail", "head"):
        assert (word in alone, both.count(word)) == (word in words, 2 * words.count(word))


def test_a_table_of_xhtml_stays_one() -> None:
    (table,) = fragment(f"<article eId='a'><content>{HTML}</content></article>").iter("table")
    assert [element.tag for element in table.iter()] == [
        "table", "colgroup", "col", "thead", "tr", "th", "tbody", "tr", "td"]


def test_a_picture_shows_its_name() -> None:
    page = fragment("<article eId='a'><content><p><img src='m.png' alt='A map'/></p></content></article>")
    assert "A map" in "".join(map(str, page.itertext()))


def test_the_id_of_the_publisher_stays_an_anchor() -> None:
    page = fragment("<article eId='a' wId='a/b'><content><p>one</p></content></article>")
    assert [element.get("id") for element in page.iter() if element.get("id")] == ["a", "a/b"]


def test_only_the_editor_inserts() -> None:
    page = fragment("<article eId='a'><content><p><ins>one</ins><ins status='editorial'>two</ins></p></content>"
                    "</article>")
    assert [element.get("title") is not None for element in page.iter("ins")] == [False, True]


def test_a_class_of_others_takes_no_lines_from_words() -> None:
    """`free` is a class of ours for cells without words alone."""
    page = fragment("""<article eId='a'><content><p class='free'>one</p><table><tr><th class='free'>two</th>
        <td class='free'/></tr></table></content></article>""")
    assert [element.tag for element in page.iter() if "akn-free" in element.get("class", "")] == ["td"]
    assert [cell.text for cell in page.iter("th")] == ["two"]
