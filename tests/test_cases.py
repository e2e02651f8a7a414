"""Stories through all stages: tests/cases/NAME/source goes in; findings, Akoma Ntoso and HTML come out."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from pathlib import Path

import pytest
from diptych.compile import versions
from diptych.compile.work import compile_work
from diptych.interface_text import interface
from diptych.project import load

from tests.conftest import ROOT, Approve
from tests.render.small import parallel

CASES = ROOT / "tests/cases"


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir()))
def test_story(name: str, tmp_path: Path, approve: Approve) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(CASES / name / "source", tmp_path / "source")
    products = tell(tmp_path)
    expected = CASES / name / "expected"
    expected.mkdir(exist_ok=True)
    assert {file.name for file in expected.iterdir()} <= set(products)
    for file, text in products.items():
        approve(expected / file, text)


def tell(root: Path) -> dict[str, str]:
    """What the project's works become, by file name."""
    known = load.schema(root).value
    assert known
    # As in another process: equal, and not the same objects.
    re.purge()
    schema = pickle.loads(pickle.dumps(known))  # noqa: S301 - from this test
    sources, catalogue = load.sources(root, schema), load.catalogue(root)
    works = [compile_work(source, schema) for source in sources.value or ()]
    found = [*sources.diagnostics, *(item for work in works for item in work.diagnostics)]
    said = [("", catalogue.describe(item)) for item in found]
    said += [("waived ", catalogue.describe(item)) for work in works for item, _ in work.waived]
    products = {"findings.txt": "".join(f"{mark}{one.code} {one.position} {one.eid or '-'} {one.message}\n"
                                        for mark, one in said)}
    for work in works:
        for version in versions.dated(work)[:-1]:
            products |= {f"{one.document.language}@{one.document.version}.xml": one.data.decode()
                         for one in version.expressions}
        if work.earlier:
            moved = {version: {eid: origin for eid, origin in known.items() if origin != (eid,)}
                     for version, known in versions.lineage(work).items()}
            products["lineage.json"] = json.dumps(moved, indent=1) + "\n"
        products |= {f"{one.document.language}.xml": one.data.decode() for one in work.expressions}
        twins = tuple(one.document for one in work.expressions)
        products["parallel.html"] = parallel(twins, interface("en")).replace("><", ">\n<") + "\n"
    return products
