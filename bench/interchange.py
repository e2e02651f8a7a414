"""Counts the notes, references and words that a renderer's stylesheet shows of texts → bench/results/interchange.json.

usage: bench/interchange.py STYLESHEET FILE…     (an XSLT 1.0 stylesheet that gives HTML, such as Indigo's; texts as
                                                  `diptych convert` reads them, or Akoma Ntoso of a build)

The stylesheet is the renderer's own and no part of this project. Each text is shown twice: as published, and in the
form for interchange. What must be there is counted in the published XML by a walk of its own: each mark of a note,
each reference to a unit or a document, each character. What is there is counted in the HTML: a note whose mark leads
to words, a link whose local target has an id, and the characters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from diptych.akn.document import Document, read
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.single_text import Options, convert
from diptych.project import load
from diptych.render.text.interchange import interchange
from diptych.validate import xsd
from lxml import etree

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench/results/interchange.json"


def name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def shown(root: etree._Element) -> Iterator[etree._Element]:
    """The elements outside of the metadata, in document order."""
    for child in root.iterchildren(etree.Element):
        if name(child) != "meta":
            yield child
            yield from shown(child)


def expected(document: Document) -> Mapping[str, int]:
    """What the published XML has: marks of notes, references that lead out of the metadata, characters."""
    elements = list(shown(document.root))
    entries = {item.get("eId"): item.get("href", "") for item in document.root.iter() if isinstance(item.tag, str)
               and name(item).startswith("TLC")}
    led = [item.get("href") or item.get("from") or "" for item in elements if name(item) in ("ref", "rref")]
    return {"notes": sum(name(item) in ("noteRef", "authorialNote") for item in elements),
            "references": sum(entries.get(href[1:], "/akn/work").find("/ontology/") < 0 if href[:1] == "#" else True
                              for href in led),
            "entities": sum(entries.get(href[1:], "").find("/ontology/") >= 0 for href in led if href[:1] == "#"),
            "characters": sum(len("".join((item.text or "").split())) + len("".join((item.tail or "").split()))
                              for item in elements)}


def rendered(page: etree._Element) -> Mapping[str, int]:
    """What the HTML has: marks that lead to a note with words, links whose target is there, characters."""
    ids = {item.get("id"): item for item in page.iter() if isinstance(item.tag, str) and item.get("id")}
    links = [item for item in page.iter("a") if item.get("href")]
    notes = [item for item in links if "akn-ref" not in (item.get("class") or "")
             or "akn-authorialNote" in (ids.get(item.get("href", "")[1:], item).get("class") or "")]
    references = [item for item in links if item not in notes]
    return {"notes": sum("".join(ids[href].itertext()).strip() != "" for item in notes
                         if (href := item.get("href", "")[1:]) in ids),
            "references": sum(href[:1] != "#" or href[1:] in ids for item in references
                              if (href := item.get("href", ""))),
            "entities": sum("akn-entity" in (item.get("class") or "") for item in page.iter("span")),
            "characters": len("".join("".join(page.itertext()).split()))}


def attempt(stylesheet: etree.XSLT, data: bytes, language: str) -> Mapping[str, object]:
    """What the stylesheet shows of a document, and its errors."""
    try:
        page = stylesheet(etree.fromstring(data), lang=etree.XSLT.strparam(language))
    except etree.XSLTApplyError as error:
        return {"failed": str(error)}
    errors = [entry.message for entry in stylesheet.error_log]
    return {**(rendered(page.getroot()) if page.getroot() is not None else {}), "errors": len(errors)}


def documents(paths: list[str]) -> Iterator[tuple[str, Document, bytes]]:
    """The texts with the names of their files, read or converted, and their bytes as published."""
    schema = load.schema(ROOT).value
    if schema is None:
        sys.exit("schema/ cannot be read")
    for path in paths:
        data = Path(path).read_bytes()
        if path.endswith(".xml"):
            document = read(data, path, own=True).value
        else:
            converted = convert(data, path, schema, Options(AUTO, AUTO)).value
            document, data = (converted.document, converted.data) if converted else (None, data)
        if document is None:
            sys.exit(f"{path} cannot be read")
        yield path, document, data


def main() -> None:
    """Shows each text and writes the results."""
    stylesheet = etree.XSLT(etree.parse(sys.argv[1]))
    results = {}
    for path, document, data in documents(sys.argv[2:]):
        form = interchange(document)
        results[Path(path).name] = {
            "expected": expected(document), "published": attempt(stylesheet, data, document.language),
            "interchange": attempt(stylesheet, form, document.language),
            "valid": xsd.load().validate(etree.fromstring(form))}
        print(Path(path).name, json.dumps(results[Path(path).name], ensure_ascii=False))
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
