from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from diptych.akn.document import Document
from diptych.align.pairs import AlignedUnit
from diptych.compile.single_text import Options, convert
from diptych.compile.work import received_lines
from diptych.language.equivalents import NOTHING
from diptych.project import load
from diptych.review.clause_pairs import ClausePair, ComparedClause, Span
from diptych.review.pairing.definition_pairs import of_one_version
from diptych.review.pairing.twins import LabelledClause, clauses, paired_clauses, pairs
from diptych.review.placement.displaced import displaced
from diptych.review.source_places import places

from tests import base
from tests.conftest import ROOT
from tests.review.side import languages

DIVIDED = Path(__file__).parent / "divided"
"""An Act in two languages; the English one has items where the French one has a sentence."""


def eids(text: str = base.TEXT) -> list[tuple[str, ...]]:
    made = base.compile_text(text)
    left, right = (one.document for one in made.expressions)
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    return [tuple(clause.eid if clause else "" for clause in pair.sides) for pair in pairs(left, right, same)]


def test_twins_go_together_by_their_ids() -> None:
    found = eids()
    assert ("sec_1__para_2", "sec_1__para_2") in found
    assert all(left == right for left, right in found)


def test_a_missing_paragraph_does_not_shift_the_others() -> None:
    line = base.LINES[base.line_of("居民凭借书证借书") - 1]
    more = base.TEXT.replace(line, f"借书应当爱护图书，保持安静，不得喧哗。\n\n{line}")
    found = eids(more)
    assert ("sec_2__intro__p_2", "sec_2__p_1") in found or ("sec_2__p_2", "sec_2__p_1") in found
    assert sum(not right for _, right in found) == 1


def test_what_the_editor_supplied_is_no_missing_clause() -> None:
    title = base.LINES[base.line_of("칭스진 인민정부 판공실의") - 1]
    made = base.compile_text(base.TEXT.replace(f"{title}\n\n", ""), editorial=f"""
[[supplied]]
language = "kor"
element = "docTitle"
text = "{title}"
why.en = "Missing."
""")
    left, right = (one.document for one in made.expressions)
    assert all(pair.left and pair.right for pair in pairs(left, right, NOTHING))


def numbered(texts: Sequence[str], first: int = 1) -> list[LabelledClause]:
    """The texts as numbered articles."""
    return [(ComparedClause(f"art_{number}", text, label=str(number), place=place),
             AlignedUnit(f"art_{number}", text, label=str(number), kind="article"))
            for place, (number, text) in enumerate(enumerate(texts, first))]


def unnumbered(texts: Sequence[str]) -> list[LabelledClause]:
    """The texts as paragraphs of one unit."""
    return [(ComparedClause(f"p_{place}", text, place=place), AlignedUnit(f"p_{place}", text, kind="p"))
            for place, text in enumerate(texts)]


def findings(left: Sequence[LabelledClause], right: Sequence[LabelledClause],
             names: str = "zho-kor") -> list[tuple[str, str, str]]:
    """Code of each finding on places, and the eIds of its clauses in both texts."""
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    made = paired_clauses(left, right, same)
    alone = [("Q032", pair.left.eid if pair.left else "", pair.right.eid if pair.right else "")
             for pair in made if not pair.left or not pair.right]
    return alone + [(one.code, pair.left.eid, pair.right.eid) for one in displaced(made, languages(names))
                    if (pair := made[one.pair]).left and pair.right]


WORDS = [(f"第{number}条规定{number}种图书馆事项，期限{number}日。",
          f"제{number}조는 {number}가지 도서관 사항과 {number}일의 기한을 정한다.") for number in range(11, 40)]
ENGLISH = [
    ("This Act applies to vessels registered in Canada.", "La présente loi s’applique aux navires immatriculés."),
    ("The Minister may issue a licence for a period of five years.",
     "Le ministre peut délivrer un permis pour une période de cinq ans."),
    ("Every owner shall keep a register of all accidents.",
     "Le propriétaire tient un registre de tous les accidents."),
    ("The court may order the forfeiture of the seized goods.",
     "Le tribunal peut ordonner la confiscation des biens saisis."),
    ("An inspector may enter any building without a warrant.",
     "L’inspecteur peut entrer dans tout bâtiment sans mandat."),
    ("The fee is refunded if the application is withdrawn.",
     "Le droit est remboursé si la demande est retirée."),
    ("The annual report is tabled in Parliament.", "Le rapport annuel est déposé au Parlement."),
    ("Appeals are heard by the Federal Court.", "Les appels sont entendus par la Cour fédérale."),
]
LEFT, RIGHT = [one for one, _ in ENGLISH], [other for _, other in ENGLISH]


