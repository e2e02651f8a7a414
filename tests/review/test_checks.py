from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.config.works import Waiver
from diptych.diagnostics import Position
from diptych.review.checks import confident, review, waived
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy
from diptych.review.confidence.duplicates import first_of_rows
from diptych.review.confidence.precision import DEFAULT
from diptych.review.figures import figures
from diptych.review.placement.displaced import displaced
from diptych.review.quantities.enumerations import enumerations
from diptych.review.quantities.numbers import bounds, numbers
from diptych.review.wording.letters import letters
from diptych.review.wording.negations import negations
from diptych.review.wording.punctuation import punctuation
from diptych.review.wording.repetitions import repetitions
from hypothesis import given
from hypothesis import strategies as st

from tests.base import schema
from tests.review.side import Check, found, languages, reviewed, said


@pytest.mark.parametrize(("check", "left", "right", "names", "wrong"), [
    (punctuation, "（一）全国《规划》", "(1) 전국 《계획》", "zho-kor", []),
    (punctuation, "《规划", "《계획", "zho-kor", []),
    (punctuation, "《规划》", "《계획", "zho-kor", [("Q020", "", "《")]),
    (punctuation, "《规划》", "계획", "zho-kor", [("Q021", "《规划》", "")]),
    (punctuation, "《规划》", "‘계획’", "zho-kor", []),
    (punctuation, "负责人（以下简称负责人）", 'its "responsible person" ("Responsible Person")', "zho-eng", []),
    (punctuation, "负责人", 'its "responsible person" "Responsible Person")', "zho-eng", [("Q020", "", ")")]),
    (punctuation, "按 < 键", "< 키를", "zho-kor", []),
    (punctuation, "按下", "< 키를", "zho-kor", []),
    (punctuation, "a) the act", "a) la loi", "eng-fra", []),
    (punctuation, "the licensor's act (if any", "la loi (le cas échéant)", "eng-fra", [("Q020", "(", "")]),
    (punctuation, "under paragraph 23(a) and (b)", "visé aux alinéas 23a) et b)", "eng-fra", []),
    (letters, "罗津港", "나진(羅津)항", "zho-kor", []),
    (letters, "罗津港", "나진 羅津港", "zho-kor", [("Q040", "", "羅津港")]),
    (letters, "罗津항", "나진항", "zho-kor", [("Q040", "항", "")]),
    (letters, "Reports that people file will promptly become visible to others.", "보고는 곧 공개됩니다", "zho-kor",
     [("Q040", "Reports that people file will promptly become visible to others", "")]),
    (letters, "输入 “Type the name of the file that you want to use”", "Type the name 입력", "zho-kor", []),
    (letters, "使用 GNU/Linux", "GNU/Linux 사용", "zho-kor", []),
    (letters, "促进發展", "촉짆다", "zho-kor", [("Q043", "發", ""), ("Q043", "", "짆")]),
    (letters, "朱镕基签署", "주룽지 서명", "zho-kor", []),
    (letters, "經濟気候", "the climate", "zho-Hant-eng", [("Q043", "気", "")]),
    (letters, "the \u0430ct", "la loi", "eng-fra", [("Q043", "\u0430", "")]),
    (letters, "العربية 日本語 русский", "العربية 日本語 русский", "zho-kor", []),
    (punctuation, 'the “Act") and', "(la loi)", "eng-fra", [("Q020", ")", "")]),
    # A mark that is open within a bracket; a bracket between the marks of two words.
    (punctuation, "an office (the “Office) issues", "un bureau (ci-après le bureau)", "eng-fra", [("Q020", "“", "")]),
    (punctuation, 'the word "new "("second") is printed', "le mot nouveau (second)", "eng-fra", []),
    (punctuation, 'as the “Act"', "la loi", "eng-fra", []),
    (repetitions, "remuneration fixed by by-law", "peut faire faire des études", "eng-fra", []),
    (repetitions, "扎扎实实，人人有责", "매우 매우", "zho-kor", []),
    (repetitions, "的的发展", "발전을 위해", "zho-kor", [("Q041", "的的", "")]),
    (repetitions, "Rights of Canada\nCanada has rights", "Droits du Canada\nLe Canada a des droits", "eng-fra", []),
    (repetitions, "发展", "발전을을 위해", "zho-kor", [("Q041", "", "을을")]),
    (repetitions, "用户在在线目录使用使用情况表，並在在場", "목록의 현황", "zho-kor", [("Q041", "在在", "")]),
    (repetitions, "登记登记簿和使用使用权，批准批准书", "등기부", "zho-kor", []),
    (repetitions, "应当批准批准申请", "신청을 승인한다", "zho-kor", [("Q041", "批准批准", "")]),
    (repetitions, "目的的明确，为了了解对对方的要求，不再要求和和平谈判", "발전을 위해", "zho-kor", []),
    (repetitions, "并合并合理的贡献", "기여", "zho-kor", []),
    (repetitions, "或会员或会员代表大会，称行为为方法", "회원 또는 회원 대표", "zho-kor", []),
    (repetitions, "但是是为因为为了", "발전을 위해", "zho-kor", []),
    (repetitions, "人之人身安全，證人之人之人身", "발전", "zho-Hant-kor", []),
    (repetitions, "权利权利人", "마을을 위한 결과와 차근 차근", "zho-kor", []),
    (repetitions, "建设建设", "발전", "zho-kor", [("Q041", "建设建设", "")]),
    (repetitions, "发展", "발전 발전", "zho-kor", [("Q041", "", "발전 발전")]),
    (repetitions, "Dash dot dot", "Trait point point", "eng-fra", []),
    (repetitions, "很有用的资源", "a valuable valuable resource for the archive", "zho-kor", []),
    (repetitions, "数字格式", "#,,", "zho-kor", [("Q041", "", ",,")]),
    (repetitions, "the kernel-package package", "la loi", "eng-fra", []),
    (repetitions, "自由的软件的软件包", "발전", "zho-kor", []),
    (numbers, "2， 请您创建文件。", "Create a file.", "zho-eng", []),
    (bounds, "No lease for a term exceeding 10 years is granted.", "Aucun bail de plus de 10 ans n’est accordé.",
     "eng-fra", []),
    (bounds, "No lease, including renewals, shall, without the approval of the Board, be for terms exceeding 20 years.",
     "La durée d’un bail ne doit pas dépasser 20 ans.", "eng-fra", []),
    (bounds, "Periods neither of which exceeds 10 days", "Périodes dont aucune ne dépasse dix jours", "eng-fra", []),
    (bounds, "逾六個月未繳納者", "Who fails to pay within six months", "zho-Hant-eng", []),
    (bounds, "Ships are not exempt; a fine of more than $500", "Amende d’au plus 500 $", "eng-fra",
     [("Q004", "more than $500", "au plus 500")]),
    (bounds, "A lease for at least 10 years", "Aucun bail de plus de 10 ans", "eng-fra",
     [("Q004", "at least 10", "Aucun bail de plus de 10")]),
    (punctuation, 'The sign "[" opens a list.', "Le signe « [ » ouvre une liste.", "eng-fra", []),
    (punctuation, "The list of shells (bash)", "La liste de « shells (« bash ») »", "eng-fra", []),
    (punctuation, "The list [of shells", "La liste", "eng-fra", [("Q020", "[", "")]),
    (punctuation, "Costs (those in a) to d) of it) are due.", "Les frais", "eng-fra", []),
    (punctuation, "Costs of those in a) to d) of theirs) are due.", "Les frais", "eng-fra", [("Q020", ")", "")]),
    (punctuation, "who broke toys :-)", "qui cassait les jouets", "eng-fra", []),
    (punctuation, "Two 2”x2” photographs", "Deux photographies de 2 × 2 pouces", "eng-fra", []),
    (punctuation, "Two photographs” of 2 x 2", "Deux photographies", "eng-fra", [("Q020", "”", "")]),
    (punctuation, "真的吗：）", "정말이요", "zho-kor", []),
    (punctuation, "真的吗）", "정말이요", "zho-kor", [("Q020", "）", "")]),
    (repetitions, "the the act", "la loi", "eng-fra", [("Q041", "the the", "")]),
    (repetitions, "the act", "la loi loi", "eng-fra", [("Q041", "", "loi loi")]),
    (repetitions, "ovum means a human ovum. (ovule)", "ovule ovule humain. (ovum)", "eng-fra", []),
    (repetitions, "ovum means a human ovum.", "ovule ovule humain.", "eng-fra", [("Q041", "", "ovule ovule")]),
    (negations, "不收费用", "비용은 받지 않는다", "zho-kor", []),
    (negations, "不断扩大", "부단히 확대한다", "zho-kor", []),
    (negations, "不收费用", "요금을 받는다", "zho-kor", [("Q050", "不", "")]),
    (negations, "应当公开。", "공개하지 아니한다.", "zho-kor", [("Q050", "", "아니한")]),
    (negations, "不得公开。可以查阅。", "공개할 수 없다. 열람할 수 없다.", "zho-kor", [("Q050", "", "없")]),
    (negations, "罚款不得超过一千元", "1천위안 이하의 벌금", "zho-kor", []),
    (negations, "支持资金", "자금지원", "zho-kor", []),
    (negations, "No action lies against the Crown.", "La Couronne bénéficie de l'immunité.", "eng-fra", []),
    (negations, "No person shall enter the area.", "Toute personne peut entrer, sans autre avis.", "eng-fra",
     [("Q050", "No person shall", "")]),
    (negations, "It is not open. It is free, i.e. gratis.", "Ce n'est pas ouvert. C'est gratuit.", "eng-fra", []),
    (negations, "No person shall enter.", "Nul ne peut entrer.", "eng-fra", []),
    (negations, "A person shall not enter.", "Une personne peut entrer.", "eng-fra", [("Q050", "not", "")]),
    (negations, "A minor shall not enter.", "Un mineur peut entrer.", "eng-fra", [("Q050", "not", "")]),
    (negations, "不得拒绝。", "The company may refuse.", "zho-eng", [("Q050", "不得", "")]),
    (negations, "不得拒绝。", "The company may not refuse.", "zho-eng", []),
    (negations, "申请人没有其他收入。", "The applicant has other income.", "zho-eng", [("Q050", "没有", "")]),
    (negations, "本法不适用于外国人。", "이 법은 외국인에게 적용한다.", "zho-kor", [("Q050", "不", "")]),
    (negations, "上诉不停止执行。", "상소는 집행을 정지한다.", "zho-kor", [("Q050", "不", "")]),
    (negations, "屆期未改正者，按次處罰。", "Who fails to rectify in time is fined.", "zho-Hant-eng", []),
    (negations, "在未依法证实有罪以前，视为无罪。", "Innocent until proved guilty.", "zho-eng", []),
    (negations, "并不难，用键盘而不是鼠标，差不多都会。", "키보드를 쓰며 쉽게 할 수 있다.", "zho-kor", []),
    (negations, "检查光盘是不是已经挂载。", "Check the disc is mounted.", "zho-eng", []),
    (negations, "见 Not Nearly 一章", "See the chapter Not Nearly", "zho-eng", []),
    (negations, "You may start only one session.", "Vous ne pouvez lancer qu'une seule session.", "eng-fra", []),
    (negations, "It is more than you think.", "C'est plus que vous ne pensez.", "eng-fra", []),
    (negations, "不要嵌入时间戳。", "Don’t embed the timestamp.", "zho-eng", []),
    (negations, "应当嵌入时间戳。", "You don't embed the timestamp.", "zho-eng", [("Q050", "", "don't")]),
    (negations, "This does not apply to other persons.", "Ceci s'applique aux autres personnes.", "eng-fra",
     [("Q050", "not", "")]),
    (enumerations, "供水、供热、供电、通信", "상수도, 열과 전기, 통신", "zho-kor", []),
    (enumerations, "一、甲、乙、丙及丁。二、戊。三、己。", "1. A, B, C and D. 2. E. 3. F.", "zho-Hant-eng", []),
    (enumerations, "供水、供热、供电、通信", "상수도와 통신", "zho-kor", [("Q033", "供水、供热、供电、通信", "")]),
])
def test_each_check(check: Check, left: str, right: str, names: str, wrong: list[tuple[str, str, str]]) -> None:
    assert said(check, left, right, names) == wrong


