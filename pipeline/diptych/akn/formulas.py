"""Formulas in Akoma Ntoso: MathML in `foreign`, which a document in memory has as the linear text form of it.

Akoma Ntoso allows `foreign` in no paragraph, but in a `subFlow` there. Its `alttext` is the linear form. A document in
memory has the linear form as the text of the `subFlow`, so that every reader of texts sees it once.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn.names import DIPTYCH, tag

NAME: Final = "formula"
"""Name of the `subFlow` of a formula."""
MATHML: Final = f"{{{DIPTYCH}}}mathml"
"""Attribute of the MathML of a formula in memory."""
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}math"
_SIGN: Final = b"1998/Math/MathML"
"""Bytes without which no document has a formula: the end of a namespace."""

_HELD: Final = etree.XPath("boolean(//@d:mathml)", namespaces={"d": DIPTYCH})


def written(mathml: str, eid: str) -> str:
    """The `subFlow` of a formula as XML; its MathML has the linear form as `alttext`."""
    return f'<subFlow name="{NAME}" eId="{eid}"><foreign>{mathml}</foreign></subFlow>'


def read_in(root: etree._Element, data: bytes) -> None:
    """Changes the formulas of a document that was read from `data` to their linear forms, in place."""
    for flow in list(root.iter(tag("subFlow"))) if _SIGN in data else ():
        math = flow.find(f"{tag('foreign')}/{_MATH}")
        if math is not None and math.get("alttext") and flow.get("name") == NAME:
            markup = etree.tostring(math, encoding="unicode", with_tail=False)
            flow.remove(flow[0])
            flow.text = math.get("alttext")
            flow.set(MATHML, markup)


def as_written(root: etree._Element) -> etree._Element:
    """The tree with its formulas as they are in files: itself if it has none, else a copy."""
    if not _HELD(root):
        return root
    copy = deepcopy(root)
    for flow in copy.iter(tag("subFlow")):
        markup = flow.attrib.pop(MATHML, None)
        if markup is not None:
            del flow[:]
            flow.text = None
            etree.SubElement(flow, tag("foreign")).append(etree.fromstring(markup))
    return copy


def as_words(root: etree._Element) -> None:
    """Changes the formulas of a tree to inline elements with their linear forms, in place."""
    for flow in root.iter(tag("subFlow")):
        if flow.attrib.pop(MATHML, None) is not None:
            flow.tag = tag("inline")
