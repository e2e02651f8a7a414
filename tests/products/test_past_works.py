"""Each address of a work, language or date that ended has a page: a redirect or a tombstone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.interface_text import interface
from diptych.products import past_works
from diptych.products.contract import Input
from diptych.products.past_works import PastWorkInputs
from diptych.render.site import page_shells
from diptych.render.site.page import Settings
from diptych.render.site.page_shells import Shells

from tests.base import citation_styles

OLD, NEW = "cn/act/a/2020/3", "cn/act/a/2020/4"
SHELL = '<header></header><link rel="canonical" href=""><title>DiptychMarkTitleEnd</title>DiptychMarkHtmlEnd'
WORK = RecordedWork(OLD, ("zho", "kor"), ("2020-01-01",), ("sec_1",))


def pages(*works: RecordedWork) -> dict[str, str]:
    settings = Settings("https://law.example/")
    shells = Shells(dict.fromkeys(map(page_shells.name, page_shells.blanks(settings, glossary=False)), SHELL))
    made = past_works.make(PastWorkInputs(Input({}, lambda: works), Input({}, lambda: settings),
                                          Input({}, citation_styles), Input({}, lambda: shells)), "")
    return {path: page.decode() for path, page in made.value or ()}


def test_a_live_work_has_no_pages() -> None:
    assert pages(WORK) == {}
    assert not past_works.has_past((WORK,))


def test_every_address_of_a_moved_work_leads_to_the_new_one() -> None:
    made = pages(replace(WORK, state=RecordedState.MOVED, to=NEW))
    folders = ["", "zho/", "kor/", "@2020-01-01/", "zho@2020-01-01/", "kor@2020-01-01/"]
    assert set(made) == {f"akn/{OLD}/{folder}{clause}index.html" for folder in folders for clause in ("", "~sec_1/")}
    page = made[f"akn/{OLD}/kor/~sec_1/index.html"]
    assert f'content="0; url=../../../../../../../../akn/{NEW}/kor/~sec_1/"' in page


def test_dated_addresses_of_a_work_with_one_version_lead_on_without_clauses() -> None:
    single = RecordedWork(OLD, ("zho", "kor"), (), ("sec_1",), single=("@2020-05-08", "zho@2020-05-08"))
    dated = {f"akn/{OLD}/{name}/index.html" for name in single.single}
    moved = pages(replace(single, state=RecordedState.MOVED, to=NEW))
    assert {path for path in moved if "@" in path} == dated
    assert f'/akn/{NEW}/zho@2020-05-08/"' in moved[f"akn/{OLD}/zho@2020-05-08/index.html"]
    withdrawn = pages(replace(single, state=RecordedState.WITHDRAWN, reason="x"))
    assert {path for path in withdrawn if "@" in path and path.startswith("akn")} == dated
    without = pages(replace(single, withdrawn=(("zho", "x"),)))
    assert {path for path in without if "@" in path and path.startswith("akn")} == {
        f"akn/{OLD}/zho@2020-05-08/index.html"}
    redated = pages(replace(single, redated=(("2020-05-08", "2020-05-09"),)))
    assert set(redated) == dated
    assert f"akn/{OLD}/@2020-05-09" in redated[f"akn/{OLD}/@2020-05-08/index.html"]


def test_only_texts_that_a_dated_version_had_have_pages() -> None:
    partly = replace(WORK, dated=("@2020-01-01", "zho@2020-01-01"), redated=(("2020-01-01", "2020-02-01"),))
    assert {path.split("/")[6] for path in pages(partly)} == {"@2020-01-01", "zho@2020-01-01"}


def test_the_comparisons_of_a_version_lead_to_the_version_where_it_is_now() -> None:
    twice = replace(WORK, dates=("2020-01-01", "2021-01-01"), dated=(), state=RecordedState.MOVED, to=NEW)
    moved = pages(twice)
    compared = {path for path in moved if "/changes/" in path}
    assert compared == {f"akn/{OLD}/@2021-01-01/changes/{place}index.html" for place in ("", "2020-01-01/")}
    for path in compared:
        assert f'/akn/{NEW}/@2021-01-01/"' in moved[path]
        assert (Path("site") / path).parent.joinpath(moved[path].partition("url=")[2].partition('"')[0]).resolve() == (
            Path("site") / f"akn/{NEW}/@2021-01-01").resolve()
    withdrawn = pages(replace(WORK, dates=twice.dates, dated=(), state=RecordedState.WITHDRAWN, reason="Wrong."))
    assert {path for path in withdrawn if path.startswith("akn") and "/changes/" in path} == compared


def test_a_range_leads_to_its_first_clause() -> None:
    cited = replace(WORK, ids=("sec_1", "sec_2", "sec_1->sec_2"), state=RecordedState.MOVED, to=NEW)
    assert f'/akn/{NEW}/~sec_1/"' in pages(cited)[f"akn/{OLD}/~sec_1->sec_2/index.html"]
    ended = pages(replace(cited, state=RecordedState.WITHDRAWN, reason="x"))
    assert "<h1>第1部分至第2部分</h1>" in ended[f"akn/{OLD}/~sec_1->sec_2/index.html"]


def test_a_withdrawn_work_leaves_tombstones() -> None:
    made = pages(replace(WORK, state=RecordedState.WITHDRAWN, reason="By <mistake>."))
    assert len(made) == 12 * 3
    assert "<h1>제1부분</h1>" in made[f"ko/akn/{OLD}/~sec_1/index.html"]
    assert f"<h1>/<wbr>akn/<wbr>{OLD.replace('/', '/<wbr>')}</h1>" in made[f"akn/{OLD}/index.html"]
    clause = made[f"akn/{OLD}/kor/~sec_1/index.html"]
    assert "<header></header>" in clause
    assert f"<title>第1部分 – /akn/{OLD}/kor</title>" in clause
    assert "<h1>第1部分</h1>" in clause
    assert f'href="https://law.example/akn/{OLD}/kor/~sec_1"' in clause
    assert all("http-equiv" not in page and "By &lt;mistake&gt;." in page for page in made.values())


FATES = {"work_moved": replace(WORK, state=RecordedState.MOVED, to=NEW),
         "work_withdrawn": replace(WORK, state=RecordedState.WITHDRAWN, reason="x"),
         "text_withdrawn": replace(WORK, withdrawn=(("kor", "x"),))}


@pytest.mark.parametrize("fate", FATES)
def test_the_home_page_of_what_ended_says_what_became_of_it_and_no_more(fate: str) -> None:
    home = f"akn/{OLD}/kor/index.html" if fate == "text_withdrawn" else f"akn/{OLD}/index.html"
    made = pages(FATES[fate])
    homes = {path: page for path, page in made.items() if path.endswith(home)}
    assert len(homes) == (1 if fate == "work_moved" else 3)
    for path, page in homes.items():
        words = interface(path.partition("/")[0]) if not path.startswith("akn") else interface("zh")
        assert [key for key in FATES if words.say(key) in page] == [fate]
        assert ('http-equiv="refresh"' in page) is (fate == "work_moved")
    assert any(path.endswith(f"akn/{OLD}/index.html") for path in made) is (fate != "text_withdrawn")


def test_a_withdrawn_language_and_a_corrected_date() -> None:
    made = pages(replace(WORK, withdrawn=(("kor", "Wrong."),), redated=(("2020-01-01", "2020-02-01"),)))
    ended = {f"{home}akn/{OLD}/{folder}" for home in ("", "ko/", "en/") for folder in ("kor/", "kor@2020-01-01/")}
    moved = {f"akn/{OLD}/{folder}" for folder in ("@2020-01-01/", "zho@2020-01-01/")}
    assert set(made) == {f"{folder}{clause}index.html" for clause in ("", "~sec_1/") for folder in ended | moved}
    assert f"akn/{OLD}/zho@2020-02-01/" in made[f"akn/{OLD}/zho@2020-01-01/index.html"]
