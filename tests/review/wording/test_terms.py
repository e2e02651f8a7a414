from __future__ import annotations

from diptych.review.wording.names import names, shared
from diptych.review.wording.terms import terms

from tests.review.side import found, languages, reviewed

TERMS = """
[[term]]
id = "port"
kind = "term"
zho.preferred = "口岸"
kor.preferred = "출입항"
kor.allowed = ["통상구"]
kor.forbidden = ["세관"]

[[term]]
id = "railway-port"
kind = "term"
zho.preferred = "铁路口岸"
kor.preferred = "철도 출입항"

[[term]]
id = "cross-border-tourism"
kind = "term"
zho.preferred = "跨境旅游"
kor.preferred = "출국관광"

[[term]]
id = "transnational-tourism"
kind = "term"
zho.preferred = "跨国旅游"
kor.preferred = "다국적 관광"

[[term]]
id = "rajin"
kind = "place"
zho.preferred = "罗津"
kor.preferred = "나진(羅津)"
"""


def test_a_form_is_found_however_it_is_spaced_inflected_or_glossed() -> None:
    for rendering in ("철도 출입항을 늘린다", "철도출입항을 늘린다", "철도의 출입항", "나진(羅津)항과 철도 출입항에서"):
        assert found(reviewed([("铁路口岸" + "罗津" * ("나진" in rendering), rendering)], terms=TERMS)) == []


def test_the_end_of_one_word_and_the_beginning_of_the_next_are_no_name() -> None:
    known = """
[[term]]
id = "south-korea"
kind = "place"
zho.preferred = "韩国"
kor.preferred = "한국"
"""
    assert found(reviewed([("韩国", "편리한 국가")], terms=known)) == [("sec_1", "Q011", "韩国", "")]


def test_a_forbidden_form_is_named_with_the_term() -> None:
    assert found(reviewed([("经口岸进出", "세관을 통해 드나든다")], terms=TERMS)) == [("sec_1", "Q010", "口岸", "세관")]


def test_a_forbidden_form_beside_a_good_one_means_something_else() -> None:
    assert found(reviewed([("口岸和海关", "출입항과 세관")], terms=TERMS)) == []


def test_a_term_inside_a_longer_one_is_not_asked_for() -> None:
    assert found(reviewed([("铁路口岸", "철도 출입항")], terms=TERMS)) == []
    assert found(reviewed([("铁路口岸和口岸", "철도 출입항")], terms=TERMS)) == [("sec_1", "Q011", "口岸", "")]


def test_a_term_that_is_not_rendered() -> None:
    assert found(reviewed([("发展跨境旅游", "발전시킨다")], terms=TERMS)) == [("sec_1", "Q011", "跨境旅游", "")]


def test_a_term_under_its_neighbours_name() -> None:
    assert found(reviewed([("发展跨境旅游", "다국적 관광을 발전시킨다")], terms=TERMS)) == [
        ("sec_1", "Q012", "跨境旅游", "다국적 관광")]
    assert found(reviewed([("跨境旅游和跨国旅游", "다국적 관광")], terms=TERMS)) == [("sec_1", "Q011", "跨境旅游", "")]


def test_the_rarer_rendering_is_named() -> None:
    pairs = [("口岸", "출입항"), ("口岸", "통상구에서"), ("口岸", "출입항")]
    assert found(reviewed(pairs, terms=TERMS)) == [("sec_2", "Q013", "口岸", "통상구")]


def test_forms_that_differ_in_their_endings_are_one() -> None:
    known = TERMS.replace('["통상구"]', '["출입항들"]')
    assert found(reviewed([("口岸", "출입항"), ("口岸", "출입항들에서")], terms=known)) == []


def test_one_rendering_for_two_terms() -> None:
    known = TERMS + '[[term]]\nid = "border"\nkind = "word"\nzho.preferred = "边疆"\nkor.preferred = "통상구"\n'
    pairs = [("口岸", "통상구"), ("边疆", "통상구"), ("口岸", "통상구")]
    assert ("sec_2", "Q014", "边疆", "통상구") in found(reviewed(pairs, terms=known))


def test_languages_with_spaces_keep_words_whole() -> None:
    known = '[[term]]\nid = "act"\nkind = "term"\neng.preferred = "act"\nfra.preferred = "loi"\n'
    assert found(reviewed([("The acts are exact.", "Les lois sont exactes.")], "eng-fra", known)) == []
    assert found(reviewed([("The act is exact.", "Le loisir est exact.")], "eng-fra", known)) == [
        ("sec_1", "Q011", "act", "")]


def test_a_term_without_a_name_in_one_language_is_not_asked_for() -> None:
    known = '[[term]]\nid = "act"\nkind = "term"\nzho.preferred = "法"\n'
    assert found(reviewed([("法", "그것")], terms=known)) == []


def test_no_terms_no_findings() -> None:
    both = languages("zho-kor")
    known = names((), both[0], shared((), both)), names((), both[1], shared((), both))
    assert list(terms(((), ()), ("法", "법"), known, 0)) == []