SENTENCES = ("保护环境是各级人民政府的责任和义务。", "환경을 보호하는 것은 각급 인민정부의 책임이며 의무이다. ")
DOCUMENT = [(SENTENCES[0] * count, SENTENCES[1] * count)
            for count in (1, 2, 3, 1, 2, 3, 4, 2, 3, 2)]


def test_lengths_are_measured_by_what_is_usual() -> None:
    assert found(reviewed(DOCUMENT)) == []
    short = [*DOCUMENT, (DOCUMENT[6][0], DOCUMENT[0][1])]
    assert [(eid, code) for eid, code, *_ in found(reviewed(short))] == [("sec_11", "Q030")]
    long = [*DOCUMENT, (DOCUMENT[0][0], DOCUMENT[6][1])]
    assert [(eid, code) for eid, code, *_ in found(reviewed(long))] == [("sec_11", "Q031")]
    assert found(reviewed(short[-3:])) == [], "three clauses show nothing"


def test_a_long_name_is_no_addition() -> None:
    texts = [("The shell reads the file of the user. ", "L'interpréteur lit le fichier de l'utilisateur. ")] * 12
    name = ("The shell reads shell globs.", "L'interpréteur de commandes lit des motifs génériques de noms.")
    assert found(reviewed([*texts, name], "eng-fra")) == []
    more = (texts[0][0], texts[0][1] * 3)
    assert "Q031" in [code for _, code, *_ in found(reviewed([*texts, more], "eng-fra"))]


