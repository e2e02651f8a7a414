"""Laws of several countries, read by the data of their languages and jurisdictions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from diptych.draft import Block, Inline, Mark, Text

from tests.readers.reading import blocks, draft, outline


def words_of(heading: Sequence[Inline]) -> str:
    return "".join(piece.text for piece in heading if isinstance(piece, Text))


def test_sections_of_the_united_states_hold_letters_above_numbers() -> None:
    text = ("Library Act of 2020\nTITLE I. Libraries\nSubtitle A. General\nSec. 101. Opening.\n(a) A library opens:\n"
            "(1) By order; or\n(2) By law:\n(A) Of the Council; and\n(B) Of the state.\n(b) (1) It closes by order.\n"
            "(2) It stays closed.\nSec. 102. Effective date.\nThis act shall take effect at once.\n")
    letters = ["subparagraph 1", "subparagraph 2"]
    sections = ["section 101", ["subsection 1", ["paragraph 1", "paragraph 2", letters], "subsection 2", [
        "paragraph 1", "paragraph 2"]], "section 102"]
    assert outline(draft(text, "eng", "us").body) == ["title 1", ["subtitle 1", sections]]


def test_each_line_of_an_article_of_a_french_code_counts() -> None:
    text = ("Code des bibliothèques\nPartie législative\nLivre Ier : Biens\nTitre II : Livres\nSous-section 1 : Prêt\n"
            "Article L111-1\nLe prêt est :\n1° Gratuit ;\n2° Public.\nArticle L111-2\nLe livre est rendu.\n"
            "Partie réglementaire - Décrets\nLivre Ier : Biens\nArticle R*111-1\nLe prêt dure un mois.\n")
    first = ["article l111-1", ["paragraph", "paragraph", "paragraph"], "article l111-2"]
    assert outline(draft(text, "fra", "fr").body) == [
        "part", ["book 1", ["title 2", ["subsection 1", first]]], "part", ["book 1", ["article r111-1"]]]


def test_articles_of_french_codes_with_letters_behind_their_numbers() -> None:
    text = ("Code général\nLivre préliminaire : Mots\nTitre Ier : Biens\nArticle 304\nUn.\nArticle 305 AA\nDeux.\n"
            "Article 39 quinquies FA\nTrois.\nArticle 1649 quater-0 B bis\nQuatre.\nArticle L. 111-1 A\nCinq.\n"
            "Art.L. 411-6.-Le droit est cité.\nArticle R.* 112-2\nSix.\nArticle LO111-3-1-2-1\nSept.\n")
    articles = ["article 304", "article 305aa", "article 39quinquiesfa", "article 1649quater-0bbis", "article l111-1a",
                ["paragraph", "paragraph"], "article r112-2", "article lo111-3-1-2-1"]
    assert outline(draft(text, "fra", "fr").body) == ["book 0", ["title 1", articles]]


def test_divisions_of_french_codes_with_ordinals_branches_and_letters() -> None:
    text = ("Code des bibliothèques\nPartie législative\nTroisième partie : Prêt\nTitre Préliminaire : Mots\n"
            "Section 1 A : Objectifs.\nArticle R142-1-A\nUn.\nSection 1-1 : Lecteurs.\nArticle D161-2-1-1-1-1\nDeux.\n"
            "Titre II : Prêt\nSous-Section 2 : Fonds\nArticle L173-2-0-1 A\nTrois.\n")
    first = ["section 1a", ["article r142-1a"], "section 1-1", ["article d161-2-1-1-1-1"]]
    assert outline(draft(text, "fra", "fr").body) == [
        "part", ["part 3", ["title 0", first, "title 2", ["subsection 2", ["article l173-2-0-1a"]]]]]


def test_what_is_behind_a_colon_is_the_heading_of_a_french_division() -> None:
    words = " ".join(["Dispositions communes aux bibliothèques"] * 5)
    text = f"Code général\nTitre Ier : Prêt.\nSection 1 : {words}\nArticle L1\nUn.\nArticle L2\nDeux.\n"
    title, = draft(text, "fra", "fr").body
    section, = title.children
    assert [words_of(unit.heading) for unit in (title, section)] == [": Prêt.", f": {words}"]


def test_annexes_among_the_articles_of_a_french_code_are_articles_without_numbers() -> None:
    text = ("Code général\nTitre Ier : Prêt\nArticle L1\nUn.\nAnnexe\nArticle Annexe I à l'article L1\nArticle 1er\n"
            "Le lecteur signe.\nLe 3 mars 2020\nTitre II : Fonds\nArticle L2\nDeux.\n")
    read = draft(text, "fra", "fr")
    assert read.attachments == ()
    assert outline(read.body) == ["title 1", ["article l1", ["paragraph", "paragraph"], "article", [
        "paragraph", "paragraph", "paragraph"]], "title 2", ["article l2"]]
    annex = read.body[0].children[1]
    assert (annex.label, words_of(annex.heading)) == ((), "Article Annexe I à l'article L1")


def test_chapters_of_europe_with_a_small_letter() -> None:
    text = "REGULATION (EU) No 1/2020\nCHAPTER IV\nArticle 1\nIt applies.\nCHAPTER IVa\nArticle 1a\nIt binds.\n"
    assert outline(draft(text, "eng", "eu").body) == ["chapter 4", ["article 1"], "chapter 4a", ["article 1a"]]


def test_japanese_items_in_brackets_hold_others_or_are_held() -> None:
    holds = "図書館法\n第一条　次の順による。\n（一）　館\n一　本館\n二　分館\n（二）　書\n一　和書\n"
    assert outline(draft(holds, "jpn", "jp").body) == [
        "article 1", ["subparagraph 1", ["subparagraph 1", "subparagraph 2"], "subparagraph 2", ["subparagraph 1"]]]
    held = "図書館法\n第一条　次の順による。\n一　館\n（一）　本館\n（二）　分館\n二　書\n（一）　和書\n"
    assert outline(draft(held, "jpn", "jp").body) == [
        "article 1", ["subparagraph 1", ["indent 1", "indent 2"], "subparagraph 2", ["indent 1"]]]


def test_an_article_alone_on_its_line_goes_on_below_a_long_heading() -> None:
    heading = "INSIDE INFORMATION, INSIDER DEALING, UNLAWFUL DISCLOSURE OF INSIDE INFORMATION AND MARKET MANIPULATION"
    text = ("REGULATION (EU) No 1/2020\nCHAPTER 1\nGENERAL\nArticle 1\nIt applies.\nArticle 2\nIt binds.\nCHAPTER 2\n"
            f"{heading}\nArticle 3\nIt enters into force.\nArticle 2 shall apply from 2021.\n")
    assert outline(draft(text, "eng", "eu").body) == [
        "chapter 1", ["article 1", "article 2"], "chapter 2", ["article 3", ["paragraph", "paragraph"]]]


def test_japanese_hundreds_and_ordinals() -> None:
    text = ("図書館法\n第九十九条　館を置く。\n第百条　次の順による。\n第一　館長\n第二　館員\n"
            "第百一条　無料とする。\n")
    assert outline(draft(text, "jpn", "jp").body) == [
        "article 99", "article 100", ["subparagraph 1", "subparagraph 2"], "article 101"]


def test_typography_alone_shows_the_structure_of_another_language() -> None:
    text = "Bibliotheksgesetz\n§ 1 Zweck\n(1) Das Gesetz gilt.\n(2) Es bindet.\n§ 2 Dauer\n(1) Es gilt lange.\n"
    assert outline(draft(text, "und", "xx").body) == [
        "section 1", ["subsection 1", "subsection 2"], "section 2", ["subsection 1"]]


def test_divisions_sections_and_lists_of_acts_of_the_district_of_columbia() -> None:
    text = ("Library Act of 2020\nBE IT ENACTED BY THE COUNCIL OF THE DISTRICT OF COLUMBIA, That this act is cited.\n"
            'Chapter 1B-i. Libraries.\nTITLE I. DEFINITIONS\nSec. 101. Definitions.\nThe term:\n(1) "Book" means:\n'
            "(A) (i) A volume; or\n(ii) A list of:\n(I) Volumes;\n(II) Maps; or\n(III) Charts.\n(B) A map.\n"
            "TITLE II. LOANS\nSec. 201. Loans.\n(a) A book is lent.\n(a-1) A map is not.\n(b) A list is.\n")
    lists = ["clause 1", "clause 2", ["subclause 1", "subclause 2", "subclause 3"]]
    assert outline(draft(text, "eng", "us").body) == [
        "chapter 1b-1", "title 1", ["section 101", ["paragraph 1", ["subparagraph 1", lists, "subparagraph 2"]]],
        "title 2", ["section 201", ["subsection 1", "subsection 1-1", "subsection 2"]]]


@pytest.mark.parametrize(("language", "words"), [
    ("eng", ("SUBDIVISION", "and", "to", "Repealed", "SOR")), ("fra", ("SOUS-SECTION", "et", "à", "Abrogé", "DORS"))])
def test_subdivisions_and_repealed_ranges_of_canadian_regulations(language: str, words: tuple[str, ...]) -> None:
    division, both, through, repealed, series = words
    note = f"[{repealed}, {series}/99-1, s. 2]"
    text = (f"Loi Act\n{series}/90-39\n{division} 1 Ships\n1 (1) The owner keeps\n(a) Records;\n(b) {both} (c) {note}\n"
            f"(d) Logs\n(i) By day,\n(ii) {through} (iv) {note}\n(v) By night.\n(2) {through} (4) {note}\n(5) Ends.\n")
    lists = ["paragraph 1", "paragraph 2", "paragraph 4", ["subparagraph 1", "subparagraph 2", "subparagraph 5"]]
    assert outline(draft(text, language, "ca").body) == [
        "subdivision 1", ["section 1", ["subsection 1", lists, "subsection 2", "subsection 5"]]]


def test_a_heading_that_names_a_schedule_begins_none_where_sections_count_on() -> None:
    text = "Pilots Regulations\nSOR/99-5\nTerms\n1 Words.\n2 The areas.\nSchedule 1\n3 The tonnage.\n"
    found = draft(text, "eng", "ca")
    assert found.attachments == ()
    assert outline(found.body)[-2:] == ["hcontainer", ["section 3"]]
    assert outline(draft(text.replace("3 The", "1 The"), "eng", "ca").attachments[0].body) == ["section 1"]


def test_rows_of_a_table_between_tabs_open_nothing() -> None:
    text = ("Fees Regulations\nSOR/99-5\n1 (1) The fee is in the table.\nItem\tShip\tFee\n1\tSmall ship\t10\n"
            "2\tLarge ship\t20\n(2) It is paid.\n2 It is kept.\n")
    assert outline(draft(text, "eng", "ca").body) == ["section 1", ["subsection 1", "subsection 2"], "section 2"]


@pytest.mark.parametrize(("amendment", "inner"), [
    ("(2) In Article 3, at the end insert “, and a mark is pending where:\n(a) it is new,\n(b) it is open.\n.\n", []),
    (("(2) In section 20—\n(a) for “he” substitute “they”,\n(b) after subsection (2), insert—\n(2A) It applies to—\n"
      "(a) a farmer,\n(b) a zoo.\n(c) subsection (3) is repealed.\n"), [
          ["paragraph 1", "paragraph 2", "paragraph 3"]])])
def test_text_that_a_british_act_inserts_opens_nothing_in_it(amendment: str, inner: list[object]) -> None:
    text = ("Animals Act 2019\nAn Act to make provision about animals; and for connected purposes.\n"
            f"1 (1) The Act is amended.\n{amendment}(3) In section 24, omit “he”.\n2, 3 . . . . .\n"
            "4 This Act extends to Scotland.\n")
    assert outline(draft(text, "eng", "gb").body) == [
        "section 1", ["subsection 1", "subsection 2", *inner, "subsection 3"], "section 2", "section 4"]


def test_parts_of_a_european_regulation_may_count_in_words() -> None:
    text = ("REGULATION (EU) No 575/2013\nPART ONE\nGENERAL PROVISIONS\nArticle 1\nScope.\nPART TWO\nOWN FUNDS\n"
            "Article 2\nItems.\nPART ELEVEN\nFINAL PROVISIONS\nArticle 3\nEntry into force.\n")
    assert outline(draft(text, "eng", "eu").body) == [
        "part 1", ["article 1"], "part 2", ["article 2"], "part 11", ["article 3"]]


def test_a_japanese_statute_in_katakana_with_ranges_and_branches() -> None:
    text = ("失火取扱法\n第一章　総則\n第一条　本法ニ於テ失火ト称ス\n第一条ノ二　左ノ場合ハ此ノ限ニ在ラズ\n一　故意\n"
            "一ノ二　過失\n第二条乃至第四条　削除\n第一章ノ二　雑則\n"
            "第五条　第一条ノ規定ニ依ル\n②　前項ノ規定ヲ準用ス\n")
    assert outline(draft(text, "jpn", "jp").body) == [
        "chapter 1", ["article 1", "article 1-2", ["subparagraph 1", "subparagraph 1-2"], "article 2"],
        "chapter 1-2", ["article 5", ["paragraph", "paragraph 2"]]]


def test_a_japanese_heading_may_begin_with_a_foreign_word_and_a_reference_with_a_particle() -> None:
    text = "調査規則\n第1章ニーズ調査\n第1条　甲。\n第2章トンネル\n第2条　乙。\n第一章ノ規定ハ適用セズ\n"
    assert outline(draft(text, "jpn", "jp").body) == ["chapter 1", ["article 1"], "chapter 2", ["article 2", [
        "paragraph", "paragraph"]]]


def test_paragraphs_of_a_japanese_article_may_count_from_two_in_circles() -> None:
    text = ("労働基準法\n第一条　次の各号による。\n一　給料\nイ　手当\n（１）　国債\n（ｉ）　短期\n（ｉｉ）　長期\n"
            "②　前項の例による。\n一　実費\n③　適用しない。\n")
    inner = ["subparagraph 1", ["point 1", ["indent 1", ["indent 1", "indent 2"]]]]
    assert outline(draft(text, "jpn", "jp").body) == [
        "article 1", ["paragraph", inner, "paragraph 2", ["subparagraph 1"], "paragraph 3"]]


def test_a_japanese_statute_of_paragraphs_alone() -> None:
    text = "特例法\n１　特例を定める。\n２　次に掲げる場合による。\n一　災害\n二　特別\n３　前項による。\n"
    assert outline(draft(text, "jpn", "jp").body) == [
        "paragraph 1", "paragraph 2", ["subparagraph 1", "subparagraph 2"], "paragraph 3"]
    assert outline(draft("要領\n一　目的\n１　甲\n２　乙\n二　範囲\n", "jpn", "jp").body)[0] == "section 1"


def test_contents_of_a_japanese_statute_follow_the_words_of_its_promulgation() -> None:
    text = ("労働法\n（昭和二十二年法律第四十九号）\n労働法をここに公布する。\n目次\n　第一章　総則（第一条―第二条）\n"
            "　附則\n第一章　総則\n第一条　一。\n第二条　二。\n附　則\n三。\n")
    assert outline(draft(text, "jpn", "jp").body)[:2] == ["chapter 1", ["article 1", "article 2"]]


def test_a_stop_behind_the_number_of_a_french_division_leaves_it_alone() -> None:
    text = ("Code du travail\nLivre VII : Un\nTitre Ier : Biens\nArticle L1\nUn.\nLivre VIII : Deux\n"
            "Titre préliminaire.\nArticle L2\nDeux.\nArticle Tableau n° 8\nTrois.\n")
    assert outline(draft(text, "fra", "fr").body)[2:] == [
        "book 8", ["title 0", ["article l2", "article", ["paragraph"]]]]


def test_divisions_with_a_point_and_sections_with_a_letter_of_canadian_regulations() -> None:
    text = ("Food Regulations\nSOR/99-5\nPART 1.1 General\nSubpart 2 Names\nDIVISION 2.1 Words\nA.01.001 Short title.\n"
            "A.01.002 (1) Food is\n(a) fresh; or\n(b) kept.\nA.01.003 Drugs.\n")
    sections = ["section a1-1", "section a1-2", ["subsection 1", ["paragraph 1", "paragraph 2"]], "section a1-3"]
    assert outline(draft(text, "eng", "ca").body) == ["part 1-1", ["subpart 2", ["division 2-1", sections]]]


def test_lists_in_katakana_and_repealed_items_of_a_japanese_article() -> None:
    text = ("航空法\n第一章及び第二章　削除\n第三章　検査\n第一条　次に掲げるもの。\n一　甲\n（イ）　子\n（ロ）　丑\n"
            "一の二の二　乙\n二から四まで　削除\n五　丙\nア　子\nイ　丑\nウ　寅\n"
            "六　丁\nイ　子\nロ及びハ　削除\nニ　卯\n")
    items = ["subparagraph 1", ["indent 1", "indent 2"], "subparagraph 1-2-2", "subparagraph 2",
             "subparagraph 5", ["point 1", "point 2", "point 3"], "subparagraph 6", ["point 1", "point 2", "point 4"]]
    assert outline(draft(text, "jpn", "jp").body) == ["chapter 1", "chapter 3", ["article 1", items]]


def test_old_characters_and_circles_of_japanese_statutes() -> None:
    text = "図書館法\n第一條　館を置く。\n○２　館は公開する。\n第二條　館は貸す。\n"
    assert outline(draft(text, "jpn", "jp").body) == ["article 1", ["paragraph", "paragraph 2"], "article 2"]


@pytest.mark.parametrize("heading", ["", "前文\n"])
def test_the_preamble_of_a_japanese_statute_is_behind_its_contents(heading: str) -> None:
    text = ("図書館法\n目次\n　第一章　総則（第一条）\n　第二章　雑則（第二条）\n　附則\n"
            f"{heading}　我らは、図書を愛する。\n第一章　総則\n第一条　館を置く。\n第二章　雑則\n第二条　館は貸す。\n")
    read = draft(text, "jpn", "jp")
    assert blocks(read.preamble) == [*heading.split(), "我らは、図書を愛する。"]
    assert outline(read.body) == ["chapter 1", ["article 1"], "chapter 2", ["article 2"]]


def test_an_entry_of_contents_for_a_preamble_without_a_heading_is_never_repeated() -> None:
    text = ("図書館法\n目次\n　前文\n　第一章　総則（第一条）\n　第二章　雑則（第二条）\n　附則\n"
            "　我らは、図書を愛する。\n第一章　総則\n第一条　館を置く。\n第二章　雑則\n第二条　館は貸す。\n"
            "附　則\n三。\n")
    read = draft(text, "jpn", "jp")
    assert blocks(read.preamble) == ["我らは、図書を愛する。"]
    assert outline(read.body)[:4] == ["chapter 1", ["article 1"], "chapter 2", ["article 2"]]


def test_inserted_divisions_and_articles_alone_on_their_lines_of_a_french_code() -> None:
    """A division with a heading may stand elsewhere than behind its number, and a line may lack its final mark."""
    articles = "".join(f"Article R{number}\nLe prêt est libre.\n" for number in range(1, 5))
    text = (f"Code des bibliothèques\nSection 1 : Prêt\n{articles}Section 4 : Fonds\nArticle R22-3\n"
            "Le fonds est public, sauf dans les cas prévus par la loi et par les règlements du dépôt et de la salle\n"
            "Article R30-7\nLe fonds dure tant que la salle est ouverte à tous les lecteurs et visiteurs\n"
            "Section 2 bis : Lecteurs\nArticle R41\nIls lisent.\n")
    first = [f"article r{number}" for number in range(1, 5)]
    assert outline(draft(text, "fra", "fr").body) == [
        "section 1", first, "section 4", ["article r22-3", "article r30-7"], "section 2bis", ["article r41"]]


@pytest.mark.parametrize("heading", ["Supplementary Provisions", "ADDENDA <Act No. 100, Mar. 29, 2011>"])
def test_addenda_of_an_english_law_number_anew(heading: str) -> None:
    text = (f"Library Act\nChapter 1 Loans\nArticle 1\nIt is open.\nArticle 2\nIt is free.\n{heading}\n"
            "Article 1\nIt enters into force at once.\n")
    chapter, addenda = draft(text, "eng", "tw").body
    assert (outline([chapter]), addenda.name, outline(addenda.children)) == (
        ["chapter 1", ["article 1", "article 2"]], "addenda", ["article 1"])


def test_supplementary_provisions_whose_sections_count_on_are_no_addenda() -> None:
    text = "Library Act\n1 It is open.\nSupplementary Provisions\n2 It is free.\n3 It is public.\n"
    assert all(unit.name != "addenda" for unit in draft(text, "eng", "gb").body)


def test_a_part_that_is_named_within_a_section_is_text() -> None:
    text = ("Register Act\n1 (1) There is a register.\nPART 1 OF THE REGISTER\n(2) It has parts.\n2 It is open.\n"
            "PART 2 Final\n3 It ends.\n")
    assert outline(draft(text, "eng", "gb").body) == [
        "section 1", ["subsection 1", "subsection 2"], "section 2", "part 2", ["section 3"]]


def test_small_letters_in_brackets_in_a_korean_article() -> None:
    text = ("도서관 계약\n제1조(정의) 뜻은 다음과 같다.\n(a) “원고”란 소를 제기한 자를 말한다.\n"
            "(b) “피고”란 그 상대를 말한다.\n제2조 끝.\n")
    first, second = draft(text, "kor", "kr").body
    assert ([unit.number for unit in first.children], second.number) == (["1", "2"], "2")


def test_a_number_of_a_year_and_a_day_of_signature_name_no_country() -> None:
    read = draft("Decision of the Library\nNo. 7 of 2026\nsigned on 3 March 2026\nArticle 1\nIt opens.\n", "eng", "xx")
    paragraphs = [block for block in read.preface if isinstance(block, Block)]
    marks = [item for block in paragraphs for item in block.content if isinstance(item, Mark)]
    assert [(mark.name, dict(mark.attributes).get("date")) for mark in marks] == [
        ("docTitle", None), ("docNumber", None), ("docDate", "2026-03-03")]


@pytest.mark.parametrize("colon", "：︰")
def test_the_colon_of_laws_of_taiwan_leads_to_a_list(colon: str) -> None:
    text = ("圖書館條例\n\n第 1 條\n圖書館所提供之圖書或服務有圖書借閱錯置之瑕疵，致他人受損害，依法律\n"
            f"或契約應負賠償責任，而有下列情事之一者，館長得減輕或免除其賠償責\n任{colon}\n"
            "一、提供圖書或服務時，已於明顯處為有圖書借閱錯置危險之警告標示，\n    並附載危險之緊急處理方法者。\n"
            "二、於損害發生前已就圖書借閱錯置危險之緊急處理方法以書面通知，或\n"
            "    無法以書面通知時，已於損害發生前以相關大眾得以知悉之顯著方式\n    公告達十五日以上者。\n"
            "第 2 條\n本條例自公布日施行。\n")
    assert outline(draft(text, "zho-Hant", "tw").body) == [
        "article 1", ["subparagraph 1", "subparagraph 2"], "article 2"]
