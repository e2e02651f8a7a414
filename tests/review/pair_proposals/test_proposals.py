"""Entries for parts without counterpart: what is proposed, what is only shown, and that the entries are followed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.compile.work import Compiled, compile_work
from diptych.config.structural_corrections import HEADING, StructuralCorrection
from diptych.config.works import Editorial, PairedParts
from diptych.diagnostics import Position
from diptych.language.equivalents import Equivalents
from diptych.project import load
from diptych.review.pair_proposals.proposals import Proposals, proposals
from diptych.review.pair_proposals.proposed_entries import Reason, entries, readings
from diptych.review.pair_proposals.quoted_parts import quotations
from diptych.review.pairing import twins

from tests import base
from tests.base import TEXT, compile_text
from tests.conftest import ROOT

LEAD = "居民凭借书证借书，不收费用。"
FIRST, SECOND = "주민은 대출증으로 책을 빌리며", "비용은 받지 않는다."
DIVIDED = TEXT.replace(f"{FIRST} {SECOND}", f"{FIRST}\n\n{SECOND}")


def proposed(text: str, editorial: str = "") -> Proposals:
    return proposals(compile_text(text, editorial), base.schema(), equivalents())


def pairs(found: Proposals) -> list[dict[str, tuple[str, ...]]]:
    return [dict(item.entry.at) for item in found.proposed if isinstance(item.entry, PairedParts)]


def test_a_text_in_order_needs_nothing() -> None:
    assert proposed(TEXT) == Proposals((), (), (), ())


def test_a_divided_paragraph_is_one_row() -> None:
    found = proposed(DIVIDED)
    assert [item.code for item in found.found] == ["A002"]
    assert found.open == ()
    assert [(len(at["zho"]), len(at["kor"])) for at in pairs(found)] == [(1, 2)]
    assert [item.reason for item in found.proposed] == [Reason.DIVIDED]


def test_a_lost_item_is_only_shown_as_absent() -> None:
    """That a text lacks a part is published: an editor says it."""
    found = proposed(TEXT.replace("(3) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n", ""))
    assert found.proposed == ()
    assert [(item.reason, item.confidence, dict(item.shown).popitem()[0]) for item in found.shown] == [
        (Reason.ABSENT, 0.0, "sec_2__para_3")]
    assert [item.eid for item in found.open] == ["sec_2__para_3"]


def test_a_row_of_the_editor_is_left_alone() -> None:
    own = f'[[pair]]\nat.zho = "{LEAD}"\nat.kor = ["{FIRST}", "{SECOND}"]\nwhy.en = "two"\n'
    assert proposed(DIVIDED, own) == Proposals((), (), (), ())


def test_a_unit_with_items_in_one_text_is_a_row() -> None:
    start, end = TEXT.index("(1) 한"), TEXT.rindex("\n", 0, TEXT.index("(3) 책") + 40)
    text = TEXT[:start] + TEXT[start:end].replace("(1) ", "").replace("(2) ", "").replace("(3) ", "").replace(
        "\n\n", " ") + TEXT[end:]
    found = proposed(text)
    assert found.found
    assert found.open == ()


def test_an_entry_that_is_not_followed_is_only_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that the entry quotes are in no text."""
    wrong = PairedParts((("zho", ("no such words",)), ("kor", (FIRST,))), (), (), Position(""))
    monkeypatch.setattr("diptych.review.pair_proposals.proposals.entries", lambda *given: [
        replace(item, entry=wrong) for item in entries(*given)])
    found = proposed(DIVIDED)
    assert (found.proposed, len(found.shown), len(found.open)) == ((), 1, 1)


def story(eng: tuple[str, str], fra: tuple[str, str]) -> Compiled:
    """The story tests/cases/pairs before anybody wrote an entry, some words of each text replaced by others."""
    source = load.sources(ROOT / "tests/cases/pairs", base.schema()).value
    assert source
    others = {"eng.txt": eng, "fra.txt": fra}
    texts = {file: data.decode().replace(*others[file]) for file, data in source[0].received.items()}
    received = tuple(replace(item, sha256=base.digest(texts[item.file])) for item in source[0].work.received)
    return compile_work(replace(source[0], work=replace(source[0].work, received=received), editorial=Editorial(),
                                received={file: text.encode() for file, text in texts.items()}), base.schema())


def equivalents() -> Equivalents:
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    return same


def test_a_paragraph_beside_a_heading_is_read_as_one() -> None:
    """The line before has no full stop, so that the heading is read as a paragraph of it."""
    work = story(("until 9 p.m.", "until 9 p.m\nBooks\nAge of readers: children\n5 Children may read."),
                 ("21 h.", "21 h.\nLivres\nÂge des lecteurs : enfants\n5 Les enfants peuvent lire."))
    found = proposals(work, base.schema(), equivalents())
    assert "hcontainer_1" in {item.eid for item in found.found} - {item.eid for item in found.open}
    assert [(item.reason, item.entry.lines, item.entry.reading) for item in found.proposed
            if isinstance(item.entry, StructuralCorrection)] == [(Reason.HEADING, ("Books",), HEADING)]


def test_the_heading_of_a_group_beside_a_paragraph_may_be_one() -> None:
    work = story(("An Act respecting municipal libraries", "Regulations Respecting Municipal Libraries"),
                 ("Loi concernant les bibliothèques municipales",
                  "Règlement concernant les bibliothèques municipales."))
    eng, fra = (item.document for item in work.expressions)
    found = readings((eng, fra), twins.pairs(eng, fra, equivalents()))
    assert [(item.reason, item.entry.lines) for item in found if isinstance(item.entry, StructuralCorrection)] == [
        (Reason.PARAGRAPH, ("Regulations Respecting Municipal Libraries",))]


def test_quotations_name_one_part_each() -> None:
    zho, _ = (item.document for item in compile_text(TEXT).expressions)
    found = quotations(zho)
    assert len(set(found.values())) == len(found) > 10
    assert all(len(words) >= 3 for words in found.values())
