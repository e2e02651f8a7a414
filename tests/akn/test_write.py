"""Any Draft becomes Akoma Ntoso that gives back its texts; any Draft that a reader can make is valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diptych.akn import ids, write
from diptych.akn.document import Document, read, received
from diptych.akn.metadata import Identity
from diptych.akn.names import tag
from diptych.config import rules
from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Draft, Emendation, Inline, Mark, Note, NoteRef, Table, Text, Unit
from diptych.readers.editing import inlines
from diptych.readers.editing.sequences import sequences
from diptych.validate import checks, schematron, xsd
from diptych.validate.context import Subject
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import base

NOTES = tuple(Note(key, "comment", (("en", f"Words of {key} & <more>."),)) for key in "ab")
TERM = "qingshi-library"
HERE = st.builds(Position, st.just("received.txt"), st.integers(1, 99), st.integers(1, 99))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"], exclude_characters="\ufffd"),
                min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
TEXTS = st.builds(Text, WORDS | st.sampled_from(["<p>", "&amp;", "]]>", "<!--", "甲"]), HERE)
LEAVES: st.SearchStrategy[Inline] = st.one_of(
    TEXTS, TEXTS, st.builds(Emendation, WORDS, WORDS, HERE), st.builds(NoteRef, st.sampled_from("ab"), HERE))
MARKS = st.builds(Mark, st.sampled_from(["term", "location", "organization"]), st.just((("refersTo", f"#{TERM}"),)),
                  st.lists(LEAVES, min_size=1, max_size=2).map(tuple))
SEQUENCES = st.builds(lambda first, rest: (first, *rest), TEXTS, st.lists(LEAVES | MARKS, max_size=3))
BLOCKS = st.builds(Block, SEQUENCES, HERE, st.sampled_from([False, False, True]))
CELLS = st.builds(Cell, st.lists(BLOCKS, max_size=2).map(tuple), st.booleans(), st.integers(1, 3), st.integers(1, 3))
TABLES = st.builds(Table, st.lists(st.lists(CELLS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2)
                   .map(tuple), HERE)
CONTENT = st.lists(BLOCKS | TABLES, min_size=1, max_size=2).map(tuple)
ORDER = ("part", "chapter", "section", "paragraph", "subparagraph", "point")


Made = Callable[[Unit], Unit]
"""What puts content, or lower units with what stands around them, into a unit."""


def units(depth: int) -> st.SearchStrategy[tuple[Unit, ...]]:
    """Units of one level, numbered as they stand, with the next level in some."""
    leaf: st.SearchStrategy[Made] = st.builds(lambda content: lambda unit: replace(unit, content=content), CONTENT)
    inner: st.SearchStrategy[Made] = leaf if depth == len(ORDER) - 1 else leaf | st.builds(
        lambda intro, children, wrap_up: lambda unit: replace(unit, intro=intro, children=children, wrap_up=wrap_up),
        CONTENT | st.just(()), st.deferred(lambda: units(depth + 1)), CONTENT | st.just(()))

    def numbered(parts: list[tuple[Made, Position, tuple[Inline, ...]]]) -> tuple[Unit, ...]:
        return tuple(fill(Unit(ORDER[depth], str(number), (Text(f"{number}.", place),), heading, place))
                     for number, (fill, place, heading) in enumerate(parts, 1))

    return st.lists(st.tuples(inner, HERE, SEQUENCES | st.just(())), min_size=1, max_size=2).map(numbered)


def title(words: str) -> Block:
    place = Position("received.txt")
    return Block((Mark("docTitle", (), (Text(words, place),)),), place)


DRAFTS = st.builds(
    lambda words, preamble, body, conclusions: Draft("kor", (title(words),), preamble, body, conclusions),
    WORDS, st.lists(BLOCKS, max_size=2).map(tuple), units(2), st.lists(BLOCKS, max_size=2).map(tuple))
CARRIERS = st.builds(lambda draft, carried: replace(draft, attachments=tuple(carried)), DRAFTS,
                     st.lists(DRAFTS, max_size=2))


def written(draft: Draft) -> tuple[write.Written, Document]:
    source = base.source()
    expression = next(one for one in source.work.expressions if one.language == draft.language)
    identity = Identity(source.work, expression, write.title(draft), "甲")
    made = write.write(draft, identity, source.terms, NOTES)
    document = read(made.data, "x.xml").value
    assert document
    return made, document


@settings(max_examples=60)
@given(CARRIERS)
def test_texts_come_back(draft: Draft) -> None:
    """Whatever they hold: all that was received, and nothing of the editor's."""
    _, document = written(draft)
    parts = (received(child) for child in document.main if child.tag != tag("meta"))
    assert squeezed("".join(parts)) == squeezed(received_text(draft))