def test_long_numbers_do_not_make_a_clause_long() -> None:
    numbered = ("十二萬三千四百五十六元、二十三萬四千五百六十七元及三十四萬五千六百七十八元。",
                "NT$123,456, NT$234,567 and also NT$345,678 of this amount shall be paid.")
    left, right = "違反本法規定者，由主管機關依法處罰。", "Who violates this Act shall be punished by the authority."
    usual = [(left * count, right * count) for count in (1, 2, 3, 1, 2, 3, 4, 2, 3, 2)]
    assert found(reviewed([*usual, numbered], "zho-Hant-eng")) == []


def test_each_finding_has_its_confidence() -> None:
    made = reviewed([("五国共同启动，不得拒绝。", "6개 국가에서 가동하고 거절한다."), ("国", "")])
    assert [(one.code, one.confidence >= DEFAULT) for one in made.discrepancies] == [
        ("Q001", True), ("Q050", False), ("Q032", False)]
    assert [one.code for one in confident(made).discrepancies] == ["Q001"]


def test_a_clause_without_a_twin() -> None:
    assert [(eid, code) for eid, code, *_ in found(reviewed([("法律", ""), ("", "법률")]))] == [
        ("sec_1", "Q032"), ("sec_2", "Q032")]


@pytest.mark.parametrize(("texts", "wrong"), [
    (["사회간접자본을", "사회 간접자본은", "사회간접자본의"], [("sec_2", "Q042", "", "사회 간접자본")]),
    (["훈춘철도", "훈춘 철도", "훈춘 철도"], [("sec_1", "Q042", "", "훈춘철도")]),
    (["사회간접자본을", "사회의 간접자본"], []),
    (["디스크 sda입니다", "디스크 sda3입니다", "디스크 sda3입니다"], []),
    (["파일 filename", "파일 file name"], []),
    (["같이 합니다", "같이 합니다", "같이합니다"], [("sec_3", "Q042", "", "같이합니다")]),
])
def test_spellings_of_a_compound(texts: list[str], wrong: list[tuple[str, str, str, str]]) -> None:
    assert found(reviewed([("基础", text) for text in texts])) == wrong


