"""Links with quoted words, before and after edits of the law."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from diptych.review.cited_sources import quote_links
from diptych.review.cited_sources.quote_links import QuoteState

from tests import base
from tests.review.cited_sources.planted_quotes import (
    WORK,
    clauses_of,
    document,
    edits,
    history,
    is_right,
    ledger,
    plant,
)
from tests.review.cited_sources.test_citations import made


@pytest.mark.parametrize("language", ["zho", "kor"])
def test_each_edit_is_told_from_the_others(language: str) -> None:
    dice = random.Random(5)  # noqa: S311 - the same quotes each time
    law, _ = made(language, "某市管理条例" if language == "zho" else "시설 관리에 관한 법률", 0)
    stranger, _ = made(language, "某市其他条例" if language == "zho" else "다른 시설에 관한 법률", 1)
    clauses = clauses_of(law, 12)
    strangers = [text[::-1] for text in clauses_of(stranger, 12)]
    before = document(clauses, law, base.schema())
    assert before is not None
    seen: set[QuoteState] = set()
    for edited in edits(clauses, strangers, dice):
        after = document(edited.clauses, law, base.schema())
        assert after is not None
        works = {WORK: history(after, ledger(before, after, edited.places))}
        for planted in plant(clauses, edited, before, dice, 6):
            check = quote_links.check(planted.link, works)
            assert is_right(planted, check), (planted, check)
            seen.add(check.state)
    assert seen == {QuoteState.STANDS, QuoteState.MOVED, QuoteState.CHANGED, QuoteState.WITHDRAWN}


def test_a_link_whose_words_were_changed_is_damaged() -> None:
    text = base.compile_text(editorial=None).expressions[0].document
    link = quote_links.link(text, "sec_1", "为测试", "https://example.org")
    assert quote_links.parse(link) is not None
    assert quote_links.check(f"{link}%E4%B8%8D", {}).state is QuoteState.DAMAGED
    assert quote_links.check(link, {}).state is QuoteState.ABSENT
    assert list(quote_links.links(f"见 {link}，另见 <{link}>")) != []


def test_a_number_that_another_clause_took_over_is_not_confirmed_by_a_few_words() -> None:
    law, _ = made("zho", "某市管理条例", 0)
    clauses = clauses_of(law, 12)
    before = document(clauses, law, base.schema())
    swapped = [clauses[1].replace("公布", "公布举报"), clauses[0] + "举报", *clauses[2:]]
    after = document(swapped, law, base.schema())
    assert before is not None
    assert after is not None
    known = tuple(ledger(before, after, [1, 0, *range(2, len(clauses))]))
    link = quote_links.link(before, "art_1", clauses[0][:2]).replace(before.work_iri, WORK)
    check = quote_links.check(link, {WORK: history(after, known)})
    assert (check.state, check.places) == (QuoteState.MOVED, ("art_2",))
    others = tuple(replace(one, texts=(("zho", "0" * 32),)) for one in known)
    assert quote_links.check(link, {WORK: history(after, others)}).state is QuoteState.UNCERTAIN