def received_text(draft: Draft) -> str:
    """What the Draft holds of the received text, supplied blocks left out."""
    def blocks(items: tuple[Block | Table, ...]) -> str:
        return "".join(cells(item) if isinstance(item, Table) else "" if item.supplied
                       else inlines.received(item.content) for item in items)

    def cells(table: Table) -> str:
        return "".join(blocks(cell.blocks) for row in table.rows for cell in row)

    def unit(item: Unit) -> str:
        return (inlines.received((*item.label, *item.heading)) + blocks(item.intro) + blocks(item.content)
                + "".join(map(unit, item.children)) + blocks(item.wrap_up))

    return (blocks(draft.preface) + blocks(draft.preamble) + "".join(map(unit, draft.body))
            + blocks(draft.conclusions) + "".join(map(received_text, draft.attachments)))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=60)
@given(CARRIERS)
def test_any_well_formed_draft_is_valid(draft: Draft) -> None:
    _, document = written(draft)
    subject = Subject(document, base.schema().languages["kor"], "x.xml")
    found = [*xsd.validate(subject), *schematron.validate(subject, rules.load(base.schema().rules)),
             *checks.validate(subject, base.schema().language_codes)]
    assert [(item.code, dict(item.facts)) for item in found if item.code not in ("R026", "R033")] == []


@settings(max_examples=60)
@given(CARRIERS)
def test_the_author_finds_every_paragraph(draft: Draft) -> None:
    """Each eId of a unit or block has the place of its first character."""
    made, document = written(draft)
    places = {element.get("eId"): made.positions[element.get("eId", "")]
              for element in document.main.iter("{*}section", "{*}paragraph", "{*}p")
              if not any(one.tag == tag("meta") for one in element.iterancestors())}
    assert len(places) >= len(draft.body)
    for unit in draft.body:
        assert places[f"sec_{unit.number}"] == unit.position


@settings(max_examples=60)
@given(DRAFTS)
def test_notes_are_numbered_as_the_text_names_them(draft: Draft) -> None:
    _, document = written(draft)
    first = list(dict.fromkeys(reference.get("href") for reference in document.main.iter("{*}noteRef")))
    named = list(dict.fromkeys(leaf.note for sequence in sequences(draft) for leaf in inlines.leaves(sequence)
                               if isinstance(leaf, NoteRef)))
    assert first == [f"#{note.eid}" for note in document.notes]
    assert [note.words["en"] for note in document.notes] == [f"Words of {key} & <more>." for key in named]


@settings(max_examples=60)
@given(CARRIERS)
def test_the_bytes_are_those_of_their_tree(draft: Draft) -> None:
    """Every character is escaped as a serialiser would, and every eId is the one that the convention gives."""
    made, document = written(draft)
    assert etree.tostring(document.root, encoding="UTF-8", xml_declaration=True) + b"\n" == made.data
    numbered = ids.expected(document.root, lambda unit: made.numbers.get(unit.get("eId", ""), ""))
    assert {element.get("eId") for element in numbered} == set(numbered.values())
    assert all(element.get("eId") == eid for element, eid in numbered.items())
    assert len(numbered) == len(document.by_eid) == len(made.positions)


@given(DRAFTS)
@settings(max_examples=20)
def test_the_same_draft_gives_the_same_bytes(draft: Draft) -> None:
    assert written(draft)[0].data == written(draft)[0].data


def test_markup_in_the_text_is_text() -> None:
    place = Position("received.txt")
    draft = Draft("kor", (title("<script>alert(1)</script>"),), (), (), ())
    draft = replace(draft, preamble=(Block((Text('&lt;b&gt; <b onclick="x">', place),), place),))
    _, document = written(draft)
    assert document.title == "<script>alert(1)</script>"
    assert not list(document.root.iter("{*}script", "{*}b"))
    assert '&lt;b&gt; <b onclick="x">' in etree.tostring(document.main, method="text", encoding="unicode")