def test_two_spellings_of_which_neither_is_usual_are_asked_for() -> None:
    made = reviewed([("基础", "사회간접자본"), ("基础", "사회 간접자본")])
    assert [code for _, code, *_ in found(made)] == ["Q042"]
    assert not confident(made).discrepancies


def test_words_that_a_file_breaks_at_the_ends_of_its_lines_are_asked_for() -> None:
    whole = ["소프트웨어", "패키지에서", "다운로드", "브라우저", "메일링리스트"]
    parted = ["소프 트웨어", "패키 지에서", "다운 로드", "브라 우저"]
    texts = [("基础", f"{word} 및 {word}") for word in whole]
    few = confident(reviewed([*texts, *(("基础", text) for text in parted[:2])]))
    assert [code for _, code, *_ in found(few)] == ["Q042", "Q042"]
    many = confident(reviewed([*texts, *(("基础", text) for text in parted)]))
    assert not found(many)


def test_the_numbers_of_a_sentence_without_an_answer_are_one_finding() -> None:
    made = reviewed([("第三条至第七条的申请，应在二十日内提出。", "신청을 제출한다.")])
    assert [(words, other) for _, code, words, other in found(made) if code == "Q001"] == [("三", "")]
    apart = reviewed([("第三条的申请。应在二十日内提出。", "신청. 제출한다.")])
    assert [words for _, code, words, _ in found(apart) if code == "Q001"] == ["三", "二十"]


