"""Records of works → a DCAT catalogue in JSON-LD (DCAT 3, DCAT-AP), whose context is complete without the network.

Of a text without a licence none is asserted, and of no text the legal force. The publisher is the site itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from diptych.interface_text import Interface
from diptych.render.site import site_index
from diptych.render.site.dataset_jsonld import dataset
from diptych.render.site.site_index import WorkRecord

NAME: Final = "catalogue"
SUFFIX: Final = "jsonld"
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "dct:issued": {"@type": "xsd:date"}, "dct:modified": {"@type": "xsd:date"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"}, "spdx:checksumValue": {"@type": "xsd:hexBinary"},
    **{name: {"@type": "@id"} for name in (
        "dct:language", "dct:license", "dct:isVersionOf", "dct:publisher", "dcat:landingPage", "dcat:accessURL",
        "dcat:downloadURL", "dcat:mediaType", "foaf:homepage", "spdx:algorithm", "dcat:inCatalog", "hydra:next")}}


@dataclass(frozen=True, slots=True)
class Site:
    """The address and name of a site, and the words of its first interface language."""

    url: str
    name: str
    words: Interface

    @property
    def home(self) -> str:
        """The URL of the front page."""
        return f"{self.url.rstrip('/')}/"


def page(works: Sequence[Sequence[WorkRecord]], site: Site, number: int, pages: int) -> bytes:
    """A page of the catalogue, with the datasets of its works; of each work the undated record comes first."""
    datasets = [_dataset(record, records[0], site) for records in works for record in records]
    address = site.home + site_index.path(NAME, 1, SUFFIX)
    following = {"hydra:next": site.home + site_index.path(NAME, number + 1, SUFFIX)} if number < pages else {}
    catalogue = {
        "@id": address, "@type": "dcat:Catalog", "dct:title": _words(site.name, site),
        "dct:description": _words(site.words.say("site_description"), site),
        "dct:publisher": {"@id": site.home, "@type": "foaf:Agent", "foaf:name": site.name}, "foaf:homepage": site.home,
        "dcat:dataset": [{"@id": node["@id"]} for node in datasets], **following}
    return msgspec.json.encode({"@context": _CONTEXT, "@graph": [catalogue, *datasets]}) + b"\n"


def _dataset(record: WorkRecord, newest: WorkRecord, site: Site) -> Mapping[str, Any]:
    """The texts at one address; a dated version is a version of the work."""
    node = {
        "@id": dataset(record.url), "@type": "dcat:Dataset",
        "dct:title": [{"@value": text["title"], "@language": text["tag"]} for text in record.expressions],
        "dct:description": [{"@value": _description(record), "@language": record.expressions[0]["tag"]}],
        "dct:identifier": [name for name in (record.number, record.work) if name],
        "dct:issued": record.date, "dct:modified": record.changed, "dct:publisher": site.home,
        "dct:language": [_LANGUAGES + text["language"].upper() for text in record.expressions],
        "dcat:landingPage": record.url, "dcat:version": record.version,
        "dct:isVersionOf": dataset(newest.url) if record.version else "",
        "dcat:distribution": [_distribution(file, record) for file in record.files]}
    return {name: value for name, value in node.items() if value}


def _description(record: WorkRecord) -> str:
    """The title and the number of a work, the only description that the sources give."""
    return " ".join(filter(None, (record.expressions[0]["title"], record.number)))


def _licence(name: str, record: WorkRecord) -> Mapping[str, str]:
    """The licence of a file, which is that of all texts in it: those that its name names, else all."""
    named = [text for text in record.expressions if text["language"] in name.partition(".")[0].split("-")]
    found = {text["licence"]["url"] if text["licence"] else "" for text in named or record.expressions}
    return {"dct:license": found.pop()} if len(found) == 1 and "" not in found else {}


def _distribution(file: Mapping[str, Any], record: WorkRecord) -> Mapping[str, Any]:
    return {
        **_licence(file["name"], record),
        "@id": file["url"], "@type": "dcat:Distribution", "dct:title": file["name"], "dcat:accessURL": record.url,
        "dcat:downloadURL": file["url"], "dcat:mediaType": _MEDIA_TYPES + file["type"],
        "dcat:byteSize": str(file["size"]),
        "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
                          "spdx:checksumValue": file["sha256"]}}


def _words(words: str, site: Site) -> Mapping[str, str]:
    return {"@value": words, "@language": site.words.tag}
