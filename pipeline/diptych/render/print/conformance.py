"""The standards that a PDF can follow: PDF/A-3a with PDF/UA-1, or PDF/A-4f with PDF/UA-2.

The first two are for PDF 1.7, the other two for PDF 2.0, whose structure types are in a namespace of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NAMESPACE: Final = "http://iso.org/pdf2/ssn"
"""The namespace of the structure types of PDF 2.0 (ISO 32000-2, 14.8.6)."""
EARLIER: Final = frozenset({"TOC", "TOCI", "Reference", "BlockQuote"})
"""Structure types in use that only PDF 1.7 has; they are in its namespace, which is the default one."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """The standards that an edition claims.

    `variant` is asked of WeasyPrint: pdf/a-3a would bring its tag tree. `claims` is the RDF of assets/print. `types`
    replaces structure types of PDF 1.7. `has_namespaces` is whether structure types and destinations are those of
    PDF 2.0.
    """

    variant: str
    claims: str
    types: Mapping[str, str] = field(default_factory=dict)
    has_namespaces: bool = False


CONFORMANCES: Final = {
    "a-3a": Conformance("pdf/a-3b", "xmp.xml", {"Title": "P"}),
    "a-4f": Conformance("pdf/a-4f", "xmp-a-4f.xml", {"Art": "Part", "Note": "FENote"}, has_namespaces=True),
}
"""The standards by the value of the option."""
USUAL: Final = "a-3a"
"""The value of the option if none is given."""
