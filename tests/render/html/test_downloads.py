"""The files beside a page: each in one group, with its size and a name that says what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.exchange import files as exchange
from diptych.interface_text import interface
from diptych.render.html import work_facts
from diptych.render.html.downloads import Shelf, groups, saved_stem
from diptych.render.site.published_work import PublishedWork

from tests.render.small import BODY, CHINESE, document, twins


@pytest.mark.parametrize(("number", "stem"), [
    ("国办发〔2012〕19号", "国办发2012-19"), ("国函〔2009〕106号", "国函2009-106"), ("법률 제8852호", "법률제8852"),
    ("No. 7", "No-7"), ("2009/22/EC", "2009-22-EC"), ("", "cn-act-test-2020-7"), ("〔〕", "cn-act-test-2020-7"),
])
def test_a_saved_file_is_named_by_the_number_of_the_work_else_by_its_address(number: str, stem: str) -> None:
    shown = document(BODY.format(**CHINESE))
    for element in shown.main.iter("{*}FRBRnumber"):
        element.set("showAs", number)
    assert saved_stem(shown) == stem
    assert saved_stem(replace(shown, version="2021-03-04")) == f"{stem}_2021-03-04"


def test_every_file_is_in_one_group_with_its_size() -> None:
    documents, words = twins(), interface("en")
    work = PublishedWork(documents)
    names = (*work.files, *work.handouts)
    texts = tuple(work_facts.text(document, words) for document in documents)
    made = groups(Shelf("../", names, {"zho.pdf": 255_203, "zho-kor.pdf": 1_480_000}), documents, texts, words)
    assert [name for name, _ in made] == ["For reading", "For working", "For programs"]
    files = [file for _, listed in made for file in listed]
    assert sorted(file.path for file in files) == sorted(f"../{name}" for name in names)
    assert len({file.name for file in files}) == len(files)
    sizes = {file.name: file.size for file in files if file.size}
    assert sizes == {"No-7_zh.pdf": "255 kB", "No-7_zh-ko.pdf": "1.5 MB"}


def test_two_written_forms_of_a_language_have_names_of_their_own() -> None:
    documents = (document(BODY.format(**CHINESE)), document(BODY.format(**CHINESE), "zho-Hant", translation=True))
    work, words = PublishedWork(documents), interface("zh")
    texts = tuple(work_facts.text(document, words) for document in documents)
    made = groups(Shelf("", exchange.names("zho", work.shown_pairs), {}), documents, texts, words)
    assert {file.name for _, listed in made for file in listed} == {
        f"No-7_zh-Hans-zh-Hant.{kind}" for kind in ("tmx", "xlf", "csv", "jsonl")}