def test_exchanged_clauses_are_found() -> None:
    left, right = [one for one, _ in WORDS], [other for _, other in WORDS]
    assert findings(numbered(left), numbered(right)) == []
    right[3], right[9] = right[9], right[3]
    assert findings(numbered(left), numbered(right)) == [("Q034", "art_4", "art_10"), ("Q034", "art_10", "art_4")]


def test_exchanged_clauses_are_found_if_one_text_lacks_a_clause() -> None:
    left, right = [one for one, _ in WORDS], [other for _, other in WORDS]
    right[3], right[9] = right[9], right[3]
    assert set(findings(numbered(left), numbered(right[:-1]))) == {
        ("Q034", "art_4", "art_10"), ("Q034", "art_10", "art_4"), ("Q032", "art_29", "")}


def test_numbers_that_are_all_higher_are_one_finding() -> None:
    left, right = [one for one, _ in WORDS], [other for _, other in WORDS]
    gone = [*numbered(right[:4]), *numbered(right[5:], 5)]
    again = [(replace(clause, place=place), unit) for place, (clause, unit) in enumerate(gone)]
    assert findings(numbered(left), again) == [("Q032", "art_5", ""), ("Q034", "art_6", "art_5")]


def test_a_clause_that_answers_to_none_stands_for_no_other() -> None:
    left, right = [one for one, _ in WORDS], [other for _, other in WORDS]
    left[5], right[5] = "居民凭身份证借书，逾期不还的缴纳违约金，图书丢失的照价赔偿。" * 3, "끝"
    assert not [item for item in findings(numbered(left), numbered(right)) if item[0] == "Q034"]


def test_a_clause_that_says_something_else_is_no_pair() -> None:
    left, right = [one for one, _ in ENGLISH], [other for _, other in ENGLISH]
    assert findings(numbered(left), numbered(right), "eng-fra") == []
    right[4] = "Les réunions du conseil sont convoquées par le président, qui en fixe le lieu et la date."
    assert findings(numbered(left), numbered(right), "eng-fra") == [("Q035", "art_5", "art_5")]


def test_a_lost_sentence_beside_a_long_translation_is_alone() -> None:
    longer = "Le propriétaire est tenu de veiller à ce que soit tenu un registre exact de tous les accidents."
    right = [*RIGHT[:2], longer, *RIGHT[4:]]
    assert findings(unnumbered(LEFT), unnumbered(right), "eng-fra") == [("Q032", "p_3", "")]


def test_a_definition_is_paired_by_the_term_in_its_brackets() -> None:
    left = [*(one for one, _ in ENGLISH), "protectee means a person in the programme. (bénéficiaire)"]
    right = ["bénéficiaire Qui jouit de tels avantages. (protectee)", *(other for _, other in ENGLISH)]
    assert not [item for item in findings(unnumbered(left), unnumbered(right), "eng-fra") if item[0] == "Q032"]


def test_definitions_that_begin_with_each_others_terms_are_pairs() -> None:
    left = [*(one for one, _ in ENGLISH), "adjudicator means a person named by the Authority. (intervenant expert)",
            "Adjudicator Authority means the entity that names adjudicators. (autorité des intervenants experts)"]
    right = [*(other for _, other in ENGLISH),
             "autorité des intervenants experts L’entité qui nomme les intervenants experts. (Adjudicator Authority)",
             "intervenant expert Individu nommé par l’autorité des intervenants experts. (adjudicator)"]
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    made = [(pair.left.eid, pair.right.eid) for pair in paired_clauses(unnumbered(left), unnumbered(right), same)
            if pair.left and pair.right]
    assert made[-2:] == [("p_8", "p_9"), ("p_9", "p_8")]


