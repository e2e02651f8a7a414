"""Builds pairs of texts for bench/pairs.py from manuals that Debian publishes in several languages.

usage: bench/manuals.py DOCUMENTATION FOLDER

DOCUMENTATION is the folder `usr/share/doc` of unpacked packages; what is not there is left out. Packages: debian-faq,
debian-faq-fr, -ko, -zh-cn, developers-reference, developers-reference-fr, installation-guide-amd64, debian-handbook,
libreoffice-help-en-us, -fr, -ko, -zh-cn, gnome-user-docs, gimp-help-en, -fr, -ko, -zh-cn, maint-guide,
maint-guide-fr, -zh-cn, debian-reference-common, -en, -fr, -zh-cn. Each chapter becomes a file
FOLDER/pairs/unseen/NAME.json for each of its pairs of languages. Its units are the lines of text of the pages; `gold`
pairs them one by one if both pages have as many, since the translations follow the original line by line.

The handbook and the help of LibreOffice are finished in some chapters only. A chapter is left out if one of its longer
lines is English.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

LINES = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "td", "th", "title", "item"})
"""Elements of HTML and Mallard whose text is a line."""
PARAGRAPH = "para"
"""The class of the elements `div` whose text is a line too: DocBook's paragraphs, which the handbook has."""
PARTS = LINES | {"div", "ul", "ol", "dl", "table"}
"""Elements that make their parent more than one line."""
LEFT_OUT = ("//script|//style|//pre|//head|//nav|//footer|//a[@class='headerlink']|//*[@class='sphinxsidebar']"
            "|//noscript|//header|//aside|//*[@id='SearchFrame' or @hidden='true' or @class='howtogetyourversion']"
            "|//*[contains(@class,'related')]|//*[@class='navheader' or @class='navfooter' or @class='toc']"
            "|//*[contains(@class,'docnav')]|//info|//comment|//screen|//media"
            "|//code[not(ancestor::p or ancestor::li or ancestor::td or ancestor::dt or ancestor::dd)]")
"""What is no text of a page, in XPath."""
IDEOGRAPHS = "\u2e80"
"""The first character of the scripts of East Asia, as Unicode has them."""
COMBINATIONS = (("zh-Hans", "ko"), ("zh-Hans", "en"), ("en", "fr"), ("ko", "en"))
LEAST = 20
"""Lines of the shortest text. Chosen."""
LONG = 40
"""Characters of an English line that a finished translation does not repeat. Chosen. Raised: more chapters."""


def main() -> None:
    """Writes the pairs."""
    documentation, folder = map(Path, sys.argv[1:])
    place = folder / "pairs/unseen"
    place.mkdir(parents=True, exist_ok=True)
    for name, by_language in chapters(documentation):
        for left, right in COMBINATIONS:
            if left in by_language and right in by_language:
                pair = paired((left, right), by_language[left], by_language[right])
                if len(pair["left"]) >= LEAST and (name.startswith("deb_") or is_finished(by_language, (left, right))):
                    (place / f"{name}__{left}_{right}.json").write_text(
                        json.dumps(pair, ensure_ascii=False, indent=0), encoding="utf-8")


def chapters(documentation: Path) -> Iterator[tuple[str, dict[str, list[Path]]]]:
    """The pages of each chapter of each manual, by language."""
    faq = documentation / "debian/FAQ"
    for page in sorted(faq.glob("*.en.html")):
        name = page.name.removesuffix(".en.html")
        others = {tag: faq / folder / f"{name}.{folder}.html"
                  for tag, folder in (("fr", "fr"), ("ko", "ko"), ("zh-Hans", "zh-cn"))}
        yield f"deb_faq-{name}", {"en": [page], **{tag: [file] for tag, file in others.items() if file.exists()}}
    reference = documentation / "developers-reference/docs"
    for page in sorted(reference.glob("[!di]*.html")):
        if (reference / "fr" / page.name).exists():
            yield f"deb_ref-{page.stem}", {"en": [page], "fr": [reference / "fr" / page.name]}
    guide = documentation / "installation-guide-amd64"
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for page in sorted((guide / "en").glob("*.html")):
        parts[page.stem.partition("s")[0]].append(page.name)
    for name, pages in parts.items():
        yield f"deb_guide-{name}", {tag: [guide / folder / page for page in pages if (guide / folder / page).exists()]
                                    for tag, folder in (("en", "en"), ("fr", "fr"), ("ko", "ko"), ("zh-Hans", "zh_CN"))}
    yield from books(documentation)
    yield from guides(documentation)


