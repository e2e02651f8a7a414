"""The editor's structural corrections and emendations: what is read, what is kept, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from diptych.akn.document import bare
from diptych.config import toml_positions, works
from diptych.config.works import Editorial
from diptych.draft import Block, Draft, Emendation, NoteRef, Table, Unit
from diptych.readers.editing import inlines
from diptych.readers.editing.sequences import sequences
from diptych.readers.formats.lines import lines
from diptych.readers.structure.agree_headings import settle
from diptych.readers.structure.edited_structure import read
from diptych.readers.structure.emended_lines import with_received
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import base
from tests.readers.reading import COUNTRIES, LANGUAGES, ROOT

SHAPE = json.loads((ROOT / "schema/editorial.schema.json").read_text(encoding="utf-8"))
LAW = """\
Library Act
Article 1
Books are lent under these conditions
1.where the reader has a card
2.where the reader is of age
Article 2
Books are returned.
"""


def editorial(text: str) -> Editorial:
    made = toml_positions.read(text.encode(), "editorial.toml", SHAPE)
    assert made.value, made.diagnostics
    return works.editorial(made.value)


def drafted(text: str, entries: str, code: str = "eng", land: str = "ca") -> tuple[Draft, list[str]]:
    """The Draft of a text under entries, and the codes of the findings."""
    received = lines(text, "received.txt").value
    assert received
    made = read(received, editorial(entries), LANGUAGES[code], COUNTRIES[land])
    assert made.value
    return with_received(settle((made.value.draft,))[0], made.value.emended), [item.code for item in made.diagnostics]


def letters(draft: Draft) -> str:
    return bare("".join(inlines.received(items) for items in sequences(draft)))


def outline(units: tuple[Unit, ...]) -> list[object]:
    """Element and number of each unit, with the units in it."""
    return [(f"{item.element} {item.number}".strip(), outline(item.children)) if item.children
            else f"{item.element} {item.number}".strip() for item in units]


def printed(blocks: tuple[Block | Table, ...]) -> list[str]:
    return [inlines.received(block.content) for block in blocks if isinstance(block, Block)]


def numbers(draft: Draft) -> list[str]:
    """The numbers of all units that have one."""
    def inside(units: tuple[Unit, ...]) -> list[str]:
        return [number for item in units for number in (item.number, *inside(item.children)) if number]

    return inside(draft.body)


def structure(lines_: str, rest: str) -> str:
    return f'[[structure]]\nlanguage = "eng"\nline = {lines_}\nwhy = "So printed."\n{rest}\n'


PLAIN = "Library Act\nArticle 1\nBooks are lent\nfree of charge\nArticle 2\nBooks are returned.\n"


def test_items_by_their_printed_labels() -> None:
    text = LAW.replace("1.where", "1) where").replace("2.where", "2) where")
    one, two = (structure(f'"{number}) where"', f'as = "item"\nlabel = "{number})"') for number in (1, 2))
    draft, codes = drafted(text, one + two)
    assert codes == []
    assert letters(draft) == bare(text)
    assert numbers(draft) == ["1", "1", "2", "2"]
    assert numbers(drafted(text, "")[0]) == ["1", "2"]
    assert drafted(text, structure('"1) where"', 'as = "item"\nlabel = "2)"'))[1] == ["E010"]
    assert drafted(text, structure('"1) where"', 'as = "item"'))[1] == ["E010"]


def test_a_line_that_is_no_unit() -> None:
    text = LAW.replace("1.where", "1. where").replace("2.where", "2. where")
    draft, codes = drafted(text, structure('["1. where", "2. where"]', 'as = "text"'))
    assert codes == []
    assert not any(item.children for item in draft.body)
    assert letters(draft) == bare(text)


def test_a_heading_below_the_number_of_its_unit() -> None:
    draft, codes = drafted(PLAIN, structure('"free of charge"', 'as = "heading"'))
    assert codes == []
    draft, codes = drafted(PLAIN, structure('"Books are lent"', 'as = "heading"'))
    assert codes == []
    assert inlines.received(draft.body[0].heading) == "Books are lent"
    assert letters(draft) == bare(PLAIN)


def test_a_heading_of_the_units_that_follow() -> None:
    text = PLAIN.replace("free of charge", "Returning of the books, and what follows from it.")
    draft, codes = drafted(text, structure('"Returning"', 'as = "heading"'))
    assert codes == []
    assert draft.body[1].name == "caption"
    assert outline(draft.body[1].children) == ["article 2"]
    assert letters(draft) == bare(text)


def test_a_paragraph_is_no_heading() -> None:
    text = "Act\nPart 1\nOn books\nArticle 1\nBooks.\n"
    assert inlines.received(drafted(text, "")[0].body[0].heading) == "On books"
    draft, codes = drafted(text, structure('"On books"', 'as = "paragraph"'))
    assert codes == []
    assert not draft.body[0].heading
    assert letters(draft) == bare(text)


def test_an_attachment_and_a_table_of_contents() -> None:
    text = "Act\nList\nBooks 1\nArticle 1\nBooks.\nForm of a card\nName:\n"
    entries = structure('["List", "Books 1"]', 'as = "contents"') + structure(
        '"Form of a card"', 'as = "attachment"')
    draft, codes = drafted(text, entries)
    assert codes == []
    assert len(draft.attachments) == 1
    assert len(draft.preface) == 3
    assert letters(draft) == bare(text)


def test_lines_are_joined_and_divided() -> None:
    draft, codes = drafted(PLAIN, structure('"free of charge"', 'as = "continuation"'))
    assert codes == []
    assert printed(draft.body[0].content) == ["Books are lent free of charge"]
    text = PLAIN.replace("free of charge", "free of charge. Article 1-1 Cards are free.")
    draft, codes = drafted(text, structure('"Article 1-1"', 'as = "split"'))
    assert codes == []
    assert [item.number for item in draft.body] == ["1", "1-1", "2"]
    assert letters(draft) == bare(text)


def test_lines_under_another_unit() -> None:
    text = ("Act\nArticle 1\nBooks are lent if:\n(1) the reader has a card;\n(2) the reader is of age.\n"
            "Cards are free.\nArticle 2\nBooks.\n")
    draft, codes = drafted(text, structure('"Cards are free."', 'under = "Article 1"'))
    assert codes == []
    assert printed(draft.body[0].wrap_up) == ["Cards are free."]
    assert letters(draft) == bare(text)
    assert drafted(text, structure('"Books."', 'under = "(2)"'))[1] == ["E010"]
    assert drafted(text, structure('"Act"', 'under = "(2)"'))[1] == ["E001", "E010"][:1]


def test_a_pattern_with_its_number_of_places() -> None:
    entry = """[[structure]]
