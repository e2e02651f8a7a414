"""The target of a link as it was written → a link, if it leads out of the document to something that can be fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from diptych.readers.formats.lines import Hyperlink

_ABSOLUTE: Final = re.compile(r"(?:https?://[^/?#]|mailto:[^@]+@)", re.IGNORECASE)
"""Pattern of the beginning of an address on the web or of an address for mail."""
_KEPT: Final = ":/?#[]@!$&'()*+,;=%~"
"""Characters, besides letters, digits and `_.-`, that a URL may have, defined by RFC 3986, section 2."""
_LONGEST: Final = 2000
"""Characters of a URL that is kept, chosen; longer ones hold data. If raised, such data is published."""
_LATEST: Final = 1000
"""Most links whose targets are kept, chosen: a page is read twice. If raised, more memory is taken."""


@lru_cache(_LATEST)
def hyperlink(target: str, base: str = "") -> Hyperlink | None:
    """The link with a target; None if it is within the document, relative without a `base`, or of another scheme."""
    written = target.strip()
    if not written or written.startswith("#") or len(written) > _LONGEST:
        return None
    try:
        whole = urlsplit(urljoin(base, written)).geturl()
    except ValueError:
        return None
    return Hyperlink(quote(whole, safe=_KEPT)) if _ABSOLUTE.match(whole) else None
