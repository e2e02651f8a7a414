"""Counts the notes and references that work in a page with law-widgets → bench/results/widgets.json.

usage: python -m bench.widgets STYLESHEET PACKAGE FILE…     (an XSLT 1.0 stylesheet that gives HTML, such as Indigo's;
                                                             the folder of the npm package @lawsafrica/law-widgets;
                                                             texts as bench/interchange.py takes them)

Neither is part of this project. Each text is put into a page of Chromium in its form for interchange. What must be
there is counted in the published XML. A note is there if its mark leads to words in the page. A reference to a unit
works if the popup of la-decorate-internal-refs shows the unit's words; one to a document, if that of
la-decorate-external-refs shows what the provider of documents answers, which is made up here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from diptych.akn.document import Document
from diptych.render.text.interchange import interchange
from lxml import etree
from playwright.sync_api import Browser, Route, sync_playwright

from bench.interchange import ROOT, documents, expected
from tests.conftest import CHROMIUM

RESULTS = ROOT / "bench/results/widgets.json"
SITE = "http://widgets.test"
PAGE = """<!doctype html><meta charset="utf-8"><title>Widgets</title>
<script type="module" src="{site}/package/dist/lawwidgets/lawwidgets.esm.js"></script>
<la-akoma-ntoso frbr-expression-uri="{iri}">
<la-decorate-internal-refs popups></la-decorate-internal-refs>
<la-decorate-external-refs popups provider="{site}/provider" partner="bench"></la-decorate-external-refs>
{body}
</la-akoma-ntoso>"""
TYPES = {"js": "text/javascript", "css": "text/css"}
WORKS = """async () => {
  await Promise.all(["la-akoma-ntoso", "la-decorate-internal-refs", "la-decorate-external-refs"]
    .map((name) => customElements.whenDefined(name)));
  const text = document.querySelector("la-akoma-ntoso");
  const squeezed = (node) => node.textContent.replace(/\\s+/g, "");
  const target = (link) => text.querySelector(`[id="${CSS.escape(decodeURIComponent(link.hash.slice(1)))}"]`);
  const until = async (done) => {
    for (const late = performance.now() + 5000; performance.now() < late;) {
      if (done()) return true;
      await new Promise((next) => setTimeout(next, 5));
    }
    return false;
  };
  const links = [...text.querySelectorAll("a[href]")];
  await until(() => links.every((link) => link._tippy || !link.matches(".akn-ref")));
  const shows = async (link, words) => {
    if (!link._tippy || !words) return false;
    link.dispatchEvent(new MouseEvent("mouseenter"));
    const shown = await until(() => squeezed(link._tippy.popper).includes(words));
    link.dispatchEvent(new MouseEvent("mouseleave"));
    link._tippy.hide();
    return shown;
  };
  const isNote = (link) => target(link)?.matches(".akn-authorialNote");
  const notes = links.filter((link) => link.hash && isNote(link));
  const references = links.filter((link) => !notes.includes(link));
  const made = { notes: notes.filter((link) => squeezed(target(link)).length > squeezed(link).length).length,
                 references: 0, entities: text.querySelectorAll("span.akn-entity").length, failed: [] };
  for (const link of references) {
    const unit = target(link);
    const address = link.dataset.href ?? "";
    const words = address.startsWith("/akn/") ? `document${address}` : unit ? squeezed(unit) : "";
    if (await shows(link, words) || /^https?:/.test(address)) made.references += 1;
    else made.failed.push(`${link.outerHTML.slice(0, 200)} ${unit ? "unit" : "nothing"} ${Boolean(link._tippy)}`);
  }
  return made;
}"""


def in_page(browser: Browser, package: Path, document: Document, body: str) -> Mapping[str, Any]:
    """What works of a document's HTML in a page with the widgets, and the errors of the page."""
    errors: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    whole = PAGE.format(site=SITE, iri=document.expression_iri, body=body)

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        file = package / path.removeprefix("/package/")
        if path.startswith("/provider/"):
            route.fulfill(body=f"<p>document{path.partition('/e/popup')[2]}</p>", content_type="text/html")
        elif path.startswith("/package/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix[1:], "text/plain"))
        elif path == "/":
            route.fulfill(body=whole, content_type="text/html")
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    made = page.evaluate(WORKS)
    page.close()
    return {**made, "errors": errors}


def main() -> None:
    """Shows each text in a page and writes the results."""
    stylesheet, package, results = etree.XSLT(etree.parse(sys.argv[1])), Path(sys.argv[2]), {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        for path, document, _ in documents(sys.argv[3:]):
            html = stylesheet(etree.fromstring(interchange(document)),
                              lang=etree.XSLT.strparam(document.language), resolverUrl=etree.XSLT.strparam(""))
            name = f"{document.language} {document.number or Path(path).stem}"
            results[name] = {"expected": expected(document), "widgets": in_page(browser, package, document, str(html))}
            print(name, json.dumps(results[name], ensure_ascii=False))
        browser.close()
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
