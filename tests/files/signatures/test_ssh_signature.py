"""Keys and signatures of OpenSSH: ours are accepted by ssh-keygen, its are read by us, and nothing else is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from diptych.files.signatures import ed25519, ssh_signature

SPACE = "diptych-release"
MESSAGE = b"0" * 64 + b"  index.html\n"


def keygen(*arguments: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *map(str, arguments)], input=data, capture_output=True, check=False)


def new_key(file: Path, passphrase: str = "", kind: str = "ed25519") -> Path:
    """A private key made for a test; its public half is beside it."""
    made = keygen("-q", "-t", kind, "-N", passphrase, "-C", "a comment", "-f", file)
    assert made.returncode == 0, made.stderr
    return file


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("key") / "id")


def public(key: Path) -> ssh_signature.PublicKey:
    read = ssh_signature.public_key(key.with_suffix(".pub").read_text(encoding="utf-8"))
    assert read
    return read


def signed(key: Path) -> bytes:
    return ed25519.sign(ed25519.private_key(key.read_bytes()), SPACE, MESSAGE)


def test_a_public_key_is_read_and_has_the_fingerprint_of_openssh(key: Path) -> None:
    assert public(key).fingerprint in keygen("-l", "-f", key.with_suffix(".pub")).stdout.decode()
    assert public(key).line == key.with_suffix(".pub").read_text("utf-8").removesuffix(" a comment\n")
    assert public(key) == ed25519.public_key(ed25519.private_key(key.read_bytes()))


def test_our_signature_is_the_same_bytes_as_that_of_ssh_keygen(key: Path, tmp_path: Path) -> None:
    file = tmp_path / "SHA256SUMS"
    file.write_bytes(MESSAGE)
    assert keygen("-Y", "sign", "-f", key, "-n", SPACE, file).returncode == 0
    theirs = file.with_name("SHA256SUMS.sig").read_text("ascii")
    assert ssh_signature.armoured(signed(key)) == theirs
    blob = ssh_signature.unarmoured(theirs)
    assert blob is not None
    assert ed25519.signer(blob, SPACE, MESSAGE) == public(key)


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
def test_signatures_of_ssh_keygen_with_either_hash_are_read(key: Path, tmp_path: Path, digest: str) -> None:
    file = tmp_path / "m"
    file.write_bytes(MESSAGE)
    keygen("-Y", "sign", "-f", key, "-n", SPACE, "-O", f"hashalg={digest}", file)
    blob = ssh_signature.unarmoured((tmp_path / "m.sig").read_text("ascii"))
    assert blob
    assert ed25519.signer(blob, SPACE, MESSAGE) == public(key)


def test_ssh_keygen_accepts_ours_for_this_message_and_purpose_alone(key: Path, tmp_path: Path) -> None:
    allowed, signature = tmp_path / "allowed", tmp_path / "sig"
    allowed.write_text(f"publisher {public(key).line}\n", "utf-8")
    signature.write_text(ssh_signature.armoured(signed(key)), "ascii")

    def verified(space: str, data: bytes) -> bool:
        return keygen("-Y", "verify", "-f", allowed, "-I", "publisher", "-n", space, "-s", signature,
                      data=data).returncode == 0

    assert verified(SPACE, MESSAGE)
    assert not verified(SPACE, MESSAGE + b"\n")
    assert not verified("file", MESSAGE)


def test_another_message_purpose_or_key_is_not_signed(key: Path, tmp_path: Path) -> None:
    blob = signed(key)
    assert ed25519.signer(blob, SPACE, MESSAGE) == public(key)
    assert ed25519.signer(blob, "file", MESSAGE) is None
    assert ed25519.signer(blob, SPACE, b"") is None
    other = public(new_key(tmp_path / "other"))
    assert ed25519.signer(blob.replace(public(key).raw, other.raw), SPACE, MESSAGE) is None


def test_no_byte_of_a_signature_can_be_changed(key: Path) -> None:
    blob = signed(key)
    changed = [blob[:at] + bytes([blob[at] ^ bit]) + blob[at + 1:] for at in range(len(blob)) for bit in (1, 128)]
    changed += [blob[:-1], blob + b"\0", b"", blob[1:], b"SSHSIG", blob * 2]
    assert {ed25519.signer(one, SPACE, MESSAGE) for one in changed} == {None}


def test_armour_has_one_form(key: Path) -> None:
    text = ssh_signature.armoured(signed(key))
    assert ssh_signature.unarmoured(text) == signed(key)
    others = (text[:-1], text + "\n", text.replace("\n", "\r\n"), text.replace("SSH", "PGP"), f" {text}", "",
              text.replace("\n", "", 1), text[:100] + "\n" + text[100:], text[:40] + "*" + text[41:])
    assert {ssh_signature.unarmoured(other) for other in others} == {None}


@pytest.mark.parametrize("text", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2E=", "ssh-ed25519 ****",
                                  f"ssh-ed25519 {'A' * 68}"])
def test_what_is_no_public_key_of_ed25519_is_none(text: str) -> None:
    assert ssh_signature.public_key(text) is None


def test_a_private_key_with_a_passphrase_needs_it(tmp_path: Path) -> None:
    data = new_key(tmp_path / "locked", "secret").read_bytes()
    for wrong in ("", "other"):
        with pytest.raises(ed25519.PassphraseError):
            ed25519.private_key(data, wrong)
    assert ed25519.public_key(ed25519.private_key(data, "secret")) == public(tmp_path / "locked")


@pytest.mark.parametrize("data", [b"", b"no key", b"-----BEGIN OPENSSH PRIVATE KEY-----\n"])
def test_what_is_no_private_key_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        ed25519.private_key(data)


def test_a_private_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Ed25519"):
        ed25519.private_key(new_key(tmp_path / "ecdsa", kind="ecdsa").read_bytes())
