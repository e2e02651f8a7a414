"""References compared: other units, members of lists and ranges that are left out, and what is no discrepancy."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.cross_references.references import references

from tests.base import schema


def found(languages: tuple[str, str], left: str, right: str) -> list[tuple[tuple[str, str], ...]]:
    known = schema().languages
    return [item.facts for item in references((left, right), (known[languages[0]], known[languages[1]]), 0)]


@pytest.mark.parametrize(("languages", "left", "right", "words"), [
    (("zho", "kor"), "依照第三条第二款", "제3조제4항에 따라", ("第三条第二款", "제3조제4항")),
    (("zho", "kor"), "第三条至第五条", "제3조부터 제6조까지", ("第三条至第五条", "제3조부터 제6조까지")),
    (("zho", "kor"), "第三条、第五条和第八条", "제3조 및 제5조", ("第八条", "제5조")),
    (("eng", "fra"), "paragraph 4(1)(a)", "l’alinéa 4(1)b)", ("paragraph 4(1)(a)", "alinéa 4(1)b)")),
    (("zho-Hant", "eng"), "依第十三條第一項", "under Paragraph 14.1", ("第十三條第一項", "14.1")),
    (("zho-Hant", "eng"), "依第十三條第一項", "under Paragraph 13.2", ("第十三條第一項", "13.2")),
    (("zho-Hant", "eng"), "依附表二辦理", "under Annex C", ("附表二", "Annex C")),
    (("zho-Hant", "eng"), "第七條第四項前段、第八條第三項、第九條第三項規定",
     "the preceding section of paragraph 4 of Article 7 and paragraph 3 of Article 9", ("第八條第三項", "–")),
    (("zho-Hant", "eng"), "經營第一款至第六款相關業務", "business under subparagraphs 4 to 6 of this article",
     ("第一款至第六款", "6")),
    (("zho-Hant", "eng"), "依第三條第一項第七款", "under Subparagraph 8, Paragraph 1, Article 3",
     ("第三條第一項第七款", "8")),
    (("eng", "fra"), "Despite subsection (1), one person may", "Malgré le paragraphe (4), une personne peut",
     ("subsection (1)", "paragraphe (4)")),
    (("eng", "fra"), "under sections 11.3 to 11.4", "aux articles 11.2 à 11.4",
     ("sections 11.3 to 11.4", "articles 11.2 à 11.4")),
    (("zho-Hant", "eng"), "第五十四條第二款、五十五條及第五十六條",
     "Article 54, Subparagraph 2, Article 57, and Article 56", ("五十五條", "57")),
    (("zho-Hant", "eng"), "申請人應聲明符合前項第二款至第四款之規定。",
     "certifying that the requirements stipulated in subparagraph (2)~(5) of the first paragraph of this Article",
     ("前項第二款至第四款", "(5)")),
    (("zho-Hant", "eng"), "格式如附件六至附件八：", "formats as shown in Appendix 6 to 9", ("附件八", "9")),
    (("zho-Hant", "eng"), "第九條第二項第四款及第八條第一項",
     "subparagraph (4) of Article 9, paragraph 1, and Article 8, paragraph 2", ("第九條第二項第四款", "(4)")),
    (("zho-Hant", "eng"), "填具申請書（如附件三），應依前條規定", "must follow Article 5", ("附件三", "–")),
    (("zho-Hant", "eng"), "填具申請書（如附件三），應依第六條規定", "must follow Article 5", ("第六條", "5")),
    (("zho-Hant", "eng"), "依第七條第一項第九款", "under Subparagraph 9, Paragraph 1, Article 9", (
        "第七條第一項第九款", "9")),
    (("zho", "kor"), "第七条第九款第一项", "제9조제9항", ("第七条第九款第一项", "제9조제9항")),
    (("zho", "eng"), "第二条第（一）款和第九条、第十条", "Section 2(a)(4)(B) and sections 9 and 11", ("第十条", "11")),
    (("zho", "kor"), "按照附件2办理", "별표 3에 따라", ("附件2", "별표 3")),
    (("eng", "fra"), "set out in Schedule 2", "figurant à l’annexe 4", ("Schedule 2", "annexe 4")),
    (("zho", "eng"), "第三条第a款", "Section 4(a)", ("第三条第a款", "Section 4(a)")),
    (("zho-Hant", "eng"), "第二項第二款至第四款之基金", "under item II to item V of Paragraph 2",
     ("第二項第二款至第四款", "V")),
    (("zho-Hant", "eng"), "附表三所列物種", "species listed in Appendix I", ("附表三", "Appendix I")),
    (("zho-Hant", "eng"), "第十條至第十三條所列", "listed in Article 10-12", ("第十條至第十三條", "10-12")),
    (("zho-Hant", "eng"), "第一項第三款之校地", "Section 1 of the third paragraph", ("第一項第三款", "Section 1")),
    (("zho-Hant", "eng"), "第六條第五款及第九條第一項第五款",
     "subparagraph 2, paragraph 1 of Article 6 and subparagraph 5, paragraph 1 of Article 9", ("第六條第五款", "2")),
    (("zho-Hant", "eng"), "依第十五條第二款、第十九條第一項第五款",
     "subparagraph 2, paragraph 1 of Article 15 and subparagraph 5, paragraph 2 of Article 19",
     ("第十九條第一項第五款", "5")),
    (("zho-Hant", "eng"), "第十二條第一項及第七條第二項", "Paragraph 1 of Article 12 and Paragraph 1 of Article 7",
     ("第七條第二項", "1")),
    (("zho-Hant", "eng"), "第一項第二款至第四款", "subparagraphs 1 to 4 of paragraph 1", ("–", "1")),
    # A unit that is printed alone is in the unit around the one of its level before it.
    (("zho-Hant", "eng"), "第十六條第一項第一款所定費用及第二款所定費用",
     "fees of Article 16, Paragraph 1, Subparagraph 1 and fees of Article 16, Paragraph 2, Subparagraph 2",
     ("第二款", "2")),
    (("zho-Hant", "eng"), "第一項第一款文件由本會審查，第二款、第三款文件由該機關審查",
     "Subparagraph 1 of Paragraph 1 is reviewed by us, Subparagraph 2 and 3 of Paragraph 6 by the agency",
     ("第二款", "2")),
    # A range ends elsewhere, though another unit has words in the place of a number.
    (("zho-Hant", "eng"), "第五條第三款各目所列者，依第四條至第八條規定確認，並依第九條規定留存",
     "the items in Subparagraph 3 of Article 5 are confirmed under Article 4 to Article 9 and kept under Article 9",
     ("–", "9")),
    (("eng", "fra"), "subitem 1(1) or 2(1) of the schedule", "aux paragraphes 8(1) ou 2(1) de l’annexe",
     ("1(1)", "paragraphes 8(1)")),
    (("eng", "fra"), "item 7 of Part III, except subitem (40)", "article 7 de la partie III, sauf le paragraphe (43)",
     ("(40)", "paragraphe (43)")),
    (("eng", "fra"), "item 2 of Part III of the schedule", "à l’article 4 de la partie III de l’annexe",
     ("2", "article 4")),
    (("zho", "eng"), "本协议第一、五、六、七及第六条", "Sections 1, 5, 6, 7, and 8", ("六", "8")),
    (("zho", "eng"), "第四条第二款第（一）项与第（二）项", "Section 2(b)(1)-(2)",
     ("第四条第二款第（一）项", "Section 2(b)(1)-(2)")),
    (("zho", "eng"), "前款第二项至第七项", "items (2) to (5) of the preceding paragraph",
     ("前款第二项至第七项", "(5)")),
    (("zho-Hant", "eng"), "前條第二項第四款", "the first paragraph, item 4, of the previous article",
     ("前條第二項第四款", "first")),
    (("zho-Hant", "eng"), "第七條第一項第三款、第七條第三項",
     "Subparagraph 1, Paragraph 1, Article 7 and Paragraph 3, Article7", ("第七條第一項第三款", "1")),
    (("eng", "fra"), "set out in Schedule 3, as in Schedule 2", "figurant à l’annexe 2", ("Schedule 3", "–")),
    # The changed number recurs elsewhere.
    (("zho-Hant", "eng"), "第七條第一項第一款、第九款或第十款，各該公司同條項第三款、第九款或第十款，依第二項至第四項",
     "Subparagraphs 1, 9, or 10, Paragraph 1, Article 7, and Subparagraphs 1, 9, or 10, under Paragraphs 2 to 4",
     ("第三款", "1")),
    (("zho", "kor"), "第五条、第六条，适用第六条至第七条", "제5조, 제6조에 대하여는 제5조부터 제7조까지",
     ("–", "제5조부터 제7조까지")),
    (("zho-Hant", "eng"), "違反第28至33條者，依第28條", "violates sections 29 to 33, under section 28", ("28", "–")),
    (("zho-Hant", "eng"), "依第七條第三項第一款計算，同條第三項另有規定",
     "under Subparagraph 1, Paragraph 1, Article 7, but see Paragraph 3, Article 7", ("第七條第三項第一款", "1")),
    # Letters, Hong Kong, the European Union.
    (("zho", "eng"), "第二条b款第(1)项与第(2)项", "Section 2(g)(1)-(2)", ("第二条b款第(1)项", "Section 2(g)(1)-(2)")),
    (("zho", "eng"), "第三条a款第(1)项(A)目(i)", "Section 3(a)(1)(B)(i)", (
        "第三条a款第(1)项(A)目(i)", "Section 3(a)(1)(B)(i)")),
    (("zho-Hant", "eng"), "第12A(3)(b)條", "section 12A(3)(c)", ("第12A(3)(b)條", "section 12A(3)(c)")),
    (("eng", "fra"), "point (b) of Article 5(2)", "l’article 5, paragraphe 2, point c)",
     ("point (b)", "article 5, paragraphe 2, point c)")),
    (("eng", "fra"), "under Article 20a", "de l’article 20 ter", ("Article 20a", "article 20 ter")),
    (("eng", "fra"), "In sections 3.4 to 5.7, as in section 3", "Aux articles 5.4 à 5.7, au sens de l’article 3",
     ("sections 3.4 to 5.7", "articles 5.4 à 5.7")),
    # The unit around is another one.
    (("eng", "fra"), "any of paragraphs (2)(a) to (e) at the time", "visée au paragraphe (3) dans ce délai",
     ("paragraphs (2)(a) to (e)", "paragraphe (3)")),
    # Lists of annexes.
    (("eng", "fra"), "named in Schedules I and V to section 3", "figurant à l’annexe I et à l’annexe IV, article 3",
     ("V", "annexe IV")),
    (("zho-Hant", "eng"), "依第三條及附表一至三規定", "under Article 3 and Appendices 1 to 4", ("三", "4")),
    # A heading and the text below it.
    (("eng", "fra"), "Sections 8 to 14\nSections 8 to 14 of the Act do not apply.",
     "Articles 8 à 14\nLes articles 9 à 14 de la loi ne s’appliquent pas.", ("Sections 8 to 14", "articles 9 à 14")),
    (("zho-Hant", "eng"), "第十四條之一第一款", "paragraph 1 of Article 14-2to be rectified", (
        "第十四條之一第一款", "Article 14-2")),
    # A range that begins earlier, whose units recur; a unit that the other text would only repeat.
    (("eng", "fra"), "subsections 8(2) and 9(5), sections 10 to 14 and subsection 16(5)",
     "les paragraphes 8(2) et 9(5), les articles 8 à 14 et le paragraphe 16(5)", ("–", "articles 8 à 14")),
    (("eng", "fra"), "section 16 applies; section 16 is deemed to be section 19",
     "l’article 16 s’applique; cet article est réputé être le même article", ("section 19", "–")),
])
def test_other_units_are_found(languages: tuple[str, str], left: str, right: str, words: tuple[str, str]) -> None:
    assert found(languages, left, right) == [(("left", words[0]), ("right", words[1]))]


@pytest.mark.parametrize(("languages", "left", "right"), [
    (("zho", "eng"), "请阅读政策手册的第 5 节，参见第 12.1 节。", "in the policy manual, section 5, see Section 12.1."),
    (("zho", "kor"), "依照第三条第二款第（一）项", "제3조제2항제1호에 따라"),
    (("zho", "kor"), "前款规定", "제1항에 따른"),
    (("zho-Hant", "eng"), "第五十四條第二款、五十五條及第五十六條",
     "Article 54, Subparagraph 2, Article 55, and Article 56"),
    (("zho-Hant", "eng"), "符合前項第二款至第四款", "in subparagraph (2)~(4) of the first paragraph"),
    (("zho-Hant", "eng"), "格式如附件六至附件八：", "formats of which are as shown in Appendix 6 to 8, in accordance"),
    (("zho-Hant", "eng"), "第九條第一項第一款、第二款或第四款",
     "subparagraphs (1), (2) or (4) of Article 9, paragraph 1, the agent"),
    (("zho", "kor"), "第一、二款及第三款", "제1항부터 제3항까지"),
    (("eng", "fra"), "under subsection (1)", "ainsi reçus"),
    (("eng", "fra"), "sections 5.4 to 5.7", "articles 5.4 à 5.7"),
    (("eng", "fra"), "under subsection (2) and with QR&O 112.06", "visé au paragraphe (2) et à l’article 112.06"),
    (("zho-Hant", "eng"), "第六條至第八條及第十條之一", "Articles 6, 7, 8, and 10-1"),
    (("eng", "fra"), "under section C.08.015 and section 4", "au titre des articles C.08.015 et de l’article 4"),
    (("zho", "eng"), "第二条a款第(4)项", "Section 2(a)(4)"),
    (("zho", "eng"), "第三条和第二条第四款", "section 3 and Section 2(a)(4)"),
    (("jpn", "eng"), "第三条", "Article 4"),
    (("eng", "fra"), "Schedule 2 and section 4", "l’annexe 2 et l’article 4"),
    (("zho-Hant", "eng"), "附表一所列物種及第十條", "species listed in Appendix I and Article 10"),
    (("zho-Hant", "eng"), "第二項第二款至第四款之基金", "under item II to item IV of Paragraph 2"),
    (("zho-Hant", "eng"), "列於第十條至第十二條之職稱", "roles listed in Article 10-12"),
    (("eng", "fra"), "any of paragraphs (2)(a) to (e) at the time", "visée au paragraphe (2) dans ce délai"),
    (("eng", "fra"), "in subparagraphs 4(a)(i) and (ii)", "visées à l’alinéa 4a)"),
    (("eng", "fra"), "named in Schedules I and IV to section 3", "figurant à l’annexe I et à l’annexe IV, article 3"),
    (("zho-Hant", "eng"), "依第三條，如附表一。", "under Article 3, as specified in Appendix 1."),
    (("zho-Hant", "eng"), "依第三條及附表一、二規定", "under Article 3 and Attached Tables 1 and 2"),
    (("zho-Hant", "eng"), "依第三條及附表一規定", "under Article 3 and the table (1)"),
    (("zho-Hant", "eng"), "第十八條第一項第一款或第二款", "subparagraph one or two, Paragraph 1, Article 18"),
    (("zho-Hant", "eng"), "違反第十四條之一第一款", "in violation of paragraph 1 of Article 14-1to be rectified"),
    (("eng", "fra"), "Sections 8 to 14\nSections 8 to 14 do not apply.",
     "Non-application\nLes articles 8 à 14 ne s’appliquent pas."),
    (("zho", "eng"), "第十六条和前条", "Article 16 and the preceding Article"),
    (("zho", "eng"), "前条和第十六条", "Articles 7 and 16"),
    (("zho-Hant", "eng"), "第四條第一項第一款至第三款、第五款或第六款",
     "Subparagraph 1 to 3, 5 or 6 of Paragraph 1 to Article 4"),
    (("zho-Hant", "eng"), "第十五條第一款至第三款", "subparagraphs 1~3 of Article 15"),
    (("zho", "eng"), "第三条第二项至第七项", "items (2) to (7) of Article 3"),
    (("zho-Hant", "eng"), "第一項至第三項剩餘款項", "balances under Paragraph 1 to Paragraph 3"),
    (("zho-Hant", "eng"), "第四十八條第三項及第四十九條第二項", "Paragraph 3 Article 48 and Article 49, Paragraph 2"),
    (("zho-Hant", "eng"), "第二百二十八條第二項、第二百三十一條第一項", "paragraph 2 of 228, paragraph1 of 231"),
    (("zho-Hant", "eng"), "第五條第一項及第二項", "Paragraph 1 and Paragraph 2 of Article 5"),
    (("zho-Hant", "eng"), "第七條第一項第一款、第九款", "Subparagraphs 1 and 9 of the same Paragraph of Article 7"),
    (("zho-Hant", "eng"), "第八條第一項、第二項或第九條", "Paragraph 1 or 2 of Article 8, or Article 9"),
    (("zho-Hant", "eng"), "第3(2)(a)、(b)及(d)條、第5至7條及(a)至(c)段",
     "section 3(2)(a), (b) and (d), sections 5 to 7 and paragraphs (a) to (c)"),
    (("zho", "eng"), "第三条a款第(1)项(A)目(i)", "Section 3(a)(1)(A)(i)"),
    (("zho", "eng"), "第二款第（一）项至第（六）项", "Item (1) to Item (6) of the Second Paragraph"),
    (("zho", "eng"), "第七十四条第二款至第四款", "the second paragraph to the fourth paragraph under Article 74"),
    (("eng", "fra"), "Article 20a and point (c) of Article 96(8)",
     "l’article 20 bis et l’article 96, paragraphe 8, point c)"),
    (("eng", "fra"), "the first subparagraph of Article 5(2)", "au paragraphe 2, premier alinéa, de l’article 5"),
    (("zho", "eng"), "第十二条之一", "Article 12A"),
    (("zho-Hant", "eng"), "犯第三百三十九條之四第二項之罪", "offenses of Article 339 -4, Paragraph 2"),
    # A section after an article is a part of it.
    (("zho-Hant", "eng"), "依民事訴訟法第二十八條第二項聲請",
     "files a petition under Article 28, Section 2 of the Code"),
    (("zho-Hant", "eng"), "依本法第十三條第一項及第十四條第三項所定", "under Paragraphs 13.1 and 14.3 of the Act"),
    (("zho-Hant", "eng"), "第十七條第二項、第十八條第二項或第二十二條第二項", "Paragraph 17.2, 18.2, or 22.2 by him"),
    (("zho-Hant", "eng"), "不適用第二章至第五章及第七章第四十三條規定",
     "Chapters II to V and Article 43 of Chapter VII shall not apply"),
    (("zho-Hant", "eng"), "第十五條第一項第七款，並依第十五條第一項第七款及第八款",
     "subparagraph VII, paragraph I of Article 15, under subparagraph VII and VIII, paragraph I of Article 15"),
    (("zho-Hant", "eng"), "依第八條至第十條規定", "according to the provisions of Article 8 - Article 10"),
    (("zho-Hant", "eng"), "第一項第三款之校地，及第五款至第七款",
     "the land in Section 3 of the first paragraph, and Section 5 through 7 of the first paragraph"),
    (("zho-Hant", "eng"), "第一項第六款及第八款應檢具", "Section 6 and Section 8 of the first paragraph requires"),
    (("zho-Hant", "eng"), "違反第五條第二款或第三款之一。", "violating Subparagraph 2 or Subparagraph 3 of Article 5."),
    (("zho-Hant", "eng"), "第二十條至第二十二條所定事項", "matters as referred in Articles 20－22"),
    (("zho-Hant", "eng"), "第十三條至第十六條所定職務", "the positions stated in Article 13 ～16"),
    (("zho-Hant", "eng"), "第十九條及第二十六條規定之土地", "land of Articles nineteen and twenty-six, if any"),
    (("zho-Hant", "eng"), "依附表二辦理", "under Annex B"),
    (("zho-Hant", "eng"), "違反第十四條第一項、第二項、第十六條、第十七條第一項或第二項規定者",
     "violates Article 14 paragraph 1 or paragraph 2, Article 16 or Article 17 paragraph 1 or paragraph 2"),
    (("zho-Hant", "eng"), "違反第四條第一項或第五條第二項", "pursuant to Articles 4(I) or 5(II)"),
    (("zho-Hant", "eng"), "核子事故支援中心應辦理第三條之事項", "Duties\nParagraph 10.1\nThe matters of Article 3"),
    (("zho-Hant", "eng"), "第九條、第十條第一項第二款及第四款、第十一條第二款",
     "Articles 9, Subparagraph 2 and 4, Paragraph 1 of Article 10, Subparagraph 2 of Article 11"),
    (("zho-Hant", "eng"), "第十六條第一項第一款所定費用及第二款所定費用",
     "fees of Article 16, Paragraph 1, Subparagraph 1 and fees of Article 16, Paragraph 1, Subparagraph 2"),
    (("zho-Hant", "eng"), "本法第二十八條第三項及前條第一項所稱之轉交",
     "as in Paragraph 3 to Article 28 of the Act and Paragraph 1 to Article 26 of the Rules"),
    (("zho-Hant", "eng"), "第五條第三款各目所列者，依第四條至第八條規定確認，並依第九條規定留存",
     "the items in Subparagraph 3 of Article 5 are confirmed under Article 4 to Article 8 and kept under Article 9"),
    (("zho-Hant", "eng"), "第六條第一款文件由本會審查，第二款文件由該機關審查",
     "Article 6, Subparagraph 1 is reviewed by us, Subparagraph 2 by the agency"),
    (("eng", "fra"), "any of subitems 1(1) and (10), 2(1) and 10(1) of the schedule",
     "à l’un des paragraphes 1(1) et (10), 2(1) et 10(1) de l’annexe"),
    (("eng", "fra"), "item 7 of Part III of the schedule", "à l’article 7 de la partie III de l’annexe"),
    (("zho-Hant", "eng"), "犯第五十四條第三項前段、第四項、第五十五條之罪",
     "offenses of Article 54, former part of Paragraph 3, Paragraph 4, Article 55"),
    (("zho-Hant", "eng"), "犯第四條第一項、第五十四條第三項前段、第五項後段、第六十一條第一款之罪",
     "Article 4, Paragraph 1, Article 54, former part of Paragraph 3, latter part of Paragraph 5, Article 61, Item 1"),
    (("eng", "fra"), "a facility that meets paragraph (1)(a) or (b) under subsection (1)",
     "une installation visée au paragraphe (1) qui se conforme à ce paragraphe"),
])
def test_the_same_units_in_other_words_are_none(languages: tuple[str, str], left: str, right: str) -> None:
    assert found(languages, left, right) == []


def test_an_article_is_missing_where_no_word_stands_for_it() -> None:
    left = "Section 16 applies to increases greater than those in section 19."
    right = "L’article 16 s’applique aux augmentations supérieures à celles prévues à cet article."
    assert found(("eng", "fra"), left, right) == [(("left", "section 19"), ("right", "–"))]
    assert found(("eng", "fra"), left, right.replace("cet article", "l’article précédent")) == []


@pytest.mark.parametrize(("left", "share"), [("前條第一項第四款及第一款", 0.7), ("第九條第一項第四款及第一款", 1.0)])
def test_units_whose_own_numbers_both_texts_have_are_doubtful_beside_words_for_one(left: str, share: float) -> None:
    texts = left, "subparagraph 1 of paragraph 4 and subparagraph 1 of paragraph 1 of Article 9"
    made = list(references(texts, (schema().languages["zho-Hant"], schema().languages["eng"]), 0))
    assert [item.confidence for item in made] == [share]


@pytest.mark.parametrize(("eid", "share"), [("art_10", 1.0), ("art_4", 0.7), ("", 0.7)])
def test_words_for_the_article_before_count_as_its_number_where_the_other_text_prints_it(
        eid: str, share: float) -> None:
    """`eid` is that of the clause."""
    texts = "前條第一項第四款及第一款", "subparagraph 1 of paragraph 4 and subparagraph 1 of paragraph 1 of Article 9"
    clauses = ClausePair(ComparedClause(eid, texts[0]), ComparedClause(eid, texts[1]))
    made = list(references(texts, (schema().languages["zho-Hant"], schema().languages["eng"]), 0, clauses))
    assert [item.confidence for item in made] == [share]