def test_a_clause_that_says_something_else_under_its_heading_is_no_pair() -> None:
    titles = ("Registration of vessels and the register of the Minister",
              "Immatriculation des navires et registre du ministre")
    headed = [[(replace(clause, text=f"{heading}\n{clause.text}", blocks=("art__heading", "art__p_1")),
                replace(unit, text=f"{heading}\n{unit.text}")) for clause, unit in numbered(texts)]
              for heading, texts in zip(titles, (LEFT, RIGHT), strict=True)]
    assert findings(headed[0], headed[1], "eng-fra") == []
    other = "Les réunions du conseil sont convoquées par le président, qui en fixe le lieu et la date."
    clause, unit = headed[1][4]
    heading = clause.text.partition("\n")[0]
    headed[1][4] = replace(clause, text=f"{heading}\n{other}"), replace(unit, text=f"{heading}\n{other}")
    assert findings(headed[0], headed[1], "eng-fra") == [("Q035", "art_5", "art_5")]


def test_a_paragraph_that_one_text_runs_on_is_part_of_it() -> None:
    right = [*RIGHT[:2], f"{RIGHT[2]} {RIGHT[3]}", *RIGHT[4:]]
    assert findings(unnumbered(LEFT), unnumbered(right), "eng-fra") == []


@pytest.mark.parametrize(("text", "found"), [
    ("Copies of the CAA TC and/or STC;", []), ("Boats leave the harbour at high tide.", [("Q035", "art_5", "art_5")])])
def test_a_text_of_acronyms_says_too_little_to_be_another(text: str, found: list[tuple[str, str, str]]) -> None:
    left = [*LEFT[:4], "The type certificate and its supplement as issued by the civil authority;", *LEFT[5:]]
    right = [*RIGHT[:4], text, *RIGHT[5:]]
    assert findings(numbered(left), numbered(right), "eng-fra") == found


def test_lines_before_items_that_are_left_over_are_paired() -> None:
    left, right = [one for one, _ in ENGLISH], [other for _, other in ENGLISH]
    left[4] = "Except in accordance with any licence that may be issued in that behalf, no person shall"
    right[4] = "Il est interdit, faute d’autorisation, de se livrer aux opérations suivantes :"
    assert not [item for item in findings(unnumbered(left), unnumbered(right), "eng-fra") if item[0] == "Q032"]


def test_an_alphabetical_list_has_another_order_in_each_language() -> None:
    left = [(f"{name} means {words}", f"{nom} désigne {mots}") for name, words, nom, mots in (
        ("agreement", "a contract in writing", "accord", "un contrat par écrit"),
        ("carrier", "a person who transports goods", "transporteur", "la personne qui transporte des marchandises"),
        ("fee", "an amount payable for a licence", "droit", "la somme payable pour un permis"),
        ("vessel", "a ship or a boat", "navire", "un bâtiment ou bateau"))]
    right = sorted(nom for _, nom in left)
    assert right != [nom for _, nom in left]
    assert findings(unnumbered([name for name, _ in left]), unnumbered(right), "eng-fra") == []


def test_a_clause_in_two_lines_answers_to_one_line() -> None:
    left = [one for one, _ in ENGLISH]
    right = [other for _, other in ENGLISH]
    joined = [*right[:2], f"{right[2]} {right[3]}", *right[4:]]
    assert findings(unnumbered(left), unnumbered(joined), "eng-fra") == []


def test_sections_that_one_text_numbers_without_their_chapter_have_their_places() -> None:
    left = numbered(LEFT)
    right = [(replace(clause, label=f"1-{clause.label}"), replace(unit, label=f"1-{unit.label}"))
             for clause, unit in numbered(RIGHT)]
    assert findings(left, right, "eng-fra") == []
    chapters = [(replace(clause, label=f"/{clause.label}"), unit) for clause, unit in numbered(RIGHT)]
    assert findings(left, chapters, "eng-fra") == []


def test_a_heading_left_over_before_items_is_part_of_a_joined_twin() -> None:
    left = [*LEFT[:4], "Search of buildings", f"{LEFT[4][:-1]}:", *LEFT[5:]]
    right = [*RIGHT[:4], f"Visite des bâtiments\n{RIGHT[4]}", *RIGHT[5:]]
    assert findings(unnumbered(left), unnumbered(right), "eng-fra") == []


