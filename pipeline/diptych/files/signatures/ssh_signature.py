"""The formats of OpenSSH for Ed25519: public keys (RFC 8709), and signatures of files (PROTOCOL.sshsig)."""

from __future__ import annotations

import base64
import binascii
import re
import textwrap
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Final

KIND: Final = b"ssh-ed25519"
_MAGIC: Final = b"SSHSIG"
_VERSION: Final = 1
_HASHES: Final = {b"sha256": sha256, b"sha512": sha512}
_DIGEST: Final = b"sha512"
"""The hash that ssh-keygen takes if nobody asks for another."""
_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----\n"
_END: Final = "-----END SSH SIGNATURE-----\n"
_COLUMNS: Final = 70
"""Characters in a line of an armoured signature, as ssh-keygen writes it."""
_PUBLIC: Final = re.compile(r"\s*ssh-ed25519 ([A-Za-z0-9+/]+={0,2})(?:\s.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key of Ed25519: its 32 bytes (RFC 8032)."""

    raw: bytes

    @property
    def blob(self) -> bytes:
        """The key as SSH sends it."""
        return _string(KIND) + _string(self.raw)

    @property
    def line(self) -> str:
        """The key as in a file of OpenSSH, without a comment."""
        return f"{KIND.decode()} {base64.b64encode(self.blob).decode()}"

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key, as `ssh-keygen -l` prints it."""
        return f"SHA256:{base64.b64encode(sha256(self.blob).digest()).decode().rstrip('=')}"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as it is written: who says to have signed, for which purpose, and the 64 bytes (RFC 8032)."""

    key: PublicKey
    namespace: str
    digest: bytes
    raw: bytes

    @property
    def blob(self) -> bytes:
        """The bytes of the signature without armour."""
        return (_MAGIC + _VERSION.to_bytes(4, "big") + _string(self.key.blob) + _string(self.namespace.encode())
                + _string(b"") + _string(self.digest) + _string(_string(KIND) + _string(self.raw)))


def public_key(text: str) -> PublicKey | None:
    """The public key in the text of an OpenSSH file, whatever comment it has; None if there is no Ed25519 key."""
    written = _PUBLIC.fullmatch(text)
    blob = decoded(written[1]) if written else None
    return None if blob is None else _key(blob)


def signed_bytes(namespace: str, message: bytes, digest: bytes = _DIGEST) -> bytes:
    """The bytes that Ed25519 signs for a message: its digest, with the purpose of the signature."""
    return (_MAGIC + _string(namespace.encode()) + _string(b"") + _string(digest)
            + _string(_HASHES[digest](message).digest()))


def signature(key: PublicKey, namespace: str, raw: bytes) -> Signature:
    """A signature by a key over the `signed_bytes` of a message."""
    return Signature(key, namespace, _DIGEST, raw)


def read(blob: bytes) -> Signature | None:
    """The signature in some bytes; None if they are not exactly one of Ed25519."""
    parts = _strings(blob[len(_MAGIC) + 4:])
    inner = _strings(parts[4]) if len(parts) == 5 else []
    key = _key(parts[0]) if len(inner) == 2 else None
    if key is None or parts[3] not in _HASHES or len(inner[1]) != 64:
        return None
    written = Signature(key, parts[1].decode("utf-8", "replace"), parts[3], inner[1])
    return written if written.blob == blob else None


def armoured(blob: bytes) -> str:
    """The text of a signature, as ssh-keygen writes it to a file."""
    lines = textwrap.wrap(base64.b64encode(blob).decode(), _COLUMNS)
    return "".join((_BEGIN, *(f"{line}\n" for line in lines), _END))


def unarmoured(text: str) -> bytes | None:
    """The bytes of an armoured signature; None if the text is not exactly one."""
    if not text.startswith(_BEGIN) or not text.endswith(_END):
        return None
    blob = decoded("".join(text[len(_BEGIN):-len(_END)].split("\n")))
    return blob if blob is not None and armoured(blob) == text else None


def _key(blob: bytes) -> PublicKey | None:
    parts = _strings(blob)
    return PublicKey(parts[1]) if len(parts) == 2 and parts[0] == KIND and len(parts[1]) == 32 else None


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _strings(data: bytes) -> list[bytes]:
    """The strings (RFC 4251, 5) that some bytes consist of; none if the bytes are something else."""
    strings, at = [], 0
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at:at + 4], "big")
        if end > len(data) or at + 4 > len(data):
            return []
        strings.append(data[at + 4:end])
        at = end
    return strings


def decoded(text: str) -> bytes | None:
    """The bytes of a text in base64; None if it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