@pytest.mark.parametrize(("left", "right", "reported"), [
    ("two-letter names and three-letter agencies", "어떤 기관", False),
    ("three years or more", "이상", True),
    ("section three applies", "적용한다", True),
    ("it applies", "제3조를 적용한다", True),
    ("thirteen files", "파일", False),
    ("within thirteen days", "기간 안에", True),
    ("13 % of the files", "파일", True),
])
def test_numbers_that_measure_nothing_without_an_answer_are_asked_for(left: str, right: str, *, reported: bool) -> None:
    made = confident(reviewed([(left, right)], "eng-kor"))
    assert ("Q001" in [item.code for item in made.discrepancies]) is reported


@pytest.mark.parametrize(("left", "right", "reported"), [
    ("两个名字的缩写", "이름의 줄임", False),
    ("第二条的规定", "규정", True),
    ("三年以上", "이상", True),
    ("第一项措施", "첫째 조치", False),
    ("两个名字", "이름 3개", True),
])
def test_a_small_number_in_words_without_an_answer_is_asked_for(left: str, right: str, *, reported: bool) -> None:
    assert ("Q001" in [item.code for item in confident(reviewed([(left, right)])).discrepancies]) is reported


@pytest.mark.parametrize(("places", "found_at"), [
    ([4, 5, 0, 1, 2, 3], [0]), ([1, 2, 3, 0, 4, 5], [3]), ([5, 1, 2, 3, 4, 0], [0, 5]), ([0, 1, 2, 3, 4, 5], []),
])
def test_the_first_of_clauses_that_moved_together_is_reported(places: list[int], found_at: list[int]) -> None:
    words = ["Whales swim.", "Apples grow.", "Zebras run.", "Dogs bark.", "Mice eat.", "Cats sleep."]
    assert _moved(places, words) == found_at


def test_parts_in_another_order_are_one_doubtful_finding() -> None:
    words = [f"Function {number} rounds." for number in range(20)]
    parts = [12, 13, 14, 15, 4, 5, 6, 7, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11]
    assert _moved(parts, words) == [0, 12]
    smaller = [18, 19, 10, 11, 14, 15, 0, 1, 4, 5, 16, 17, 2, 3, 12, 13, 8, 9, 6, 7]
    (only,) = _displaced(smaller, words)
    assert only.confidence < 1
    exchanged = [*range(20)]
    for at in range(0, 20, 4):
        exchanged[at], exchanged[at + 2] = at + 2, at
    assert [item.pair for item in _displaced(exchanged, words) if item.confidence == 1] == [0, 4, 8, 12, 16]


def test_a_text_that_stands_twice_has_no_place_of_its_own() -> None:
    words = ["Whales swim.", "Apples grow.", "Zebras run.", "Dogs bark.", "Mice eat.", "Cats sleep."]
    assert _moved([3, 1, 2, 0, 4, 5], words) == [0, 3]
    assert _moved([3, 1, 2, 0, 4, 5], ["Apples grow.", *words[1:]]) == [3]


@pytest.mark.parametrize(("headings", "shares"), [(3, [0.7, 0.7, 0.7]), (4, [0.49, 0.49, 0.49, 0.49])])
def test_headings_that_one_text_has_in_all_units_are_asked_for(headings: int, shares: list[float]) -> None:
    made = [pair for number in range(headings) for pair in (
        ClausePair(None, ComparedClause(f"art_{number}", "Licence of an issuer", label=str(number))),
        ClausePair(ComparedClause(f"art_{number}__p_1", "句"), ComparedClause(f"art_{number}__p_1", "A sentence.")))]
    alone = [Discrepancy("Q032", index, (None, None), confidence=0.7) for index in range(0, 2 * headings, 2)]
    assert [item.confidence for item in first_of_rows(alone, made, 0.7)] == shares


def test_a_formula_has_no_place_of_its_own() -> None:
    words = ["Whales swim.", "Apples grow.", "Zebras run.", "Dogs bark.", "Mice eat.", "Cats sleep."]
    assert _moved([0, 1, 5, 2, 3, 4], [*words[:2], "=SUM(A1)", *words[3:]]) == []


