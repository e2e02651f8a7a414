"""A translator's file comes back: what it changes is written as emendations, and reads as the translator says."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.akn.names import DIPTYCH
from diptych.commands.main import main
from diptych.compile.work import compile_work
from diptych.diagnostics import Result
from diptych.exchange import import_plan, tmx, xliff
from diptych.exchange.bitext import bitexts, with_sentences
from diptych.project import load
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import base
from tests.conftest import ROOT

SITE = "https://example.org/"
WHY = {"en": "Corrected by the translator."}
CLAUSE = f"{SITE}akn/cn/act/qingshizhengban/2020/3/~sec_2__para_2"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "schema", made / "schema")
    base.write_base(made)
    return made


def given_out() -> etree._Element:
    return etree.fromstring(xliff.xliff(bitexts([base.document(data) for data in base.twins()], SITE)[0]))


def plan(root: Path, tree: etree._Element) -> tuple[tuple[import_plan.Import, ...], list[str]]:
    found = import_plan.plan(root, "back.xlf", etree.tostring(tree), WHY)
    return found.value or (), [item.code for item in found.diagnostics]


def words(root: Path) -> Mapping[tuple[str, str], str]:
    schema = load.schema(root).value
    assert schema
    sources = load.sources(root, schema).value
    assert sources
    made = compile_work(sources[0], schema)
    assert not [item for item in made.diagnostics if item.code[0] in "EL"]
    return {(passage.eid, passage.part): passage.translated.words
            for passage in bitexts([one.document for one in made.expressions], SITE)[0].passages if passage.translated}


def test_what_comes_back_as_it_was_changes_nothing(root: Path) -> None:
    assert plan(root, given_out()) == ((), [])


@settings(max_examples=12)
@given(where=st.integers(min_value=0), at=st.integers(min_value=0), length=st.integers(0, 12),
       new=st.text("가나다 123(),.「」한자漢字a", max_size=8))
def test_the_text_reads_as_the_translator_says(root: Path, where: int, at: int, length: int, new: str) -> None:
    tree = given_out()
    units = list(tree.iter("{*}unit"))
    unit = units[where % len(units)]
    target = unit.find(".//{*}target")
    assert target is not None
    assert target.text
    at %= len(target.text) + 1
    said = target.text[:at] + new + target.text[at + length:]
    target.text = said
    made, codes = plan(root, tree)
    assert codes == []
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    try:
        for one in made:
            import_plan.write(root, one)
        eid, _, part = unit.get("id", "").partition(".")
        if said.strip() and not codes:
            assert words(root)[eid, part or "text"] == said.strip()
    finally:
        editorial.write_bytes(before)


@settings(max_examples=6)
@given(data=st.data())
def test_what_was_corrected_can_be_corrected_again_and_taken_back(root: Path, data: st.DataObject) -> None:
    """However often: the text then reads as the last file says, and no entry is left of one that another replaced."""
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before, original = editorial.read_bytes(), words(root)["sec_2__para_2", "text"]
    try:
        for _ in range(3):
            now = words(root)["sec_2__para_2", "text"]
            at = data.draw(st.integers(0, len(now)))
            put = data.draw(st.text("가나 12.(", max_size=4))
            new = data.draw(st.sampled_from((original, (now[:at] + put + now[at + 3:]).strip() or "가")))
            tree = given_out()
            target = next(one for one in tree.iter("{*}target") if one.text == original)
            target.text = new
            made, codes = plan(root, tree)
            assert codes == []
            for one in made:
                import_plan.write(root, one)
            assert words(root)["sec_2__para_2", "text"] == new
    finally:
        editorial.write_bytes(before)


@pytest.mark.parametrize("gone", ["대출 ", "한 번 ", "있다."])
def test_what_is_taken_back_leaves_no_entry(root: Path, gone: str) -> None:
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    try:
        for changed in (memory().replace(gone, "", 1), memory()):
            (made,) = import_plan.plan(root, "x", changed.encode(), WHY).value or ()
            import_plan.write(root, made)
            assert len(made.revised) == 1
        assert editorial.read_bytes() == before
    finally:
        editorial.write_bytes(before)


def test_an_entry_with_tables_of_its_own_is_replaced_with_them_and_the_others_keep_their_bytes(root: Path) -> None:
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    first = b'# one\n[[emendation]]\nlanguage = "kor"\nfind = "30\xec\x9d\xbc"\nreplace = "31\xec\x9d\xbc"\n'
    rest = b'\n# two\r\n[[note]]\r\nat.kor = "\xeb\x8c\x80\xec\xb6\x9c\xec\xa6\x9d"\r\ntext.en = "A card."\r\n'
    try:
        editorial.write_bytes(before + b"\n" + first + b'[emendation.why]\nen = "[[a]]"\n' + rest)
        (made,) = import_plan.plan(root, "x", corrected(memory()).encode(), WHY).value or ()
        import_plan.write(root, made)
        written = editorial.read_bytes()
    finally:
        editorial.write_bytes(before)
    assert written == before + b"\n# one\n" + rest + made.entries.encode()
    assert "서른 날" in made.entries


def test_an_emendation_quotes_whole_words_and_gives_the_reason(root: Path) -> None:
    tree = given_out()
    target = next(one for one in tree.iter("{*}target") if one.text and "한 번 연장" in one.text)
    target.text = str(target.text).replace("연장할", "연장받을")
    (made,), codes = plan(root, tree)
    assert codes == []
    assert made.entries == (
        '\n[[emendation]]\nlanguage = "kor"\nfind = "연장할"\nreplace = "연장받을"\n'
        'why.en = "Corrected by the translator."\n')


def test_a_translation_memory_comes_back_too(root: Path) -> None:
    tree = etree.fromstring(tmx.tmx(bitexts([base.document(data) for data in base.twins()], SITE)[0], "1.0"))
    (seg,) = tree.xpath(f"//tu[@tuid='{CLAUSE}']/tuv[2]/seg")
    seg.text = str(seg.text).replace("30일", "서른 날")
    (made,), codes = plan(root, tree)
    assert codes == []
    assert [(item.passage.eid, item.language) for item in made.revised] == [("sec_2__para_2", "kor")]


def test_segments_cut_by_a_translation_program_are_put_together_in_their_order(root: Path) -> None:
    tree = given_out()
    segment = next(unit.find("{*}segment") for unit in tree.iter("{*}unit") if unit.get("id") == "sec_2__para_2")
    assert segment is not None
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    old = segment.findtext(f"{space}source")
    assert old
    unit = segment.getparent()
    assert unit is not None
    unit.remove(segment)
    for source, target, order in ((old[:8], "둘째.", "3"), (old[8:], "첫째.", "1")):
        part = etree.SubElement(unit, f"{space}segment")
        etree.SubElement(part, f"{space}source").text = source
        etree.SubElement(part, f"{space}target", order=order).text = target
        if order == "3":
            etree.SubElement(etree.SubElement(unit, f"{space}ignorable"), f"{space}source").text = ""
            between = unit[-1]
            etree.SubElement(between, f"{space}target", order="2").text = " "
    (made,), codes = plan(root, tree)
    assert codes == []
    assert made.revised[0].words == "첫째. 둘째."


def test_two_changed_clauses_with_the_same_words_are_told_apart(root: Path) -> None:
    tree = given_out()
    for target in tree.iter("{*}target"):
        if target.text and "개방한다" in target.text:
            target.text = target.text.replace("개방한다", "문을 연다")
    (made,), codes = plan(root, tree)
    assert codes == []
    assert len(made.revised) == 2


def test_a_sentence_of_a_translation_memory_changes_its_clause(root: Path) -> None:
    said = "책을 잃어버리면 원래 가격대로 물어낸다."
    text = base.TEXT.replace("按照原价赔偿。", "按照原价赔偿。损坏图书的，也照此办理。")
    text = text.replace(said, f"{said} 훼손도 같다.")
    received = root / base.RECEIVED
    before = received.read_bytes()
    received.write_text(text, encoding="utf-8")
    try:
        made = base.compile_text(text, editorial=None).expressions
        languages, alike = base.schema().languages, load.equivalents(ROOT, base.schema()).value
        assert alike
        bitext = bitexts([one.document for one in made], SITE)[0]
        cut = with_sentences(bitext, languages, alike)
        tree = etree.fromstring(tmx.tmx(cut, "1.0"))
        (seg,) = [seg for seg in tree.iterfind(".//tu[@segtype='sentence']/tuv/seg") if seg.text == "훼손도 같다."]
        seg.text = "훼손하여도 같다."
        (one,), codes = plan(root, tree)
    finally:
        received.write_bytes(before)
    assert codes == []
    assert [(item.passage.eid, item.words) for item in one.revised] == [("sec_2__para_3", f"{said} 훼손하여도 같다.")]


def memory() -> str:
    return tmx.tmx(bitexts([base.document(data) for data in base.twins()], SITE)[0], "1.0").decode()


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_a_file_of_a_preview_comes_back_like_any_other(root: Path, form: str) -> None:
    mark = f'<proprietary source="#e"><d:preview xmlns:d="{DIPTYCH}" why="draft"/></proprietary></meta>'.encode()
    (texts,) = bitexts([base.document(data.replace(b"</meta>", mark, 1)) for data in base.twins()], SITE)
    given = (tmx.tmx(texts, "1.0") if form == "tmx" else xliff.xliff(texts)).decode()
    assert "preview" in given
    assert import_plan.plan(root, "x", given.encode(), WHY) == Result(())
    (made,) = import_plan.plan(root, "x", corrected(given).encode(), WHY).value or ()
    assert [item.passage.eid for item in made.revised] == ["sec_2__para_2"]


def corrected(text: str) -> str:
    return text.replace("기간은 30일이며", "기간은 서른 날이며")


@pytest.mark.parametrize("changed", [
    lambda text: text.replace('"ko"', '"ko-KR"').replace('"zh-Hans"', '"zh_CN"'),
    lambda text: text.replace('srclang="zh-Hans"', 'srclang="*all*"'),
    lambda text: re.sub(' tuid="[^"]*"', "", text),
    lambda text: re.sub(' tuid="[^"]*"', ' tuid="7"', re.sub("<prop[^>]*>[^<]*</prop>", "", text)),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("서른 날", '<bpt i="1">&lt;b></bpt>서른<ept i="1">&lt;/b></ept> <hi>날</hi>'),
    lambda text: text.replace("\n", "\r\n"),
], ids=["countries", "all", "no-ids", "other-ids", "decomposed", "codes", "crlf"])
def test_a_memory_that_another_program_saved_says_the_same(root: Path, changed: Callable[[str], str]) -> None:
    found = import_plan.plan(root, "back.tmx", changed(corrected(memory())).encode(), WHY)
    assert [item.code for item in found.diagnostics] == []
    assert [(item.passage.eid, item.words.partition("며")[0]) for one in found.value or () for item in one.revised] == [
        ("sec_2__para_2", "대출 기간은 서른 날이")]


def test_a_program_of_another_encoding(root: Path) -> None:
    data = corrected(memory()).replace("UTF-8'?", "UTF-16'?").encode("utf-16")
    found = import_plan.plan(root, "back.tmx", data, WHY)
    assert [item.passage.eid for one in found.value or () for item in one.revised] == ["sec_2__para_2"]


@pytest.mark.parametrize("said", ["", "  ", "original"])
def test_a_unit_that_nobody_translated_changes_nothing_and_is_told(root: Path, said: str) -> None:
    tree = given_out()
    for segment in tree.iter("{*}segment"):
        target = segment.find("{*}target")
        assert target is not None
        target.text = segment.findtext("{*}source") if said == "original" else said
    made, codes = plan(root, tree)
    assert (made, set(codes)) == ((), {"I007"})


def test_figures_may_be_those_of_the_original(root: Path) -> None:
    received = root / base.RECEIVED
    before = received.read_bytes()
    text = base.TEXT.replace("丢失图书的，按照原价赔偿。", "3 / 5")
    text = text.replace("책을 잃어버리면 원래 가격대로 물어낸다.", "3 / 6")
    received.write_text(text, encoding="utf-8")
    try:
        bitext = bitexts([one.document for one in base.compile_text(text, editorial="").expressions], SITE)[0]
        back = xliff.xliff(bitext).decode().replace("<target>3 / 6", "<target>3 / 5")
        found = import_plan.plan(root, "x", back.encode(), WHY)
    finally:
        received.write_bytes(before)
    assert [(item.passage.eid, item.words) for one in found.value or () for item in one.revised] == [
        ("sec_2__para_3", "3 / 5")]


def test_sentences_that_a_program_made_one_are_taken_as_one(root: Path) -> None:
    received = root / base.RECEIVED
    before = received.read_bytes()
    text = base.TEXT.replace("到期以前可以续借一次。", "到期以前可以续借一次。不得再借。").replace(
        "한 번 연장할 수 있다.", "한 번 연장할 수 있다. 다시 빌릴 수 없다.")
    received.write_text(text, encoding="utf-8")
    try:
        alike = load.equivalents(ROOT, base.schema()).value
        assert alike
        bitext = bitexts([one.document for one in base.compile_text(text, editorial=None).expressions], SITE)[0]
        tree = etree.fromstring(tmx.tmx(with_sentences(bitext, base.schema().languages, alike), "1.0"))
        first, second = tree.xpath("//tu[@segtype='sentence']")
        for unit in tree.xpath("//tu[not(@segtype)]"):
            unit.getparent().remove(unit)
        sources, targets = ([one.xpath("tuv/seg")[side] for one in (first, second)] for side in (0, 1))
        sources[0].text += sources[1].text
        targets[0].text = "한 번 연장할 수 있되 다시 빌릴 수는 없다."
        second.getparent().remove(second)
        (made,), codes = plan(root, tree)
    finally:
        received.write_bytes(before)
    assert codes == []
    assert made.revised[0].words == "한 번 연장할 수 있되 다시 빌릴 수는 없다."


@pytest.mark.parametrize(("new", "unit"), [
    ("세 권.", "sec_2__para_3"), ("한 사람이 한 번에 책 세 권을 빌린다.", "sec_2__para_1")])
def test_a_line_that_stands_twice_is_told_by_the_lines_beside_it(root: Path, new: str, unit: str) -> None:
    received, editorial = root / base.RECEIVED, root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before, kept = received.read_bytes(), editorial.read_bytes()
    text = base.TEXT.replace("丢失图书的，按照原价赔偿。", "每人每次可以借三册书。").replace(
        "책을 잃어버리면 원래 가격대로 물어낸다.", "한 사람이 한 번에 책 세 권을 빌릴 수 있다.")
    received.write_text(text, encoding="utf-8")
    editorial.write_bytes(b"")
    try:
        bitext = bitexts([one.document for one in base.compile_text(text, editorial="").expressions], SITE)[0]
        tree = etree.fromstring(xliff.xliff(bitext))
        target = next(one for one in tree.iter("{*}unit") if one.get("id") == unit).find(".//{*}target")
        assert target is not None
        target.text = new
        (made,), codes = plan(root, tree)
        import_plan.write(root, made)
        assert codes == []
        assert words(root)[unit, "text"] == new
    finally:
        received.write_bytes(before)
        editorial.write_bytes(kept)


def test_one_unit_in_two_ways_is_refused(root: Path) -> None:
    twice = corrected(memory()).replace("</body>", re.findall("<tu tuid.*?</tu>", memory(), re.DOTALL)[0].replace(
        "<seg>칭스진", "<seg>청석진") + "</body>")
    assert [item.code for item in import_plan.plan(root, "x", twice.encode(), WHY).diagnostics] == []
    again = twice.replace("</body>", re.findall("<tu tuid.*?</tu>", memory(), re.DOTALL)[0].replace(
        "<seg>칭스진", "<seg>청스진") + "</body>")
    assert [item.code for item in import_plan.plan(root, "x", again.encode(), WHY).diagnostics] == ["I006"]


@pytest.mark.parametrize("before", [b"", b"# Notes", b"# Notes\r\n\r\n# more\r\n"])
def test_what_the_editor_wrote_keeps_its_bytes(root: Path, before: bytes) -> None:
    (made,) = import_plan.plan(root, "x", corrected(memory()).encode(), WHY).value or ()
    editorial = root / made.editorial
    kept = editorial.read_bytes()
    try:
        editorial.write_bytes(before)
        line = import_plan.write(root, made)
        written = editorial.read_bytes()
    finally:
        editorial.write_bytes(kept)
    assert written.startswith(before)
    assert written.split(b"\n")[line - 1] == b"[[emendation]]"


def test_the_command_shows_what_goes_and_what_comes(root: Path) -> None:
    back = root / "back.tmx"
    back.write_text(memory().replace("https://example.org", "http://127.0.0.1:8000").replace(
        "기간은 30일이며", "기간은\u00a030일이고"), encoding="utf-8")
    ran = CliRunner().invoke(main, ["-C", str(root), "import", str(back)])
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "기간은[- 30일이며-]{+<U+00A0>30일이고+}" in ran.stdout


def test_only_works_that_a_file_names_are_compiled(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a work was compiled")

    monkeypatch.setattr(import_plan, "compile_work", refuse)
    elsewhere = memory().replace("/2020/3/", "/2020/33/")
    found = import_plan.plan(root, "x", elsewhere.encode(), WHY)
    assert {item.code for item in found.diagnostics} == {"I002"}


def test_a_file_that_cannot_be_written_is_a_finding(root: Path) -> None:
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    back = root / "back.tmx"
    back.write_text(corrected(memory()), encoding="utf-8")
    in_the_way = editorial.with_name(".editorial.toml.new")
    in_the_way.mkdir()
    try:
        ran = CliRunner().invoke(main, ["-C", str(root), "import", str(back), "--accept", "--why", "Better."])
    finally:
        in_the_way.rmdir()
    assert isinstance(ran.exception, SystemExit)
    assert ran.exit_code == 1
    assert "B004" in ran.stderr
    assert "cn/qingshizhengban/2020/3/editorial.toml cannot be written" in ran.stderr
    assert editorial.read_bytes() == before


@pytest.mark.parametrize("site", ["https://example.org/", "http://127.0.0.1:8000/", "https://example.org/law/", "/"])
def test_an_address_is_read_behind_any_site(root: Path, site: str) -> None:
    (made,), codes = plan(root, etree.fromstring(corrected(memory()).replace(SITE, site).encode()))
    assert codes == []
    assert [revised.passage.eid for revised in made.revised] == ["sec_2__para_2"]


def test_what_can_be_taken_is_taken_where_somebody_says_so(root: Path) -> None:
    editorial = root / "source/works/cn/qingshizhengban/2020/3/editorial.toml"
    before = editorial.read_bytes()
    back = root / "back.tmx"
    back.write_text(corrected(memory()).replace("<seg>丢失图书的", "<seg>毁坏图书的"), encoding="utf-8")
    arguments = ["-C", str(root), "import", str(back), "--accept", "--why", "Better."]
    try:
        assert CliRunner().invoke(main, arguments).exit_code == 1
        assert editorial.read_bytes() == before
        ran = CliRunner().invoke(main, [*arguments, "--partly"])
        assert ran.exit_code == 1
        assert "I003" in ran.stderr
        assert "서른 날" in editorial.read_bytes().removeprefix(before).decode()
    finally:
        editorial.write_bytes(before)
