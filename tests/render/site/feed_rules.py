"""What RFC 4287 and sitemaps.org ask of a file beyond its elements, and both schemas; no code of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MOST, LARGEST = 50_000, 52_428_800


def schema(name: str) -> etree.RelaxNG:
    """The schema of a format: atom or sitemap."""
    return etree.RelaxNG(etree.parse(Path(__file__).parent / f"{name}.rng"))


def atom_faults(data: bytes) -> Iterator[str]:
    """What is wrong in a feed."""
    root, rules = etree.fromstring(data), schema("atom")
    if not rules.validate(root):
        yield str(rules.error_log.last_error)
    entries = root.findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    if len({*ids}) != len(ids):
        yield "4.1.1: two entries have one id"
    if root.find("a:author", ATOM) is None and any(entry.find("a:author", ATOM) is None for entry in entries):
        yield "4.1.1: an entry has no author, and the feed has none"
    if not root.findall("a:link[@rel='self']", ATOM):
        yield "4.1.1: a feed should have a link to itself"
    for holder in (root, *entries):
        links = [(link.get("type"), link.get("hreflang")) for link in holder.findall("a:link[@rel='alternate']", ATOM)]
        if len({*links}) != len(links):
            yield "4.1.1: two alternate links have one type and language"
    updated = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    if updated and root.findtext("a:updated", "", ATOM) < max(updated):
        yield "4.2.15: the feed is older than an entry"


def sitemap_faults(data: bytes) -> Iterator[str]:
    """What is wrong in a sitemap or an index of sitemaps."""
    root, rules = etree.fromstring(data), schema("sitemap")
    if not rules.validate(root):
        yield str(rules.error_log.last_error)
    addresses = [entry.findtext("{*}loc") for entry in root]
    if len(addresses) > MOST or len(data) > LARGEST:
        yield "too much for a file"
    if len({*addresses}) != len(addresses):
        yield "an address stands twice"
