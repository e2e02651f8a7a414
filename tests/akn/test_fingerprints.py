from __future__ import annotations

import unicodedata
from hashlib import sha256

from diptych.akn import fingerprints
from diptych.akn.fingerprints import digest, fingerprint, parts, similarity, sketch
from hypothesis import given
from hypothesis import strategies as st

from tests.render.small import BODY, CHINESE, document

TEXT = "依托珲春中俄互市贸易区，大力发展边境贸易、转口贸易及服务贸易；积极利用陆海联运国际运输通道。"


def test_anchors_are_units_and_paragraphs_of_the_text_and_of_nothing_else() -> None:
    note = '<note eId="note_1" marker="1"><p eId="note_1__p_1" xml:lang="zh">缘由</p></note>'
    assert list(fingerprints.anchors(document(BODY.format(**CHINESE), notes=note))) == [
        "preface", "preface__p_1", "sec_1", "sec_1__p_1", "sec_1__para_1", "sec_1__para_1__p_1"]


def test_words_are_those_published_without_white_space() -> None:
    text = '一 <del status="editorial">错</del><ins status="editorial">对</ins>\n\u3000가'.replace(
        "가", unicodedata.normalize("NFD", "가"))
    unit = fingerprints.anchors(document(BODY.format(**CHINESE | {"text": text})))["sec_1__para_1__p_1"]
    assert fingerprints.words(unit) == "一对가"


@given(st.text())
def test_a_fingerprint_holds_half_the_checksum_and_the_sketch(text: str) -> None:
    recorded = fingerprint(text)
    assert len(recorded) == 32 + 1 + 43
    assert parts(recorded) == (sha256(text.encode()).hexdigest()[:32], sketch(text)) == (digest(text), sketch(text))


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_whole_for_the_same_text(one: str, other: str) -> None:
    assert similarity(sketch(one), sketch(one)) == 1
    assert similarity(sketch(one), sketch(other)) == similarity(sketch(other), sketch(one)) <= 1


def test_likeness_is_about_the_share_of_common_bigrams() -> None:
    for kept in (10, 30, 50):
        other = TEXT[:kept] + "".join(chr(0x3400 + number) for number in range(len(TEXT) - kept))
        ends = [f"\x02{text}\x03" for text in (TEXT, other)]
        one, two = ({text[at:at + 2] for at in range(len(text) - 1)} for text in ends)
        assert abs(similarity(sketch(TEXT), sketch(other)) - len(one & two) / len(one | two)) < 0.15


def test_a_whole_is_what_its_parts_add_and_nothing_else() -> None:
    first, second, other = ("图书馆应当每日开放，节假日不休息。", "读者可以凭证借阅图书，期限为三十日。",
                            "鼓励社会资金参与修缮，由县财政补助。")
    one, two, three, both = map(fingerprints.sketch, (first, second, other, first + second))
    assert fingerprints.addition(one, two, both) > 0.8
    assert fingerprints.addition(two, one, both) > 0.8
    assert fingerprints.addition(one, three, both) < 0.3
    assert fingerprints.addition(one, two, one) == 0
    ranks = map(min, fingerprints.ranks(first), fingerprints.ranks(second))
    assert fingerprints.similarity(fingerprints.sketch_of_ranks(ranks), both) > 0.9
