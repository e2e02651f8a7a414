"""Headings that one text lacks, and clauses without counterpart between whole neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Span
from diptych.review.confidence.precision import DEFAULT, confidence
from diptych.review.placement.lengths import Ratio
from diptych.review.placement.omissions import (
    below_titles,
    headings,
    held,
    led_in,
    paragraphs,
    scattered,
    surrounded,
)

from tests.review.side import languages

BOTH, NONE = ("Duty", "Obligation"), ("", "")
LACKING = ("Duty", "")
EN_FR = languages("eng-fra")
LINKS = "From 3.7 GHz to 4.2 GHz for microwave links of networks of fixed services."


def clause(number: int, heading: str, text: str = "The owner keeps a register.") -> ComparedClause:
    eid = f"sec_{number}"
    lines = [(f"{eid}__heading", heading)] * bool(heading) + [(f"{eid}__p_1", text)]
    return ComparedClause(eid, "\n".join(line for _, line in lines), tuple(block for block, _ in lines), str(number))


def clauses(titles: list[tuple[str, str]]) -> list[ClausePair]:
    return [ClausePair(clause(number, ours), clause(number, theirs)) for number, (ours, theirs) in enumerate(titles)]


@pytest.mark.parametrize(("titles", "reported"), [
    ([BOTH] * 9 + [LACKING], [9]),
    ([BOTH] * 9 + [("", "Obligation")], [9]),
    ([BOTH] * 9 + [NONE], []),
    ([BOTH] * 8 + [LACKING] * 2, []),
    ([BOTH] * 2 + [LACKING], []),
    ([LACKING] * 9, []),
])
def test_a_heading_that_one_text_lacks(titles: list[tuple[str, str]], reported: list[int]) -> None:
    assert [item.pair for item in headings(clauses(titles), None)] == reported


def test_the_words_of_the_heading_are_named() -> None:
    (left,) = headings(clauses([BOTH] * 9 + [LACKING]), None)
    (right,) = headings(clauses([BOTH] * 9 + [("", "Obligation")]), None)
    assert left.spans == (Span(0, 4), None)
    assert right.spans == (None, Span(0, 10))


def test_a_clause_that_answers_to_two_may_have_its_heading_elsewhere() -> None:
    joined = ComparedClause("sec_9", "One.\nTwo.", ("sec_9__p_1", "sec_10__p_1"), "9")
    assert list(headings([*clauses([BOTH] * 9), ClausePair(clause(9, "Duty"), joined)], None)) == []


def test_a_first_line_between_whole_neighbours_is_missing() -> None:
    line = ComparedClause("sec_3__p_1", "The Governor in Council may make regulations", enclosing="3")
    near, long = ClausePair(clause(2, ""), clause(2, "")), ClausePair(clause(4, ""), clause(4, "", "The owner." * 9))
    alone = ClausePair(line, None)
    usual = Ratio(0.0, 0.1)
    assert surrounded([near, alone, near], usual) == {1}
    assert surrounded([near, alone, long], usual) == set(), "a longer neighbour may hold it"
    short = ClausePair(clause(4, "", "The owner." * 9), clause(4, ""))
    assert surrounded([near, alone, short], usual) == {1}, "a shorter one has no room"
    assert surrounded([near, alone, alone, near], usual) == set()
    assert surrounded([alone, near], usual) == set()
    assert surrounded([near, alone, near], None) == set()


@pytest.mark.parametrize(("line", "reported"), [
    (ComparedClause("sec_3__p_1", "The Governor in Council may make regulations", enclosing="3"), True),
    (ComparedClause("sec_3__p_2", "if the Governor in Council so orders", enclosing="3"), False),
    (ComparedClause("sec_3__p_2", "The notice is based on reasonable grounds.", enclosing="3"), True),
    (ComparedClause("sec_3__subsec_1-2__p_1", "The Governor in Council may make regulations"), True),
    (ComparedClause("preface__p_1", "The Governor in Council may make regulations"), False),
    (ComparedClause("hcontainer_3__p_1", "The Governor in Council may make regulations"), False),
    (ComparedClause("sec_3__p_1", "by order", enclosing="3"), False),
])
def test_confidence_of_a_surrounded_line(line: ComparedClause, *, reported: bool) -> None:
    finding = Discrepancy("Q032", 0, (None, None))
    sure = confidence(finding, ClausePair(line, None), languages("eng-fra"), is_surrounded=True)
    assert (sure >= DEFAULT) is reported
    assert confidence(finding, ClausePair(line, None), languages("eng-fra")) < DEFAULT


def test_a_first_heading_for_which_the_title_has_room() -> None:
    whole = clauses([BOTH] * 9)
    first = ClausePair(clause(1, "Duty"), clause(1, ""))
    usual = Ratio(0.0, 0.1)
    title = ComparedClause("preface", "Act on registers"), ComparedClause("preface", "Law on registers Obligation")
    assert list(headings([ClausePair(*title), first, *whole], usual)) == []
    same = ClausePair(title[0], title[0])
    assert [item.pair for item in headings([same, first, *whole], usual)] == [1]


def test_paragraphs_of_which_the_other_text_has_the_heading_alone() -> None:
    usual = Ratio(0.0, 0.1)
    line = ComparedClause("sec_2__p_3", "Obligation", ("sec_2__p_3",))
    (finding,) = paragraphs([ClausePair(clause(3, "Duty"), line)], usual, EN_FR)
    assert (finding.code, finding.spans) == ("Q032", (Span(5, 32), None))
    assert confidence(finding, ClausePair(clause(3, "Duty"), line, 0.6), languages("eng-fra")) >= DEFAULT
    (finding,) = paragraphs([ClausePair(line, clause(3, "Duty"))], usual, EN_FR)
    assert finding.spans == (None, Span(5, 32))
    sentence = ComparedClause("sec_3__p_1", "As above.", ("sec_3__p_1",))
    assert list(paragraphs([ClausePair(clause(3, "Duty"), sentence)], usual, EN_FR)) == []
    assert list(paragraphs([ClausePair(clause(3, "Duty"), clause(3, "Duty"))], usual, EN_FR)) == []
    assert list(paragraphs([ClausePair(clause(3, "Duty"), line)], None, EN_FR)) == []
    assert list(headings([*clauses([BOTH] * 9), ClausePair(clause(3, "Duty"), line)], usual)) == []


@pytest.mark.parametrize(("text", "label", "twin", "lost"), [
    ("The Minister is responsible for the Agency and has the direction of it.", "5", "Instructions", True),
    ("The Minister is responsible for the Agency and has the direction of it.", "5", "Ministre\nInstructions", True),
    ("The Minister is responsible for the Agency and has the direction of it.", "", "Instructions", False),
    ("The Minister is responsible for the Agency and has the direction of it.", "5", "L’Agence; et", False),
    ("The Minister is responsible for the Agency and has the direction of", "5", "Instructions", False),
    ("A person who sets fire to a house.", "5", "Incendie", False),
    # An item may have a longer name.
    ("The Taipei Exchange of the Republic of China, a foundation by its law.", "5.1", "La Bourse", False),
])
def test_a_numbered_sentence_of_which_the_other_text_has_headings(text: str, label: str, twin: str, *,
                                                                  lost: bool) -> None:
    ours = ComparedClause("sec_5", text, ("sec_5__p_1",), label)
    theirs = ComparedClause("sec_4__p_2", twin, ("sec_4__p_2", "sec_4__p_3")[:1 + twin.count("\n")])
    found = list(paragraphs([ClausePair(ours, theirs, 0.6)], Ratio(0.0, 0.1), EN_FR))
    assert [one.spans for one in found] == [(Span(0, len(text)), None)] * lost
    assert all(confidence(one, ClausePair(ours, theirs, 0.6), languages("eng-fra")) >= DEFAULT for one in found)


@pytest.mark.parametrize(("text", "twin", "found"), [
    (LINKS, "3,7 à 4,2", 0),
    (LINKS, "Liaisons fixes", 1),
    (LINKS.replace("4.2", "4.9"), "3,7 à 4,2", 1)])
def test_a_line_with_the_figures_of_its_clause_is_no_heading(text: str, twin: str, found: int) -> None:
    ours, theirs = (ComparedClause("art_1", words, ("art_1__p_1",), "1")
                    for words in (text, twin))
    assert len(list(paragraphs([ClausePair(ours, theirs)], Ratio(0.0, 0.1), EN_FR))) == found


def test_a_line_for_which_the_first_line_of_its_unit_has_room() -> None:
    usual = Ratio(0.0, 0.1)
    first = (ComparedClause("sec_2__p_1", "Except under a licence that was issued, nobody other than an agent shall"),
             ComparedClause("sec_2__p_1", "Il est interdit, sans licence :"))
    export = ComparedClause("sec_2__para_1", "export fish", label="2.1")
    items = ClausePair(export, export)
    last = ComparedClause("sec_2__para_1__p_2", "Cela ne vise pas les agents.")
    assert held([ClausePair(*first), items, ClausePair(None, last)], usual) == {0, 2}
    assert held([ClausePair(*first), items, ClausePair(last, None)], usual) == set(), "on the other side"
    assert held([ClausePair(first[0], first[0]), items, ClausePair(None, last)], usual) == set(), "no room"
    item = replace(last, text="b) cela ne vise pas les agents.")
    assert held([ClausePair(*first), items, ClausePair(None, item)], usual) == set(), "an item of its own"
    other = replace(last, eid="sec_3__p_2")
    assert held([ClausePair(*first), items, ClausePair(None, other)], usual) == set(), "of another unit"
    assert held([ClausePair(*first), items, ClausePair(None, last)], None) == set()
    for index, code in ((0, "Q035"), (2, "Q032")):
        pair = ClausePair(*first, unlike=True) if index == 0 else ClausePair(None, last)
        finding = Discrepancy(code, index, (None, None))
        assert confidence(finding, pair, languages("eng-fra"), is_doubtful=True) < DEFAULT


@pytest.mark.parametrize(("own", "twin", "line", "found"), [
    ("計畫應以書面為之。", "The plan is in writing, and contains the following:", "計畫應載明下列事項：", {1}),
    ("計畫應以書面為之。", "The plan is in writing.", "計畫應載明下列事項：", set()),
    ("計畫應以書面為之。", "The plan is in writing, and contains the following:", "計畫應載明事項。", set()),
    ("計畫應為：", "The plan is in writing, and contains the following:", "計畫應載明下列事項：", set())])
def test_a_line_before_items_may_be_in_the_sentence_before(own: str, twin: str, line: str, found: set[int]) -> None:
    pairs = [ClausePair(ComparedClause("art_6__para_1", own), ComparedClause("art_6__p_1", twin)),
             ClausePair(ComparedClause("art_6__para_2__p_1", line), None)]
    assert led_in(pairs) == found
    assert led_in([ClausePair(pair.right, pair.left) for pair in pairs]) == found


def test_clauses_without_counterpart_in_both_texts_near_each_other() -> None:
    ours, theirs = ClausePair(clause(1, ""), None), ClausePair(None, clause(1, ""))
    assert scattered([ours, theirs] * 4) == set(range(8))
    assert scattered([ours, theirs] * 3) == set()
    assert scattered([ours] * 8) == set(), "a part that one text lacks"
    assert scattered([*[ours] * 4, *clauses([BOTH] * 30), *[theirs] * 4]) == set(), "far from each other"


@pytest.mark.parametrize(("lacking", "found_at"), [((8, 8), 16), ((8, 7), 0), ((8, 0), 0)])
def test_parts_with_another_place_leave_many_lines_over_in_both_texts(lacking: tuple[int, int], found_at: int) -> None:
    """They stand far from each other; with numbers they are missing clauses."""
    whole = [ClausePair(ComparedClause(f"p_{at}", "Line."), ComparedClause(f"p_{at}", "Ligne.")) for at in range(60)]
    ours, theirs = whole[:lacking[0]], whole[-lacking[1]:] if lacking[1] else []
    pairs = [*(replace(pair, right=None) for pair in ours), *whole, *(replace(pair, left=None) for pair in theirs)]
    assert len(scattered(pairs)) == found_at
    numbered = [ClausePair(pair.left and replace(pair.left, label="1"), pair.right and replace(pair.right, label="1"))
                for pair in pairs]
    assert scattered(numbered) == set()


@pytest.mark.parametrize(("title", "text", "label", "doubtful"), [
    ("Règlement sur le prêt Durée du prêt", "Time of the loan", "", {1}),
    ("Règlement", "Time of the loan", "", set()),
    ("Règlement sur le prêt Durée du prêt", "Time of the loan", "1", {1}),
    ("Règlement sur le prêt Durée du prêt", "A loan is free.", "1", set()),
])
def test_a_heading_below_the_titles_may_be_in_those_of_the_other_text(
        title: str, text: str, label: str, doubtful: set[int]) -> None:
    titles = ClausePair(ComparedClause("preface", "Loan Regulations"), ComparedClause("preface", title))
    heading = ClausePair(ComparedClause("hcontainer_1", text, label=label), None)
    assert below_titles([titles, heading], Ratio(0.0, 0.1)) == doubtful
    assert below_titles([replace(heading), titles], Ratio(0.0, 0.1)) == set()