language = "eng"
pattern = '^\\d\\.where'
count = {}
as = "item"
why = "So."
"""
    draft, codes = drafted(LAW, entry.format(2))
    assert codes == []
    assert numbers(draft) == ["1", "1", "2", "2"]
    assert drafted(LAW, entry.format(3))[1] == ["E007"]
    assert drafted(LAW, entry.format(3).replace("^", "("))[1] == ["E008"]


@pytest.mark.parametrize(("line", "code"), [
    ('"Article 9"', "E001"), ('"Article"', "E002"), ('"Article 1\\nBooks are"', ""),
    ('"Article 2\\nBooks are l"', "E001"), ('["Article 1", "Article 1"]', "E009")])
def test_a_quotation_has_one_place(line: str, code: str) -> None:
    codes = drafted(LAW, structure(line, 'as = "text"'))[1]
    assert codes[:1] == [code][:bool(code)]


def test_an_emendation_before_the_structure() -> None:
    entry = """[[emendation]]
language = "eng"
pattern = '^(\\d)\\.(?=where)'
count = 2
replace = '\\1. '
structural = true
why = "A blank is missing."
"""
    draft, codes = drafted(LAW, entry)
    assert codes == []
    assert letters(draft) == bare(LAW)
    first = draft.body[0].children[0]
    assert numbers(draft) == ["1", "1", "2", "2"]
    assert [leaf.inserted for leaf in inlines.leaves(first.label) if isinstance(leaf, Emendation)] == [" "]
    assert [leaf.note for leaf in inlines.leaves(first.label) if isinstance(leaf, NoteRef)] == ["emendation-0"]
    assert first.content[0].position.column == 3


def test_an_emended_label_opens_its_unit() -> None:
    text = LAW.replace("Article 2", "Artcle 2")
    entry = ('[[emendation]]\nlanguage = "eng"\nfind = "Artcle"\nreplace = "Article"\nstructural = true\n'
             'why = "A letter is missing."\n')
    draft, codes = drafted(text, entry)
    assert codes == []
    assert inlines.published(draft.body[1].label) == "Article 2"
    assert inlines.received(draft.body[1].label) == "Artcle 2"
    assert letters(draft) == bare(text)
    assert drafted(text, entry + entry)[1] == ["E006"]
    assert drafted(text, entry.replace('"Artcle"', '"Artikel"'))[1] == ["E001"]


def test_a_work_is_published_with_its_corrections() -> None:
    """The received file is as it was, the reasons are in the provenance, and the proof holds."""
    text = base.TEXT.replace("（二）周末", "⑵周末").replace("(2) 주말에는", "2]주말에는")
    entries = ('[[emendation]]\nlanguage = "zho"\nfind = "⑵"\nreplace = "（二）"\nstructural = true\n'
               'why.en = "As others."\n[[structure]]\nlanguage = "kor"\nline = "2]주말에는"\nas = "text"\n'
               'why.en = "No item."\n')
    made = base.compile_text(text, entries)
    assert "L001" not in base.codes(made)
    original, translation = made.expressions
    assert {"en": "No item."} in [dict(item) for item in translation.document.provenance]
    assert "No item." not in original.data.decode()
    assert '<del status="editorial">⑵</del>' in original.data.decode()
    assert 'eId="sec_1__para_2"' in original.data.decode()


PIECES = st.sampled_from(["Article 1", "Article 2", "1.where", "2.where", "(a)", "Books", " ", "\n", "Part 1", "x. y"])
READINGS = st.sampled_from(["item", "heading", "paragraph", "text", "attachment", "contents", "continuation", "split"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join), st.lists(st.tuples(READINGS, PIECES), max_size=3),
       st.lists(st.tuples(PIECES, st.text("1. aA\u3000", max_size=4)), max_size=2))
def test_no_correction_loses_a_character(text: str, readings: list[tuple[str, str]],
                                         emendations: list[tuple[str, str]]) -> None:
    received = lines(text, "received.txt").value
    if not text.strip() or not received:
        return
    known = editorial("".join(
        f"""[[structure]]
language = "eng"
pattern = {json.dumps(words)}
count = 1
as = "{role}"
why = "x"
""" for role, words in readings if words.strip()) + "".join(
        f"""[[emendation]]
language = "eng"
find = {json.dumps(old)}
replace = {json.dumps(new)}
structural = true
why = "x"
""" for old, new in emendations if old.strip()))
    known = replace(known, structure=tuple(replace(item, count=text.count(item.pattern)) for item in known.structure))
    made = read(received, known, LANGUAGES["eng"], COUNTRIES["ca"])
    assert made.value
    for twins in ((made.value.draft,), (made.value.draft, made.value.draft)):
        assert letters(with_received(settle(twins)[0], made.value.emended)) == bare(text)