def test_a_heading_that_one_text_prints_as_a_line_of_its_own_is_part_of_the_clause() -> None:
    left = [f"Matter {number}\n{one}" for number, (one, _) in enumerate(ENGLISH)]
    right = [line for number, (_, other) in enumerate(ENGLISH)
             for line in ((f"Question\n{other}",) if number != 4 else ("Pouvoir d’entrer", other))]
    assert findings(unnumbered(left), unnumbered(right), "eng-fra") == []


def test_many_exchanges_at_once_are_found() -> None:
    words = [(f"第{number}条规定{number}种图书馆事项。", f"제{number}조는 {number}가지 도서관 사항을 정한다.")
             for number in range(1000, 1800)]
    left, right = [one for one, _ in words], [other for _, other in words]
    moved = range(0, 800, 10)
    for at in moved:
        right[at], right[at + 3] = right[at + 3], right[at]
    made = [item for item in findings(numbered(left), numbered(right)) if item[0] == "Q034"]
    right_ones = {(f"art_{at + 1}", f"art_{at + 4}") for at in moved} | {(f"art_{at + 4}", f"art_{at + 1}")
                                                                         for at in moved}
    assert len(made) >= 0.95 * len(right_ones)
    assert {item[1:] for item in made} <= right_ones


def converted(name: str, text: str) -> Document:
    made = convert(text.encode(), f"{name}.txt", base.schema(), Options(name))
    assert made.value
    return made.value.document


def sides_of(english: str, french: str) -> list[tuple[str, str]]:
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    return [(pair.left.text if pair.left else "", pair.right.text if pair.right else "")
            for pair in pairs(converted("eng", english), converted("fra", french), same)]


def test_items_that_one_text_alone_has_belong_to_the_unit_of_their_number() -> None:
    english, french = ((DIVIDED / f"{name}.txt").read_text(encoding="utf-8") for name in ("eng", "fra"))
    made = sides_of(english, french)
    assert all(left and right for left, right in made)
    refused = next(left for left, right in made if right.startswith("En cas de refus"))
    assert refused.startswith("If the Minister")
    assert refused.endswith("repaid the fee.")


DEFINED = ("""Boats Act

1 In this Act,
boat means a vessel of less than twelve metres; (bateau)
improvement means a work the purpose of which is
(a) to widen a river, or
(b) to deepen its bed; (ouvrage)
river means running water; (cours d’eau)
2 Where a person lends a boat
(a) for a fee, or
(b) for more than a year,
that person is guilty of an offence.
3 The Minister keeps a register of boats.
""", """Loi sur les bateaux

1 Les définitions qui suivent s’appliquent.
bateau Navire de moins de douze mètres. (boat)
cours d’eau Eaux courantes. (river)
ouvrage Travaux dont l’objet consiste :
a) à élargir un cours d’eau;
b) à creuser son lit. (improvement)
2 Commet une infraction quiconque loue un bateau :
a) contre rétribution;
b) pour plus d’un an.
3 Le ministre tient un registre des bateaux.
""")


def test_definitions_and_lines_around_lists_have_the_places_of_each_language() -> None:
    documents = [converted(name, text) for name, text in zip(("eng", "fra"), DEFINED, strict=True)]
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    made = pairs(documents[0], documents[1], same)
    texts = {pair.left.text: pair.right.text for pair in made if pair.left and pair.right}
    assert texts["to widen a river, or"] == "à élargir un cours d’eau;"
    assert "ouvrage" in texts["improvement means a work the purpose of which is"]
    assert not list(displaced(made, languages("eng-fra")))


PARTED = ("""Funds Act

1 In this Act,
charge means a duty of the Act; (droit)
fund means a body
(a) that has issued units payable
(i) at the demand of the holder, and
(ii) at prices set in advance,
(b) whose units have a market value, and
(c) that has a trustee; (fonds)
prescribed means
(a) in the case of a form, authorized by the Minister; and
(b) in any other case, set by regulation. (English version only)
2 The Minister keeps a register of funds.
3 A fund pays the charge each year.
""", """Loi sur les fonds

1 Les définitions qui suivent s’appliquent.
droit Droit de la loi. (charge)
fonds Organisme qui :
a) a émis des parts payables à vue aux prix fixés d’avance;
b) dont les parts ont une valeur marchande;
c) a un fiduciaire. (fund)
2 Le ministre tient un registre des fonds.
3 Le fonds paie le droit chaque année.
""")