@pytest.mark.parametrize(("left", "right", "codes"), [
    (("sec_1__p_2", "i. 复制的权利", ""), ("sec_1__p_2", "a. 복제할 권리", ""), []),
    (("sec_1__p_2", "i. 复制的权利", ""), ("sec_1__p_2", "b. 복제할 권리", ""), ["Q034"]),
    (("sec_2", "修复了错误", "2"), ("sec_1__oc_2", "버그를 고쳤다", "1"), []),
    (("sec_2", "修复了错误", "2"), ("sec_1", "버그를 고쳤다", "1"), ["Q034"]),
])
def test_numbers_of_one_place_in_another_series(left: tuple[str, str, str], right: tuple[str, str, str],
                                                codes: list[str]) -> None:
    ours, theirs = (ComparedClause(eid, text, label=label) for eid, text, label in (left, right))
    pair = ClausePair(ours, theirs)
    assert [item.code for item in displaced([pair], languages("zho-kor"))] == codes


def _moved(places: list[int], words: list[str]) -> list[int]:
    """The clauses reported of a text, each at the given place in the other language; formulas are the same."""
    return [item.pair for item in _displaced(places, words)]


def _displaced(places: list[int], words: list[str]) -> list[Discrepancy]:
    pairs = [ClausePair(ComparedClause(f"p_{at}", text, place=at),
                        ComparedClause(f"p_{place}", text if text[0] == "=" else f"({text})", place=place))
             for at, (place, text) in enumerate(zip(places, words, strict=True))]
    return list(displaced(pairs, languages("eng-fra")))


@pytest.mark.parametrize(("label", "codes"), [("1", []), ("2.1", []), ("2", ["Q001"]), ("", ["Q001"])])
def test_the_printed_number_of_a_clause_answers_to_one_at_the_beginning(label: str, codes: list[str]) -> None:
    pair = ClausePair(ComparedClause("p_1", "1 (星期日) 至 7 (星期六)。"),
                      ComparedClause("p_1", "(Sunday) through 7 (Saturday).", label=label))
    assert [item.code for item in review([pair], languages("zho-eng"), ()).discrepancies] == codes


@pytest.mark.parametrize(("text", "codes"), [
    ("Subparagraph 4\nManagement of funds.", []), ("Management of 4 funds.", ["Q001"]),
    ("Article 4 of funds", ["Q001"]), ("Section Four: Meetings", []), ("Sections four times: Meetings", ["Q001"])])
def test_the_name_of_a_unit_on_a_line_of_its_own_is_its_number(text: str, codes: list[str]) -> None:
    pair = ClausePair(ComparedClause("p_1", "基金之管理。", label="3.4"), ComparedClause("p_1", text))
    assert [item.code for item in review([pair], languages("zho-eng"), ()).discrepancies] == codes


def test_the_printed_number_of_a_unit_is_that_of_its_first_line() -> None:
    for eid, codes in (("art_2__subpara_3__p_1", []), ("art_2__subpara_4__p_1", ["Q001"])):
        pair = ClausePair(ComparedClause(eid, "被保险人所得未达标准者："),
                          ComparedClause("art_2__para_4__p_1", "3 For persons whose incomes fail to reach a standard:"))
        assert [item.code for item in review([pair], languages("zho-eng"), ()).discrepancies] == codes


def test_a_printed_number_with_a_point_answers_as_a_whole() -> None:
    pair = ClausePair(ComparedClause("p_1", "4.1 三个重要文件"), ComparedClause("p_1", "Three files", label="4.1"))
    other = ClausePair(ComparedClause("p_1", "4.1 三个重要文件"), ComparedClause("p_1", "Three files", label="4.2"))
    unit = ClausePair(ComparedClause("p_1", "试用", label="4.2"), ComparedClause("p_1", "4.2 무료 체험"))
    assert not review([unit], languages("zho-kor"), ()).discrepancies
    branch = ClausePair(ComparedClause("p_1", "4.1 三个重要文件"), ComparedClause("p_1", "Three files", label="4-1"))
    codes = [[item.code for item in review([both], languages("zho-eng"), ()).discrepancies]
             for both in (pair, other, branch)]
    assert codes == [[], ["Q001"], []]


