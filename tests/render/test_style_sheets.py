"""Style sheets as they are published: short, and of the theme only what the pages use."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import weasyprint
from diptych.render.site.script_text import compact as short
from diptych.render.site.style_sheets import compact, names_in_page, names_in_script, names_in_styles, reduced

from tests.render.test_asset_files import scripts


def of_all_pages(site: Path) -> str:
    """The theme's style sheet as a finished site should have it, by all of its pages."""
    [whole] = [file for file in (files("material") / "templates/assets/stylesheets").iterdir()
               if file.name.startswith("main.") and file.name.endswith(".css")]
    names = [names_in_page(path.read_text("utf-8")) for path in site.rglob("*.html")]
    names += [names_in_script(path.read_text("utf-8")) for path in site.rglob("*.js")]
    names += [names_in_styles(path.read_text("utf-8")) for path in site.rglob("*.css")
              if path.parent.name != "stylesheets"]
    return reduced(whole.read_text("utf-8"), frozenset().union(*names))


def test_comments_and_space_are_left_out_and_strings_stay() -> None:
    sheet = """/* don't */ a:hover , b::after { content: " ; /* x */" ; margin: 0 auto }
    @media (min-width: 3em) and (color) { .c .d { width: calc(1em + 2px) } } /* "end */"""
    assert compact(sheet) == (
        'a:hover,b::after{content:" ; /* x */";margin:0 auto}'
        "@media (min-width:3em) and (color){.c .d{width:calc(1em + 2px)}}")


@pytest.mark.parametrize(("rule", "kept"), [
    (".a{x:1}", ".a{x:1}"),
    (".z{x:1}", ""),
    (".a,.z .a,#i>b{x:1}", ".a,#i>b{x:1}"),
    (".a:not(.z){x:1}", ".a:not(.z){x:1}"),
    (":is(.a,.z) p{x:1}", ":is(.a,.z) p{x:1}"),
    (":is(.y,.z) p{x:1}", ""),
    ("[data-x=z] p{x:1}", "[data-x=z] p{x:1}"),
    (".w\\:1{x:1}", ".w\\:1{x:1}"),
    ("@media print{.z{x:1}p{x:2}}", "@media print{p{x:2}}"),
    ("@media print{.z{x:1}}", ""),
    ("@keyframes k{from{x:1}}", "@keyframes k{from{x:1}}"),
    (":root{--unread:1;--read:2}p{x:var(--read)}", ":root{--read:2}p{x:var(--read)}"),
    (":root{--a:var(--b);--b:1;--c:2}p{x:var(--a)}", ":root{--a:var(--b);--b:1}p{x:var(--a)}"),
    (":root{--named:url('a;b{')}", ':root{--named:url("a;b{")}'),
    (":root{--far:var(--near);--near:1;--named:var(--far)}", ":root{--far:var(--near);--near:1;--named:var(--far)}")])
def test_a_rule_stays_if_pages_have_what_it_asks_for(rule: str, kept: str) -> None:
    assert reduced(rule, {"a", "i", "w:1", "--named"}) == kept


def test_names_of_pages_scripts_and_styles() -> None:
    page = """<p class="a b" id=c data-class="no">not <i class='d'>x</i></p><script>toggle("e")</script>
    <script type="application/ld+json">{"no": 1}</script>
    <b style="color: var(--f)"></b><style>.no { color: var(--g) }</style>"""
    assert names_in_page(page) == {"a", "b", "c", "d", "toggle", "e", "--f", "--g"}
    assert names_in_script("x.className = 'h-i'") == {"x", "className", "h-i"}
    assert names_in_styles(".no { --j: 1; x: var(--k) }") == {"--j", "--k"}


def test_a_script_loses_its_comments_and_no_template_literal_has_several_lines() -> None:
    assert short('// a\n"use strict";\n\n  // b\n  const c = "//"; // d\n') == '"use strict";\nconst c = "//"; // d\n'
    for name, script in scripts():
        assert all(line.count("`") % 2 == 0 for line in script.splitlines()), name


def border(sheet: str, name: str) -> str:
    """The style of the upper border of a cell of a class, by a style sheet."""
    row = f"<tr><td class='{name}'></td><td class='akn-td'>a</td></tr>"
    html = weasyprint.HTML(string=f"<div class='akn'><table class='akn-table'>{row}</table></div>")
    page = html.render(stylesheets=[weasyprint.CSS(string=sheet)]).pages[0]
    [style] = [box.style for box in page._page_box.descendants() if box.element is not None
               and box.element.get("class") == name and box.element_tag == "td" and hasattr(box, "colspan")]
    return str(style["border_top_style"])


@pytest.mark.parametrize("sheet", ["theme/assets/diptych/site.css", "print/print.css", "epub/style.css"])
def test_places_that_a_row_leaves_free_have_no_lines(sheet: str, caplog: pytest.LogCaptureFixture) -> None:
    rules = (files("diptych.render") / "assets" / sheet).read_text("utf-8")
    assert border(rules, "akn-td cell") == "solid"
    assert [border(rules, f"akn-{kind} akn-free") for kind in ("td", "th")] == ["none", "none"]
    # WeasyPrint warns of rules for browsers.
    caplog.clear()