def books(documentation: Path) -> Iterator[tuple[str, dict[str, list[Path]]]]:
    """The chapters of the handbook, and the guides and other pages of LibreOffice's help."""
    handbook = documentation / "debian-handbook/html"
    folders = {"en": "en-US", "fr": "fr-FR", "ko": "ko-KR", "zh-Hans": "zh-CN"}
    for page in sorted((handbook / "en-US").glob("*.html")):
        files = {tag: handbook / folder / page.name for tag, folder in folders.items()}
        yield f"handbook-{page.stem}", {tag: [file] for tag, file in files.items() if file.exists()}
    guides = documentation.parent / "libreoffice/help"
    folders = {"en": "en-US", "fr": "fr", "ko": "ko", "zh-Hans": "zh-CN"}
    for page in sorted((guides / "en-US/text").glob("*/*/*.html")):
        inside = page.relative_to(guides / "en-US")
        files = {tag: guides / folder / inside for tag, folder in folders.items()}
        name = (f"office-{inside.parts[1]}" if inside.parts[2] == "guide" else
                f"pages-{inside.parts[1]}-{inside.parts[2]}")
        yield f"{name}-{page.stem}", {tag: [file] for tag, file in files.items() if file.exists()}


def guides(documentation: Path) -> Iterator[tuple[str, dict[str, list[Path]]]]:
    """The subjects of GNOME's help, the pages of GIMP's, the chapters of Debian's reference and maintainers' guide."""
    folders = {"en": "C", "fr": "fr", "ko": "ko", "zh-Hans": "zh_CN"}
    subjects: defaultdict[str, list[Path]] = defaultdict(list)
    for page in sorted((documentation.parent / "help/C").glob("*/*.page")):
        subjects[f"{page.parent.name}-{page.stem.partition('-')[0]}"].append(page)
    for name, pages in subjects.items():
        files = {tag: [page.parents[2] / folder / page.parent.name / page.name for page in pages]
                 for tag, folder in folders.items()}
        yield f"gnome-{name}", {tag: [file for file in several if file.exists()] for tag, several in files.items()}
    for page in sorted(documentation.parent.glob("gimp/*/help/en/*.html")):
        translated = {tag: page.parents[1] / folder / page.name for tag, folder in (folders | {"en": "en"}).items()}
        yield f"gimp-{page.stem}", {tag: [file] for tag, file in translated.items() if file.exists()}
    for name, folder in (("maint", "maint-guide{}/html"), ("reference", "debian-reference-common/docs")):
        for page in sorted((documentation / folder.format("")).glob("*.en.html")):
            stem, translated = page.name.partition(".")[0], {"en": page}
            for tag, end in (("fr", "fr"), ("zh-Hans", "zh-cn")):
                translated[tag] = documentation / folder.format(f"-{end}") / f"{stem}.{end}.html"
            yield f"{name}-{stem}", {tag: [file] for tag, file in translated.items() if file.exists()}


def is_finished(by_language: dict[str, list[Path]], languages: tuple[str, str]) -> bool:
    """Whether no long line of the translations of a chapter is English."""
    english = {line for page in by_language["en"] for line in lines(page) if len(line) >= LONG}
    translated = [(tag, line) for tag in languages if tag != "en" for page in by_language[tag] for line in lines(page)]
    return not any(line in english or len(line) >= LONG and tag != "fr" and max(line) < IDEOGRAPHS
                   for tag, line in translated)


def paired(languages: tuple[str, str], left: list[Path], right: list[Path]) -> dict[str, Any]:
    """A pair in the format of bench/pairs.py."""
    sides = [[line for page in pages for line in lines(page)] for pages in (left, right)]
    units = [[{"id": str(at), "label": "", "text": line} for at, line in enumerate(side)] for side in sides]
    gold = [[str(at), str(at)] for at in range(len(sides[0]))] if len(sides[0]) == len(sides[1]) else []
    return {"left_lang": languages[0], "right_lang": languages[1], "left": units[0], "right": units[1], "gold": gold}


def lines(page: Path) -> Iterator[str]:
    """The lines of text of a page, in its order."""
    root = root_of(page)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.xpath(LEFT_OUT):
        drop(element)
    for element in root.iter(*LINES, "div"):
        text = " ".join("".join(own_text(element)).split())
        if text and (element.tag in LINES or PARAGRAPH in element.get("class", "").split()):
            yield text


def drop(element: etree._Element) -> None:
    """Takes an element out of its parent; the text after it stays."""
    parent = element.getparent()
    if parent is not None:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        parent.remove(element)


def root_of(page: Path) -> etree._Element:
    """The root of a page of HTML or Mallard, whose elements are named without their namespace."""
    if page.suffix == ".html":
        return html.fromstring(page.read_bytes())
    plain = re.sub(rb'(?<=\s)xmlns(:\w+)?="[^"]*"|(?<=[</])\w+:(?=\w)', b"", page.read_bytes())
    return etree.fromstring(plain, etree.XMLParser(recover=True, no_network=True))


def own_text(element: etree._Element) -> Iterator[str]:
    """The text of an element outside the lines and lists in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in PARTS:
            yield from own_text(child)
        yield child.tail or ""


if __name__ == "__main__":
    main()