def test_a_character_and_a_row_of_untranslated_clauses_are_reported_once() -> None:
    english = "Reports that people file will promptly become visible to others."
    made = reviewed([("促进發展", "발전"), ("發展", "발전"), ("公开", english), ("公开", english), ("公开", "공개"),
                     ("公开", english)])
    assert [(eid, code) for eid, code, *_ in found(made)] == [("sec_1", "Q043"), ("sec_3", "Q040"), ("sec_6", "Q040")]


@pytest.mark.parametrize(("missing", "reported"), [([2, 4], [2, 4]), ([2, 3, 4], [2, 3, 4]), ([2, 3, 4, 5], [2])])
def test_of_a_row_of_clauses_without_counterpart_the_first_is_reported(missing: list[int], reported: list[int]) -> None:
    made = reviewed([(f"第{at}种事项由主管机关依照规定办理并且公布。", "" if at in missing else
                      f"제{at}종 사항은 주관기관이 규정에 따라 처리하고 공포한다.") for at in range(7)])
    found_at = [[item.pair for item in one.discrepancies if item.code == "Q032"] for one in (made, confident(made))]
    assert found_at == [missing, reported]


def test_a_check_whose_findings_are_probably_none_is_made_if_its_code_is_asked_for() -> None:
    made = reviewed([("五国不收费用", "6개 국가는 요금을 받는다")])
    codes = [[item.code for item in review(made.pairs, languages("zho-kor"), (), asked).discrepancies]
             for asked in (None, frozenset({"Q050"}), frozenset[str]())]
    assert codes == [["Q001", "Q050"], ["Q001", "Q050"], ["Q001"]]
    assert confident(made).discrepancies == review(made.pairs, languages("zho-kor"), (), frozenset()).discrepancies


def test_a_waiver_marks_what_it_names_and_nothing_else() -> None:
    made = reviewed([("五国和六国", "7개 국가와 8개 국가")])
    assert [code for _, code, *_ in found(made)] == ["Q001", "Q001"]
    right = Waiver("Q001", "sec_1", (("en", "As issued."),), Position("editorial.toml"), "六")
    idle = Waiver("Q001", "sec_1", (("en", "As issued."),), Position("editorial.toml"), "九")
    marked, left = waived(made, [right, idle])
    assert [one.waiver for one in marked.discrepancies] == [None, right]
    assert left == (idle,)


def test_a_language_of_which_nothing_is_known_has_fewer_checks() -> None:
    assert found(reviewed([("第五条", "第六条")], "zho-jpn")) == []


@given(st.text(), st.text())
def test_any_text_can_be_looked_at(left: str, right: str) -> None:
    for names in ("zho-kor", "zho-Hant-eng", "eng-fra"):
        made = reviewed([(left, right)] if left or right else [], names)
        for one in made.discrepancies:
            for span, clause in zip(one.spans, made.pairs[one.pair].sides, strict=True):
                assert span is None or clause is not None and 0 <= span.start < span.end <= len(clause.text)


DIGITS = {
    "zho": [*"零一二三四五六七八九"], "zho-Hant": [*"零壹貳叄肆伍陸柒捌玖"], "kor": [],
    "eng": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "fra": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"],
}
"""The numbers from 0 as each language spells them. French `neuf` is left out, since it also means new; Korean words for
numbers are read only before a counter."""


def test_every_language_that_has_numbers_has_its_digits_tested() -> None:
    assert {name for name, known in schema().languages.items() if known.wording.numbers} == set(DIGITS)


@pytest.mark.parametrize("name", DIGITS)
def test_every_language_that_has_numbers_reads_its_own_digits(name: str) -> None:
    language = schema().languages[name]
    for digits in (DIGITS[name], "0123456789", "０１２３４５６７８９"):
        read = [[int(number) for figure in figures(digit, language) for number in figure.numbers] for digit in digits]
        assert read == [[number] for number, _ in enumerate(digits)]


def test_what_is_said_before_a_list_or_after_it_has_not_moved() -> None:
    ours = [("sec_2__para_1", "2.1"), ("sec_2__para_2__p_1", "2.2"), ("sec_2__para_2__p_2", "")]
    for last, found_ in (("sec_2__p_1", []), ("sec_3__p_1", [2])):
        theirs = [("sec_2__para_1", "2.1"), ("sec_2__para_2", "2.2"), (last, "")]
        pairs = [ClausePair(ComparedClause(one, f"Words {at}", label=label, place=at, enclosing="2.2" * (at == 2)),
                            ComparedClause(other, f"Mots {at}", label=sign, place=(at + 1) % 3))
                 for at, ((one, label), (other, sign)) in enumerate(zip(ours, theirs, strict=True))]
        assert [item.pair for item in displaced(pairs, languages("eng-fra"))] == found_


