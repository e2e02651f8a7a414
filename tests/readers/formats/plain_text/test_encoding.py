"""Received bytes are read in the encoding they are in, or refused at the offset where that cannot be told."""

from __future__ import annotations

import tomllib

import pytest
from diptych.readers.formats.plain_text.encoding import decode, encodings
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

KNOWN = encodings(tomllib.loads((ROOT / "schema/encodings.toml").read_text(encoding="utf-8")))
ZH = "第一条 为了规范行政机关的工作，根据国家有关法律，制定本条例。\n第二条 本条例自公布之日起施行。\n"
HANT = "第 一 條 本辦法依中央法規標準法第七條規定訂定之。\n第 二 條 本辦法自發布日施行。\n"
KO = "제1조(목적) 이 법은 국민의 권리를 보호하기 위하여 필요한 사항을 규정함을 목적으로 한다.\n"
SENTENCES = {"zh": ZH, "hant": HANT, "ko": KO}
PAIRS = [("zh", "gb18030"), ("zh", "gbk"), ("zh", "hz"), ("zh", "utf-16-le"), ("zh", "utf-16-be"), ("hant", "big5"),
         ("hant", "cp950"), ("hant", "big5hkscs"), ("hant", "gb18030"), ("ko", "euc-kr"), ("ko", "cp949"),
         ("ko", "johab"), ("ko", "iso2022_kr"), ("ko", "utf-16-le"), ("ko", "gb18030")]


@pytest.mark.parametrize(("language", "name"), PAIRS)
def test_each_encoding_is_told_and_said(language: str, name: str) -> None:
    text = SENTENCES[language]
    result = decode(text.encode(name), "f", KNOWN)
    assert result.value is not None
    assert result.value.text == text
    assert [finding.code for finding in result.diagnostics] == ["T010"]


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_byte_order_mark_is_believed_and_left_off(name: str) -> None:
    result = decode(KO.encode(name), "f", KNOWN)
    assert result.value is not None
    assert result.value.text == KO


@given(st.sampled_from(PAIRS), st.integers(12, 60), st.integers(0, 20))
def test_pieces_of_a_text_are_read_aright_or_refused(pair: tuple[str, str], length: int, start: int) -> None:
    language, name = pair
    piece = (SENTENCES[language] * 2)[start:start + length]
    result = decode(piece.encode(name), "f", KNOWN)
    assert result.value is None or result.value.text == piece


@given(st.binary())
def test_any_bytes_are_a_text_or_a_finding(data: bytes) -> None:
    result = decode(data, "f", KNOWN)
    assert (result.value is None) == any(finding.code != "T010" for finding in result.diagnostics)


def test_a_broken_byte_in_utf8_has_its_offset_and_place() -> None:
    data = ZH.encode()
    at = data.index("第二".encode())
    finding = decode(data[:at] + b"\xff" + data[at:], "f", KNOWN).diagnostics[0]
    assert (finding.code, str(finding.position)) == ("T001", "f:2:1")
    assert dict(finding.facts) == {"offset": str(at), "bytes": "ff"}


def test_a_text_cut_off_within_a_character_is_refused() -> None:
    assert decode(ZH.encode()[:-2], "f", KNOWN).diagnostics[0].code == "T001"
    cut = decode(ZH.encode("gb18030")[:-2], "f", KNOWN).diagnostics[0]
    assert (cut.code, dict(cut.facts)["encoding"]) == ("T018", "gb18030")


def test_two_encodings_in_one_text_are_refused_where_the_second_begins() -> None:
    first, second = (ZH * 3).encode("gb18030"), KO.encode("cp949")
    finding = decode(first + second, "f", KNOWN).diagnostics[0]
    assert finding.code == "T012"
    assert dict(finding.facts) == {"offset": str(len(first)), "other": "cp949", "encoding": "gb18030"}


@pytest.mark.parametrize("text", [ZH, KO])
def test_a_text_encoded_twice_is_refused(text: str) -> None:
    twice = "".join(map(chr, text.encode())).encode()
    finding = decode(twice, "f", KNOWN).diagnostics[0]
    assert finding.code == "T013"
    assert dict(finding.facts)["meant"] in text


def test_accents_are_no_second_encoding() -> None:
    text = "Règlement général à l’égard des élèves, où l’été paraît déjà très éloigné."
    assert decode(text.encode(), "f", KNOWN).value is not None


def test_drawn_tables_do_not_hide_an_encoding() -> None:
    text = "┌──┬──────────┐\n" * 20 + ZH
    result = decode(text.encode("gb18030"), "f", KNOWN)
    assert result.value is not None
    assert result.value.encoding == "gb18030"
