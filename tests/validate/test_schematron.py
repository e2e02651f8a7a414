"""What the official schema lets pass and our rules do not: one mutation of the base work's twins each."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from diptych.akn.names import tag
from diptych.config import rules
from diptych.diagnostics import Severity
from diptych.project import load
from diptych.validate import alignment, checks, numbering, schematron, xsd
from diptych.validate.context import Subject

from tests import base
from tests.conftest import ROOT
from tests.readers.reading import LANGUAGES

SECTION = '<section eId="sec_2">'
ITEM = '<paragraph eId="sec_2__para_1">'
P = '<p eId="sec_2__p_1">'
MUTATIONS = [
    # name, language, pattern, replacement, code
    ("no eId on a unit", "zho", r' eId="sec_2"', "", "R001"),
    ("no eId on a paragraph", "zho", r' eId="sec_2__p_1"', "", "R001"),
    ("no eId on a part", "zho", r' eId="preface"', "", "R001"),
    ("no eId on a name", "zho", r' eId="preamble__p_2__organization_1"', "", "R001"),
    ("no eId on a reference", "zho", r' eId="qingshi-library"', "", "R001"),
    ("an eId of another convention", "zho", r'eId="sec_2"', 'eId="section-2"', "R020"),
    ("an eId with the wrong prefix", "zho", r'eId="sec_2__para_1"', 'eId="sec_1__para_9"', "R020"),
    ("an eId in Chinese", "zho", r'eId="sec_2"', 'eId="sec_二"', "R020"),
    ("a label that is not the eId", "zho", r"<num>二、</num>", "<num>三、</num>", "R020"),
    ("a number missing", "zho", r"<num>（二）</num>(?=.*三册)", "<num>（五）</num>", "N003|N001|R020"),
    ("a repeated wId", "zho", r"<section ", '<section wId="one" ', "R027"),
    ("refersTo nothing", "zho", r'refersTo="#qingshi-library"', 'refersTo="#nobody"', "R021"),
    ("source nothing", "zho", r'<references source="#editor"', '<references source="#nobody"', "R021"),
    ("by nobody", "kor", r'by="#unknown-translator"', 'by="#nobody"', "R021"),
    ("a noteRef to nothing", "zho", r'href="#note_1"', 'href="#note_7"', "R021"),
    ("alternativeTo nothing", "zho", SECTION, '<section eId="sec_2" alternativeTo="#sec_7">', "R021"),
    ("a fragment of nothing", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="#sec_8">甲</ref>', "R021"),
    ("an author who is nobody", "zho", r'FRBRauthor href="#editor"', 'FRBRauthor href="#nobody"', "R021"),
    ("a link with a space", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="/akn/a b">甲</ref>', "R022"),
    ("a link that is a script", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="javascript:x()">甲</ref>', "R022"),
    ("a link in disguise", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="&#9;javascript:x()">甲</ref>', "R022"),
    ("a link to a file", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="file:///etc/passwd">甲</ref>', "R022"),
    ("a link to another host's root", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="//x.example">甲</ref>', "R022"),
    ("an empty link", "zho", P, f'{P}<ref eId="sec_2__p_1__ref_1" href="">甲</ref>', "R022"),
    ("a picture in another folder", "zho", P, f'{P}<img src="media/../a.png"/>', "R022"),
    ("a picture that is data", "zho", P, f'{P}<img src="data:image/svg+xml,x"/>', "R022"),
    ("FRBRthis of another work", "zho", r'3/!main"', '4/!main"', "R004"),
    ("FRBRthis of another expression", "zho", r'08/!main"', '09/!main"', "R004"),
    ("FRBRthis of another manifestation", "zho", r'08/!main.xml"', '09/!main.xml"', "R004"),
    ("an expression of another work", "zho", r"3/zho@", "4/zho@", "R004"),
    ("an IRI that is none", "zho", r'(<FRBRWork>.*?FRBRuri value=")[^"]*', r"\1http://x.example/1", "R023"),
    ("another country", "zho", r'FRBRcountry value="cn"', 'FRBRcountry value="kr"', "R023"),
    ("another document type", "zho", r"/akn/cn/act/", "/akn/cn/bill/", "R023"),
    ("another subtype", "zho", r'FRBRsubtype value="', 'FRBRsubtype value="x', "R023"),
    ("another number", "zho", r'FRBRnumber value="3"', 'FRBRnumber value="4"', "R023"),
    ("another date of the work", "zho", r'FRBRdate date="2020-05-08" name="issued"',
     'FRBRdate date="2021-05-08" name="issued"', "R023"),
    ("another date of the version", "zho", r'FRBRdate date="2020-05-08" name="version"',
     'FRBRdate date="2021-05-08" name="version"', "R023"),
    ("a version that nobody looked up", "zho", r"zho@2020", "zho:2020", "R023"),
    ("another language than the IRI's", "zho", r'FRBRlanguage language="zho"', 'FRBRlanguage language="kor"', "R023"),
    ("a language that is none", "zho", r'FRBRlanguage language="zho"', 'FRBRlanguage language="zhx"', "R024"),
    ("translated from a language that is none", "kor", r'fromLanguage="zho"', 'fromLanguage="zhx"', "R024"),
    ("no master expression", "kor", r'(<FRBRmasterExpression [^>]*href=")[^"]*', r"\1", "R005"),
    ("a translation of another work", "kor", r'(<FRBRtranslation [^>]*href="/akn/cn/act/)', r"\1x", "R005"),
    ("the heading before the label", "zho", r"(<num>二、</num>)\s*(<heading.*?</heading>)", r"\2\1", "R002"),
    ("few headings before the label", "zho", r"(<num>一、</num>)\s*(<heading.*?</heading>)", r"\2\1", "R002"),
    ("two labels", "zho", r"<num>二、</num>", "<num>二、</num><num>二、</num>", "R002"),
    ("two headings", "zho", r'(<heading eId="sec_2__heading">.*?</heading>)', r"\1<heading>甲</heading>", "R002"),
    ("an empty paragraph", "zho", r'(<p eId="sec_2__p_1">).*?</p>', r"\1</p>", "R003"),
    ("a unit without text", "zho", r"(<num>（三）</num>)\s*<content.*?</content>", r"\1", "R003"),
    ("an empty label", "zho", r"<num>二、</num>", "<num> </num>", "R003"),
    ("an empty body", "zho", r'<body eId="body">.*</body>', '<body eId="body"/>', "R003"),
    ("a date that its text contradicts", "zho", r"二○二○年五月八日", "二○二○年五月九日", "R026"),
    ("a docDate of another day", "zho", r'docDate date="2020-05-08"', 'docDate date="2020-05-09"', "R026"),
    ("a section in another language", "zho", SECTION, '<section eId="sec_2" xml:lang="ko">', "R028"),
    ("the root in another language", "zho", r"<akomaNtoso ", '<akomaNtoso xml:lang="ko" ', "R028"),
    ("no preface", "zho", r"<preface.*?</preface>", "", "R006"),
    ("two titles", "zho", r"<docTitle>", "<docTitle>甲</docTitle><docTitle>", "R006"),
    ("a private-use character", "zho", "三册", "三册\U000f0852", "R025"),
    ("a replacement character", "zho", "三册", "三册\ufffd", "R025"),
    ("a C1 control", "zho", "三册", "三册\u0085\u0091", "R025"),
    ("a private-use character in the title", "kor", "<docTitle>", "<docTitle>\ue000", "R025"),
]


@pytest.mark.parametrize(("language", "pattern", "replacement", "code"), [item[1:] for item in MUTATIONS],
                         ids=[item[0] for item in MUTATIONS])
def test_each_mutation_is_caught(language: str, pattern: str, replacement: str, code: str) -> None:
    akn = base.twins()[0 if language == "zho" else 1].decode()
    changed, count = re.subn(pattern, replacement, akn, flags=re.DOTALL)
    assert count
    found = validate(base.subject(changed.encode(), language))
    assert set(code.split("|")) & {item for item, _ in found}


@pytest.mark.parametrize("removed", ["preface", "preamble", "conclusions"])
def test_a_part_of_one_twin_is_missed(removed: str) -> None:
    zho, kor = base.twins()
    changed = re.sub(f"<{removed}.*?</{removed}>", "", kor.decode(), flags=re.DOTALL)
    found = alignment.validate(base.subject(zho), base.subject(changed.encode(), "kor"))
    blocks = re.findall(rf'<(?:p|table)[^>]* eId="({removed}__[a-z]+_\d+)"', zho.decode())
    assert [(item.code, item.eid) for item in found] == [("A001", eid) for eid in blocks]


@pytest.mark.parametrize("data", base.twins(), ids=["zho", "kor"])
def test_the_twins_break_no_rule(data: bytes) -> None:
    assert validate(base.subject(data, base.document(data).language)) == []


@pytest.mark.parametrize(("heading", "codes"), [("<heading>Use</heading>", set()), ("", {"R003"})])
def test_a_chapter_may_have_a_heading_alone(heading: str, codes: set[str]) -> None:
    """Its articles were repealed; a label alone shows that text was lost."""
    body = f'<chapter eId="chp_1"><num>1</num>{heading}<content eId="chp_1__content"/></chapter>'
    akn = re.sub(r'(<body eId="body">).*(</body>)', rf"\1{body}\2", base.twins()[0].decode(), flags=re.DOTALL)
    assert {code for code, _ in validate(base.subject(akn.encode()))} & {"R003"} == codes


@pytest.mark.parametrize(("numbering", "severity"), [("free", Severity.WARNING), ("", Severity.ERROR)])
def test_a_label_alone_is_a_warning_in_a_law_of_free_numbering(numbering: str, severity: Severity) -> None:
    """What was repealed may leave its label."""
    akn = re.sub(r"(<num>（三）</num>)\s*<content.*?</content>", r"\1", base.twins()[0].decode(), flags=re.DOTALL)
    subject = replace(base.subject(akn.encode()), numbering=numbering)
    found = [item for item in schematron.validate(subject, rules.load(base.schema().rules)) if item.code == "R003"]
    assert {load.catalogue(ROOT).describe(item).severity for item in found} == {severity}


@pytest.mark.parametrize(("noted", "codes"), [(3, set()), (2, {"R002"})])
def test_marginal_notes_may_stand_before_the_labels_of_their_kind(noted: int, codes: set[str]) -> None:
    body = "".join(f'<section eId="sec_{number}">{above}<num>{number}</num>{below}<content eId="sec_{number}__content">'
                   f'<p eId="sec_{number}__p_1">One.</p></content></section>'
                   for number in range(1, 6) for heading in (f'<heading eId="sec_{number}__heading">Note</heading>',)
                   for above, below in ((heading, "") if number <= noted else ("", heading),))
    akn = re.sub(r'(<body eId="body">).*(</body>)', rf"\1{body}\2", base.twins()[0].decode(), flags=re.DOTALL)
    assert {code for code, _ in validate(base.subject(akn.encode()))} & {"R002"} == codes


@pytest.mark.parametrize(("inner", "number"), [
    ("<num>4</num><content><p>No one may act.</p></content>", "4"),
    ("<heading>Note</heading> <num>4.1</num> <subsection><num>(1)</num><content>A</content></subsection>", "4-1"),
    ("<num>(2)</num><content><p>No.</p></content>", "2"),
    ("<num>4</num><content><p>dogs</p></content>", ""), ("<num>no</num><content><p>1. One.</p></content>", ""),
    ("<num>4</num>", "")])
def test_a_bare_figure_is_a_number_by_what_comes_after_it(inner: str, number: str) -> None:
    akn = re.sub(r'(<body eId="body">).*(</body>)', rf"\1<section>{inner}</section>\2", base.twins()[0].decode(),
                 flags=re.DOTALL)
    subject = replace(base.subject(akn.encode()), language=LANGUAGES["eng"])
    [unit] = subject.document.root.iter(tag("section"))
    assert subject.number(unit) == number


def test_findings_name_the_authors_line_and_the_unit() -> None:
    made = base.compile_text(base.TEXT.replace("三册", "三册\ue000"))
    [found] = made.diagnostics
    assert (found.code, found.eid) == ("R025", "sec_2__para_1__p_1")
    assert found.position
    assert found.position.line == base.line_of("（一）每人")


def test_a_comment_is_no_level_and_no_mistake() -> None:
    akn = base.twins()[0].decode()
    for place in ("<FRBRWork>", SECTION, "<body", "<act ", "<d:statement"):
        akn = akn.replace(place, f"<!-- a remark -->{place}")
    assert validate(base.subject(akn.encode())) == []


def test_the_iris_of_attachments_are_checked() -> None:
    zho = base.document(base.twins()[0])
    identification = re.search(r"<identification.*?</identification>", base.twins()[0].decode(), re.DOTALL)
    assert identification
    attachment = (f'<attachments><attachment eId="att_1"><doc name="attachment"><meta>{identification[0]}</meta>'
                  f'<mainBody eId="att_1__body"><p eId="att_1__p_1">甲</p></mainBody></doc></attachment></attachments>')
    akn = base.twins()[0].decode().replace("</act>", f"{attachment}</act>")
    assert zho.language == "zho"
    assert "R023" not in dict(validate(base.subject(akn.encode())))
    assert "R023" in dict(validate(base.subject(akn.replace(
        'value="cn"', 'value="kr"').replace('value="kr"', 'value="cn"', 1).encode())))


def test_where_nobody_knows_the_author_the_line_of_the_xml_is_named() -> None:
    akn = base.twins()[0].decode().replace(' eId="sec_2"', "", 1)
    [found] = schematron.validate(base.subject(akn.encode()), rules.load(base.schema().rules))
    assert found.position
    assert found.position.file == "zho.xml"
    assert "<section>" in akn.split("\n")[found.position.line - 1]


def test_the_schema_names_the_element() -> None:
    akn = base.twins()[0].decode().replace(P, "<coda/>" + P)
    subject = replace(base.subject(akn.encode()), file="x.xml")
    found = xsd.validate(subject)
    assert {item.code for item in found} == {"X010"}
    assert "coda" in dict(found[0].facts)["problem"]
    assert "{" not in dict(found[0].facts)["problem"]


def validate(subject: Subject) -> list[tuple[str, str | None]]:
    """Code and eId of everything that one document's validators say."""
    found = (*schematron.validate(subject, rules.load(base.schema().rules)), *numbering.validate(subject),
             *checks.validate(subject, base.schema().language_codes))
    return [(item.code, item.eid) for item in found]


@pytest.mark.parametrize("eid", ["", "a b", "\u3000a", "&#10;", "sec_1"])
def test_the_schema_wants_ids_that_differ_without_white_space(eid: str) -> None:
    akn = base.twins()[0].decode()
    assert xsd.validate(base.subject(akn.encode())) == ()
    found = xsd.validate(base.subject(akn.replace('eId="sec_2"', f'eId="{eid}"', 1).encode()))
    assert [item.code for item in found[:1]] == (["X010"] if "\u3000" not in eid else [])
