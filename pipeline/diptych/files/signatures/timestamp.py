"""A time stamp of RFC 3161 and the bytes that it is of → when they were there. The sums are those of `openssl ts`.

The publisher fetches the stamp from an authority of their choice. Nobody is asked here: the certificate of the
authority is a file of the reader's, valid at the time of the stamp.
"""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from hashlib import sha256, sha384, sha512
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_SECONDS: Final = 30
"""Seconds for openssl at most, chosen: it takes a hundredth."""
_TIME: Final = re.compile(r"^Time stamp: (\w{3} [ \d]\d \d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)


def is_of(stamp: bytes, message: bytes) -> bool:
    """Whether the bytes of a stamp name the digest of a message, by SHA-2."""
    return any(make(message).digest() in stamp for make in (sha256, sha384, sha512))


def time(stamp: bytes, message: bytes, authority: Path) -> datetime | None:
    """The time at which an authority saw a message, by a file with its root certificate; None for another stamp.

    Raises OSError where there is no `openssl`.
    """
    with TemporaryDirectory() as folder:
        files = {name: Path(folder, name) for name in ("stamp", "message")}
        files["stamp"].write_bytes(stamp)
        files["message"].write_bytes(message)
        printed = _openssl("-reply", "-text", "-in", str(files["stamp"]))
        stated = _TIME.search(printed.stdout.decode("utf-8", "replace"))
        if printed.returncode or stated is None:
            return None
        seen = datetime.strptime(f"{stated[1]} {stated[2]}", "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        verified = _openssl("-verify", "-in", str(files["stamp"]), "-data", str(files["message"]), "-CAfile",
                            str(authority), "-attime", str(int(seen.timestamp())))
        return None if verified.returncode else seen


def _openssl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(("openssl", "ts", *arguments), capture_output=True, check=False, timeout=_SECONDS,
                          env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"})
