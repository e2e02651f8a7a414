"""The scripts of the pages and the grammar of addresses, which the build fills into them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from diptych.akn import iri
from diptych.render import asset_files
from diptych.render.site.service_worker import worker


def scripts() -> Iterator[tuple[str, str]]:
    """The scripts as they are kept, with those in the templates of the theme."""
    theme = asset_files.folder("theme")
    for folder in (theme / "assets/diptych", asset_files.folder("offline")):
        yield from ((file.name, file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".js"))
    for name in ("main.html", "404.html", "offline.html"):
        for part in (theme / name).read_text("utf-8").split("<script>")[1:]:
            yield name, part.partition("</script>")[0]


def test_no_script_holds_a_copy_of_the_grammar() -> None:
    known = dict(scripts())
    assert {"place.js", "cite.js", "clauses.js", "anchors.js", "sw.js", "404.html"} <= set(known)
    for name, script in known.items():
        for sign in (iri.MARK, iri.RANGE, "%3E", "%3e", "/akn", "[^/]+"):
            assert sign not in script, (name, sign)


def test_the_build_fills_the_grammar_into_those_that_need_it() -> None:
    filled = {name: asset_files.filled(script) for name, script in scripts()}
    changed = {name for name, script in scripts() if filled[name] != script}
    assert changed == {"place.js", "sw.js"}
    for name in changed:
        assert json.dumps(iri.CLAUSE) in filled[name]
    assert json.dumps(iri.CLAUSE) in worker({}, {}, (), "")[0]
    assert not any("{clause_" in script for script in filled.values())
