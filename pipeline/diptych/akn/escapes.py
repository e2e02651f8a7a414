"""Characters → the same as XML writes them."""

from __future__ import annotations


def escaped(text: str) -> str:
    """The text of an element."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def quoted(value: str) -> str:
    """The value of an attribute, to stand in double quotes."""
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
