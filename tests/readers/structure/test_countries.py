"""Laws of several countries, read by the data of their languages and jurisdictions."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.draft import Inline, Text

from tests.readers.reading import draft, outline


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
