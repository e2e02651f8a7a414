"""A private key and a message → an SSH signature; a signature and a message → who signed. The sums are OpenSSL's."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from diptych.files.signatures import ssh_signature
from diptych.files.signatures.ssh_signature import PublicKey


class PassphraseError(ValueError):
    """A private key needs a passphrase, or another one."""


def private_key(data: bytes, passphrase: str = "") -> Ed25519PrivateKey:
    """The private key in a file of OpenSSH. Raises PassphraseError, or ValueError if it is no key of Ed25519."""
    try:
        key = load_ssh_private_key(data, passphrase.encode() or None)
    except TypeError as error:
        raise PassphraseError(str(error)) from None
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from None
    except ValueError as error:
        raise (PassphraseError if passphrase else ValueError)(str(error)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not a key of Ed25519")  # noqa: TRY004 - the bytes are wrong, not the call
    return key


def public_key(key: Ed25519PrivateKey) -> PublicKey:
    """The public half of a private key."""
    return PublicKey(key.public_key().public_bytes_raw())


def sign(key: Ed25519PrivateKey, namespace: str, message: bytes) -> bytes:
    """The SSH signature of a message for a purpose, the same bytes that `ssh-keygen -Y sign` makes, without armour."""
    raw = key.sign(ssh_signature.signed_bytes(namespace, message))
    return ssh_signature.signature(public_key(key), namespace, raw).blob


def signer(blob: bytes, namespace: str, message: bytes) -> PublicKey | None:
    """Who signed a message for a purpose; None if the bytes are not such a signature."""
    signature = ssh_signature.read(blob)
    if signature is None or signature.namespace != namespace:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(signature.key.raw).verify(
            signature.raw, ssh_signature.signed_bytes(namespace, message, signature.digest))
    except (InvalidSignature, ValueError):
        return None
    return signature.key
