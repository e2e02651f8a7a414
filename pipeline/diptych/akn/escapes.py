"""Text → XML character data and attribute values."""

from __future__ import annotations


def escaped(text: str) -> str:
    """The text as character data of an element."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def quoted(value: str) -> str:
    """The value of an attribute, for use between double quotes."""
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
