"""What the received text lacks and the editor supplies stands in its place, marked as the editor's."""

from __future__ import annotations

import pytest
from diptych.akn.document import NS, received

from tests.base import LINES, codes, compile_text

ENTRY = '[[supplied]]\nlanguage = "kor"\nelement = "{0}"\ntext = "{1}"\nwhy.en = "Lacking."\n{2}\n'
PARTS = {
    "docTitle": ("칭스진 인민정부", "공공도서관의 의견", ""),
    "docNumber": ("칭스정판", "칭스정판〔2020〕3호", ""),
    "addressee": ("각 촌민", "각 촌민위원회:", ""),
    "signature": ("칭스진 인민정부 판공실", "칭스진 인민정부 판공실", ""),
    "docDate": ("2020년", "2020년 5월 8일", "date = 2020-05-08"),
}


def without(*parts: str) -> str:
    """The base text whose Korean half lacks these parts."""
    starts = tuple(PARTS[part][0] for part in parts)
    gone = {index for index, line in enumerate(LINES) if index > 27 and line.startswith(starts)}
    if "docTitle" not in parts:
        gone.discard(28)
    if "signature" not in parts:
        gone.discard(52)
    return "\n".join(line for index, line in enumerate(LINES) if index not in gone)


def supply(*parts: str) -> str:
    return "".join(ENTRY.format(part, *PARTS[part][1:]) for part in parts)


@pytest.mark.parametrize("parts", [("docNumber",), ("addressee",), ("docTitle", "docNumber"), tuple(PARTS),
                                   tuple(reversed(PARTS))])
def test_supplied_parts_make_the_twins_whole(parts: tuple[str, ...]) -> None:
    text = without(*parts)
    assert codes(compile_text(text))
    made = compile_text(text, supply(*parts))
    assert codes(made) == []
    main = made.expressions[1].document.main
    blocks = main.findall(".//a:p[@status='editorial']", NS)
    assert len(blocks) == len(parts)
    assert all(received(block) == "" and block.find("a:noteRef", NS) is not None for block in blocks)
    assert [note.kind for note in made.expressions[1].document.notes] == ["supplied"] * len(parts)
    order = [main.find(path, NS) for path in (".//a:docTitle", ".//a:docNumber", ".//a:inline", ".//a:signature",
                                              ".//a:docDate")]
    assert order == [one for one in main.iter() if one in order]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_the_text_has_is_not_supplied(part: str) -> None:
    assert codes(compile_text(editorial=supply(part))) == ["E003"]


def test_one_part_is_supplied_once() -> None:
    assert codes(compile_text(without("docNumber"), supply("docNumber", "docNumber"))) == ["E003"]


def test_a_supplied_date_agrees_with_the_work() -> None:
    entry = supply("docDate").replace("2020-05-08", "2020-05-09")
    assert codes(compile_text(without("docDate"), entry)) == ["R026", "R026"]
