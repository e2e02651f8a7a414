"""The confidence of findings on places: lines without number are less sure than clauses with one."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy
from diptych.review.confidence.precision import DEFAULT, confidence

from tests.review.side import languages


def is_reported(code: str, left: ComparedClause | None, right: ComparedClause | None, share: float = 1.0) -> bool:
    finding = Discrepancy(code, 0, (None, None))
    return confidence(finding, ClausePair(left, right, share), languages("eng-fra")) >= DEFAULT


@pytest.mark.parametrize(("clause", "reported"), [
    (ComparedClause("art_3", "The Minister may issue a licence to any person.", label="3"), True),
    (ComparedClause("art_3", "Licences", label="3"), False),
    (ComparedClause("sec_3__p_1", "Where on application a justice of the peace is satisfied", enclosing="3"), False),
    (ComparedClause("sec_3__para_2__p_2", "The notice is based on reasonable grounds.", enclosing="3.2"), False),
    (ComparedClause("chp_3__p_27", "shall, for the purposes of this Act, be waste.", enclosing="3"), False),
    (ComparedClause("sec_3__p_2", "licence means a permission in writing. (permis)", enclosing="3"), True),
    (ComparedClause("sec_3__subsec_2__p_1", "Any fish that is seized shall not be detained after"), False),
    (ComparedClause("sec_3__p_3", "Chair means the Chair of the Board; (Version anglaise seulement)"), False),
    (ComparedClause("art_9__para_3", "This translation is for information only. The law is in Chinese."), False),
    (ComparedClause("art_9__para_3", "(In case of disputes, the original Chinese text shall prevail.)"), False),
    (ComparedClause("art_9__para_3", "Note: In case of any discrepancy, the text of the Act shall govern."), False),
    (ComparedClause("art_9__para_3", "The Chinese text is the only authentic text."), False),
    (ComparedClause("art_9__para_3", "In case of discrepancies between the Chinese version and this English version, "
                                     "the Chinese version shall prevail."), False),
    (ComparedClause("art_9__para_3", "The text of the Annex is the only authentic one."), True),
    (ComparedClause("art_9__para_3", "In case of disputes, the original Chinese text shall prevail."), True),
    (ComparedClause("chp_3__p_27", "The notice is based on reasonable grounds.", enclosing="3"), True),
    (ComparedClause("para_7", "│Chief │Colonel│ one Chief and two officers shall be there.│"), False),
    (ComparedClause("para_7", "Chief, Colonel: one Chief and two officers shall be there."), True),
    (ComparedClause("para_7", "The Minister may issue a licence to any person."), True),
])
def test_a_clause_without_counterpart(clause: ComparedClause, *, reported: bool) -> None:
    assert is_reported("Q032", clause, None) is reported


def test_a_number_in_a_row_of_a_drawn_table_may_be_in_another_row() -> None:
    row, line = ComparedClause("p_1", "│Zinc  │ 90%  │"), ComparedClause("p_1", "Zinc 90%")
    assert not is_reported("Q001", row, row)
    assert is_reported("Q001", line, line)


def test_lines_of_one_unit_may_have_another_order() -> None:
    line, inner = ComparedClause("sec_3__p_1", "", enclosing="3"), ComparedClause("sec_3__para_2__p_2", "",
                                                                                  enclosing="3.2")
    assert not is_reported("Q034", line, inner)
    assert is_reported("Q034", line, ComparedClause("sec_4__p_1", "", enclosing="4"))
    assert is_reported("Q034", ComparedClause("p_1", "A sentence."), ComparedClause("p_2", "Une phrase."))
    assert not is_reported("Q034", ComparedClause("p_1", "Formulas"), ComparedClause("p_2", "Formules"))
    assert is_reported("Q034", ComparedClause("art_3", "", label="3"), ComparedClause("art_4", "", label="4"))


def test_a_short_clause_is_not_surely_replaced() -> None:
    left, right = ComparedClause("art_3", "The Minister may issue a licence."), ComparedClause("art_3", "Le permis.")
    assert is_reported("Q035", left, left)
    assert not is_reported("Q035", left, right)


def test_an_item_whose_letter_is_part_of_its_text_is_not_exchanged() -> None:
    item = ComparedClause("sec_2__para_1", "before death", label="2.1", enclosing="2")
    assert not is_reported("Q034", item, ComparedClause("sec_2__p_9", "a) avant le décès", enclosing="2"))
    assert not is_reported("Q034", ComparedClause("sec_2__p_9", "1. avant le décès", enclosing="2"), item)
    assert is_reported("Q034", item, ComparedClause("sec_2__p_9", "b) avant le décès", enclosing="2"))
    assert is_reported("Q034", item, ComparedClause("sec_3__p_9", "a) avant le décès", enclosing="3"))


def test_findings_in_doubtful_pairs_are_doubtful() -> None:
    left, right = ComparedClause("art_3", "", label="3"), ComparedClause("para_7", "")
    assert is_reported("Q001", left, right)
    assert not is_reported("Q001", left, right, share=0.5)
    assert is_reported("Q001", left, ComparedClause("art_3", ""), share=0.5), "clauses with one eId are sure"


def test_a_reference_in_clauses_of_one_printed_number_is_sure() -> None:
    left, right = ComparedClause("hcontainer_2__sec_4", ""), ComparedClause("hcontainer_1__sec_4", "")
    assert is_reported("Q005", left, right, share=0.1)
    assert is_reported("Q005", ComparedClause("sec_4__p_1", ""), ComparedClause("sec_4", ""), share=0.1)
    assert not is_reported("Q001", left, right, share=0.1)
    assert is_reported("Q005", ComparedClause("art_7", ""), ComparedClause("art_7__para_1", ""), share=0.1)
    assert not is_reported("Q005", ComparedClause("art_7", ""), ComparedClause("art_7__para_2", ""), share=0.1)
    assert not is_reported("Q005", left, ComparedClause("hcontainer_1__sec_5", ""), share=0.1)
    addenda = ComparedClause("hcontainer_2__art_1", ""), ComparedClause("hcontainer_1__art_1", "")
    assert not is_reported("Q005", *addenda, share=0.1), "addenda are numbered anew"


def test_counted_paragraphs_and_lines_of_two_units_have_one_order() -> None:
    first, second = (ComparedClause(f"art_3__para_{number}", "A sentence.", enclosing="3") for number in (1, 2))
    assert is_reported("Q034", first, second)
    chapeau = ComparedClause("art_4__para_1__p_1", "The following are exempt:")
    assert is_reported("Q034", chapeau, first), "in another article"
    assert not is_reported("Q034", chapeau, ComparedClause("art_4__para_1__subpara_1__p_2", "", enclosing="4.1"))


def test_a_title_repeats_words_of_the_line_before_it() -> None:
    title, clause = ComparedClause("preface", "Fee Rules Rules on Fees"), ComparedClause("sec_1", "the the")
    assert not is_reported("Q041", title, title)
    assert is_reported("Q041", clause, clause)


@pytest.mark.parametrize(("gloss", "reported"), [("liste", True), ("listes", False)])
def test_definitions_of_each_other_s_terms_are_sure(gloss: str, *, reported: bool) -> None:
    left = ComparedClause("sec_2__p_4", f"list means what section 3 establishes; ({gloss})")
    right = ComparedClause("sec_2__p_9", "liste Ce qui est dressé en vertu de l’article 8. (list)")
    assert is_reported("Q005", left, right, 0.8) is reported