def test_an_item_that_one_definition_divides_is_one() -> None:
    made = sides_of(*PARTED)
    items = {left: right for left, right in made if left.startswith(("that has issued", "whose units", "that has a"))}
    assert [left.count("\n") for left in items] == [2, 0, 0]
    assert all(items.values())
    assert not [left for left, right in made if left.startswith("at ")]


CLOSED = ("""Lands Act

2 In this Act,
board[Repealed, 2002, c. 8, s. 59]
category land means land that has been
(a) declared under the agreement, or
(b) bought by the Crown,
and that has not ceased to be settlement land; (terre désignée)
fish includes
(a) parts of fish,
(b) shellfish and marine plants, and
(c) the eggs of fish; (poisson)
3 The Minister keeps a register of lands.
""", """Loi sur les terres

2 Les définitions qui suivent s’appliquent à la présente loi.
poisson
a) Le poisson et ses parties;
b) par assimilation :
(i) les mollusques,
(ii) les plantes marines,
(iii) les œufs. (fish)
terre désignée Terre déclarée selon l’accord ou achetée par la Couronne, et qui l’est encore. (category land)
3 Le ministre tient un registre des terres.
""")


def test_a_sentence_behind_the_items_of_a_definition_is_a_part_of_it() -> None:
    english = CLOSED[0].replace("and that has", "For greater certainty, it includes land that has")
    made = sides_of(english, CLOSED[1])
    assert [left.count("\n") for left, right in made if right.startswith("terre désignée")] == [3]


def test_definitions_with_a_line_behind_their_items_and_with_items_in_items_are_pairs() -> None:
    made = sides_of(*CLOSED)
    assert [(left[:6], right) for left, right in made if not left or not right] == [("board[", "")]
    assert ("In this Act,", "Les définitions qui suivent s’appliquent à la présente loi.") in [
        (left.rpartition("\n")[2], right.rpartition("\n")[2]) for left, right in made]


def test_a_definition_that_one_language_has_is_no_missing_one() -> None:
    left, right = (converted(name, text) for name, text in zip(("eng", "fra"), PARTED, strict=True))
    same = load.equivalents(ROOT, base.schema()).value
    assert same
    made = pairs(left, right, same)
    alone = {index for index, pair in enumerate(made) if not pair.right}
    assert len(alone) == 3
    assert of_one_version(made, languages("eng-fra")) == alone


def test_a_definition_that_was_repealed_has_the_place_of_each_language() -> None:
    for note, found in (("[Repealed, 2012]", []), (" is repealed.", [1])):
        texts = ["Whales swim.", f"genome{note}", f"zygote{note}", "Dogs bark."]
        made = [ClausePair(ComparedClause(f"p_{at}", text, place=at),
                           ComparedClause(f"p_{place}", text.replace("e", "é"), place=place))
                for at, (place, text) in enumerate(zip([0, 2, 1, 3], texts, strict=True))]
        assert [item.pair for item in displaced(made, languages("eng-fra"))] == found


def test_items_are_missing_where_their_beginning_is_there() -> None:
    english, french = ((DIVIDED / f"{name}.txt").read_text(encoding="utf-8") for name in ("eng", "fra"))
    before, _, after = french.partition(", soit le confier")
    made = sides_of(english, "\n".join((f"{before} :", after.partition("\n")[2])))
    assert len([left for left, right in made if not right]) >= 2


def test_places_are_those_of_the_received_text() -> None:
    made = base.compile_text(editorial=None)
    lines = received_lines(made.source, base.schema())
    for expression in made.expressions:
        found = places(expression.document, lines[expression.document.language])
        for pair in pairs(expression.document, expression.document, NOTHING):
            place = found.of(pair.left or pair.right or ComparedClause("", ""), None)
            line = base.LINES[place.position.line - 1]
            assert line[place.position.column - 1:].startswith(place.text.split("\n")[0])


def test_an_emended_word_is_named_as_it_was_received() -> None:
    made = base.compile_text(editorial=None)
    document = made.expressions[0].document
    found = places(document, received_lines(made.source, base.schema())["zho"])
    clause = next(one for one in clauses(document) if "正午十二时" in one.text)
    start = clause.text.index("正午")
    assert found.of(clause, Span(start, start + 5)).text == "中午十二时"
