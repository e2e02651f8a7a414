"""A document of others obeys the strict schema, or the lenient one, which is said."""

from __future__ import annotations

from diptych.akn.document import read
from diptych.diagnostics import Position
from diptych.validate import adopted_documents

from tests import received_akn


def codes(data: bytes) -> list[tuple[str, Position | None]]:
    document = read(data, "a.xml").value
    assert document
    places = {element: Position("a.xml", element.sourceline or 0) for element in document.root.iter()}
    return [(item.code, item.position) for item in adopted_documents.validate(document, places, "a.xml")]


def test_the_strict_schema_counts_first() -> None:
    assert codes(received_akn.act()) == []


def test_a_repeated_id_is_lenient() -> None:
    ((code, position),) = codes(received_akn.act(received_akn.ARTICLE * 2))
    assert (code, position and position.line) == ("X011", 20)


def test_what_both_forbid_is_an_error_at_its_place() -> None:
    assert codes(received_akn.act("<p>loose</p>")) == [("X010", Position("a.xml", 20))]


def test_a_prefix_does_not_hide_a_place() -> None:
    data = received_akn.act("<p>loose</p>").replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    data = data.replace(b"xmlns=", b"xmlns:x=")
    assert codes(data) == [("X010", Position("a.xml", 20))]