@pytest.mark.parametrize(("first", "found_"), [("sec_2__p_1", []), ("sec_3__p_1", [2])])
def test_what_an_item_says_may_be_before_the_list(first: str, found_: list[int]) -> None:
    theirs = [("sec_2__para_1", "2.1"), ("sec_2__para_2", "2.2"), (first, "")]
    pairs = [ClausePair(ComparedClause(f"sec_2__para_{at + 1}", f"Words {at}", label=f"2.{at + 1}", place=at),
                        ComparedClause(eid, f"Mots {at}", label=label, place=(at + 1) % 3))
             for at, (eid, label) in enumerate(theirs)]
    assert [item.pair for item in displaced(pairs, languages("eng-fra"))] == found_


@pytest.mark.parametrize(("term", "codes"), [("Cour suprême", []), ("Cour d’appel", ["Q032"])])
def test_a_definition_of_a_term_that_the_other_text_defines_is_not_alone(term: str, codes: list[str]) -> None:
    texts = [("Court means the Supreme Court of the country; (Cour suprême)",
              "Cour suprême La Cour suprême du pays. (Court or Supreme Court)"),
             (f"Supreme Court has the meaning that this section gives to Court; ({term})", "")]
    for article, expected in (("2", codes), ("3", ["Q032"])):
        eids = "sec_2__p_1", f"sec_{article}__p_2"
        pairs = [ClausePair(ComparedClause(eid, left), ComparedClause(eid, right) if right else None)
                 for eid, (left, right) in zip(eids, texts, strict=True)]
        found_ = confident(review(pairs, languages("eng-fra"), ())).discrepancies
        assert [item.code for item in found_] == expected, article


@pytest.mark.parametrize(("words", "codes"), [
    ("电信网络网络设置", []), ("版权以及以及商标", ["Q041"]), ("使用的的版权", ["Q041"])])
def test_a_doubled_noun_may_end_a_compound_and_begin_one(words: str, codes: list[str]) -> None:
    review_ = confident(reviewed([(words, "네트워크 설치")]))
    assert [item.code for item in review_.discrepancies] == codes


def test_a_longer_term_that_both_texts_define_is_no_other_definition() -> None:
    texts = [("Tax Agreement means the agreement on tax; (accord sur la taxe)",
              "accord sur la taxe L’accord au sujet de la taxe. (Tax Agreement)"),
             ("Agreement means the agreement that the Minister signed; (accord)", "")]
    pairs = [ClausePair(ComparedClause(f"sec_2__p_{at}", left), ComparedClause(f"sec_2__p_{at}", right) if right else
                        None) for at, (left, right) in enumerate(texts, 1)]
    assert [item.code for item in confident(review(pairs, languages("eng-fra"), ())).discrepancies] == ["Q032"]


def test_a_clause_at_one_place_in_both_texts_has_not_moved() -> None:
    """Its line is elsewhere in one text, which has units of that place twice."""
    words = ["Whales swim.", "Apples grow.", "Zebras run.", "Dogs bark.", "Mice eat.", "Cats sleep."]
    pairs = [ClausePair(ComparedClause(f"p_{at}", text, place=at), ComparedClause(f"p_{place}", text[:-1], place=place))
             for at, (text, place) in enumerate(zip(words, [5, 1, 2, 3, 4, 0], strict=True))]
    assert [item.pair for item in displaced(pairs, languages("eng-fra"))] == [0, 5]
    pairs[5] = replace(pairs[5], right=ComparedClause("p_5", "Cats", place=0))
    assert [item.pair for item in displaced(pairs, languages("eng-fra"))] == [0]


def test_bounds_are_asked_for() -> None:
    made = reviewed([("The term is at least 30 days.", "La durée est d’au plus trente jours.")], "eng-fra")
    assert "Q004" in [item.code for item in made.discrepancies]
    assert "Q004" not in [item.code for item in confident(made).discrepancies]
