"""The works that a quick build leaves as they are, as those that changed cite them."""

from __future__ import annotations

import msgspec
from diptych.build import plan
from diptych.build.state import WorkState
from diptych.compile.citable_works import CitableWork, all_cited
from diptych.config.works import ReferencedVersion, ReferencedWork
from diptych.files.artifact import Head
from diptych.files.install import Wanted
from diptych.products.akn_texts import Twins

LIBRARIES = ReferencedWork("/akn/cn/act/1", (("zho", "图书馆条例"),), (ReferencedVersion("", "art_1 art_2"),))
ARCHIVES = ReferencedWork("/akn/cn/act/2", (("zho", "档案馆条例"),), (ReferencedVersion("", "art_1"),))
BEFORE = {
    "one": WorkState((Wanted("akn one", "made", ()),), iri=LIBRARIES.iri, names=LIBRARIES.names),
    "two": WorkState((Wanted("akn two", "other", ()),), iri=ARCHIVES.iri, names=ARCHIVES.names)}
CITING = {"three": Twins(citable=CitableWork(ReferencedWork("/akn/cn/act/3"), names=(("zho", ("依照图书馆条例",)),)))}


def test_the_units_of_a_work_that_a_changed_one_names_are_known() -> None:
    read = list[str]()

    def head(digest: str) -> Head:
        read.append(digest)
        return Head((), (), msgspec.Raw(msgspec.json.encode(Twins(citable=CitableWork(LIBRARIES, LIBRARIES.names)))))

    known = plan.unchanged(CITING, BEFORE, head)
    works = {folder: texts.citable for folder, texts in {**known, **CITING}.items() if texts.citable}
    assert read == ["made"]
    assert all_cited(works)["three"] == (LIBRARIES,)


def test_a_text_that_the_cache_has_no_more_is_known_by_its_name() -> None:
    known = plan.unchanged(CITING, BEFORE, lambda _: None)
    assert [texts.citable.work.iri for texts in known.values() if texts.citable] == [LIBRARIES.iri, ARCHIVES.iri]


def test_a_work_that_changed_is_none_of_them() -> None:
    assert plan.unchanged({"one": Twins(), "two": Twins()}, BEFORE, lambda _: None) == {}
