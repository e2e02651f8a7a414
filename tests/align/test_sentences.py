"""Sentences end where their language says, and go together inside their clauses."""

from __future__ import annotations

import pytest
from diptych.align import sentences
from hypothesis import given
from hypothesis import strategies as st

from tests.base import schema


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text, schema().languages[language])]


@pytest.mark.parametrize(("language", "parts"), [
    ("zho", ["人人生而自由；", "一律平等。", "“不得歧视。违者无效。”", "完"]),
    ("zho", ["依照《办法（试行）》第3.5条办理。"]),
    ("kor", ["제3조제1호에 따라 2020. 5. 1.부터 시행한다.", "다만, 10. 3. 이전은 제외한다."]),
    ("kor", ["위원회는 “다음과 같다. 이상.”이라 한다.", "끝."]),
    ("eng", ["See Art. 5 and No. 3 of the Act.", "J. Smith may appeal."]),
    ("eng", ["It costs 1.50 dollars (approx. 2.00 before).", "“Board” means the board;", "that is all"]),
    ("fra", ["Voir l’art. 5 de la loi.", "Nul n’est tenu."]),
])
def test_sentences_are_cut(language: str, parts: list[str]) -> None:
    assert cut(("" if language == "zho" else " ").join(parts), language) == parts


@given(st.text(alphabet="ab 。.;「」“”()\n1"), st.sampled_from(("zho", "kor", "eng")))
def test_nothing_but_white_space_is_lost(text: str, language: str) -> None:
    assert "".join("".join(cut(text, language)).split()) == "".join(text.split())


def test_sentences_of_a_clause_go_together() -> None:
    clauses = [("人人有权享受2倍工资。任何人不得拒绝。",
                "모든 사람은 2배의 임금을 받을 권리가 있다. 누구도 거부할 수 없다."),
               ("本法自2020年起施行；旧法废止，其实施细则同时废止。",
                "이 법은 2020년부터 시행한다. 구법은 폐지한다. 그 시행세칙은 동시에 폐지한다."),
               ("空", "")]
    languages = schema().languages["zho"], schema().languages["kor"]
    found = sentences.align(clauses, languages)
    assert [[(pair.left, pair.right) for pair in one.pairs] for one in found] == [
        [((0,), (0,)), ((1,), (1,))], [((0,), (0,)), ((1,), (1, 2))], [((0,), ())]]
