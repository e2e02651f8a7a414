"""A project from its first key to a signed release, and what readers see of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pymupdf
import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main
from diptych.project import releases

from tests.files.signatures.test_ssh_signature import keygen, new_key
from tests.test_codes import CODES, lay_out

SITE = "site"


def run(root: Path, *arguments: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *map(str, arguments)], input=typed)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("first", "third"):
        new_key(folder / name)
    new_key(folder / "second", "secret")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Path:
    """A project with two keys, and a first release that the second key has signed."""
    root = tmp_path_factory.mktemp("project")
    lay_out(CODES / "_base", root)
    (root / "source/pages/about.md").write_text("# About\n\nWords.\n", encoding="utf-8")
    for arguments, typed in (
            (("key", keys / "first.pub", "--since", "2026-01-01"), None),
            (("key", keys / "second.pub", "--since", "2026-02-01", "--by", keys / "first"), None),
            (("release", "--date", "2026-03-01"), None), (("sign", "--key", keys / "second"), "secret\n")):
        ran = run(root, *arguments, typed=typed)
        assert ran.exit_code == 0, ran.output
    return root


def fingerprint(key: Path) -> str:
    return keygen("-l", "-f", key).stdout.decode().split()[1]


def test_a_reader_of_the_first_key_knows_the_second(root: Path, keys: Path) -> None:
    ran = run(root, "verify", root / SITE, "--key", keys / "first.pub")
    assert ran.exit_code == 0, ran.output
    assert f"Signed by {fingerprint(keys / 'second.pub')}, in use since 2026-02-01." in ran.output
    assert "Release 1 of 2026-03-01" in ran.output


def test_another_key_is_not_enough(root: Path, keys: Path) -> None:
    ran = run(root, "verify", root / SITE, "--key", keys / "third.pub")
    assert ran.exit_code == 1
    assert "does not vouch" in ran.output
    assert "Signed by" not in ran.output


def test_without_a_key_nobody_is_sure(root: Path) -> None:
    ran = run(root, "verify", root / SITE)
    assert ran.exit_code == 0
    assert "`--key` says whether you trust it" in ran.output


def test_a_reader_needs_only_the_tools_of_the_system(root: Path, keys: Path, tmp_path: Path) -> None:
    allowed = tmp_path / "signers"
    allowed.write_text(f"publisher {(keys / 'second.pub').read_text('utf-8')}", encoding="utf-8")
    sums = root / SITE / "SHA256SUMS"
    said = keygen("-Y", "verify", "-f", allowed, "-I", "publisher", "-n", "diptych-release", "-s",
                  sums.with_suffix(".sig"), data=sums.read_bytes())
    assert said.returncode == 0, said.stderr
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=root / SITE, check=False)
    assert checked.returncode == 0


def test_the_keys_are_on_the_page_about_the_site_and_in_each_pdf(root: Path, keys: Path) -> None:
    about = (root / SITE / "about/index.html").read_text("utf-8")
    pdfs = sorted((root / "build/pdf").rglob("*.pdf"))
    assert len(pdfs) == 3
    for name in ("first.pub", "second.pub"):
        assert fingerprint(keys / name) in about
        assert " ".join((keys / name).read_text("utf-8").split()[:2]) in about
        for pdf in pdfs:
            with pymupdf.open(pdf) as document:
                text = "".join(page.get_text() for page in document)
            assert fingerprint(keys / name) in "".join(text.split())


def test_the_same_files_are_the_same_release(root: Path) -> None:
    before = (root / releases.FILE).read_bytes()
    ran = run(root, "release", "--date", "2026-04-01")
    assert "Nothing has changed since release 1" in ran.output
    assert (root / releases.FILE).read_bytes() == before


@pytest.mark.parametrize(("arguments", "said"), [
    (("sign", "--key", "inside"), "inside the project"), (("sign", "--key", "{keys}/third"), "no signature of"),
    (("sign", "--key", "{keys}/first.pub"), "no private key"), (("sign",), "--key, --signature or --timestamp"),
    (("sign", "--signature", "{keys}/first.pub"), "no signature of"),
    (("key", "{keys}/third.pub", "--since", "2026-03-01"), "no key above it has signed it"),
    (("key", "{keys}/first", "--since", "2026-03-01"), "not a public key"),
    (("key", "{keys}/first.pub", "--since", "2026-03-01", "--by", "{keys}/first"), "there already")])
def test_what_cannot_be_is_refused(root: Path, keys: Path, arguments: tuple[str, ...], said: str,
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / releases.FILE).read_bytes()
    (root / "inside").write_bytes((keys / "first").read_bytes())
    monkeypatch.chdir(root)
    ran = run(root, *(argument.format(keys=keys) for argument in arguments))
    (root / "inside").unlink()
    assert ran.exit_code != 0
    assert said in ran.output
    assert "Traceback" not in ran.output
    assert (root / releases.FILE).read_bytes() == before


def test_a_wrong_passphrase_is_refused(root: Path, keys: Path) -> None:
    ran = run(root, "sign", "--key", keys / "second", typed="wrong\n")
    assert ran.exit_code == 1
    assert "C031" in ran.output


def test_a_second_release_follows_and_ssh_keygen_signs_it(root: Path, keys: Path, tmp_path: Path) -> None:
    known = releases.read(root).value
    assert known
    assert known.latest
    about = root / "source/pages/about.md"
    about.write_text("# About\n\nMore words.\n", encoding="utf-8")
    assert run(root, "build").exit_code == 0
    assert "not those of the last release" in run(root, "verify", root / SITE).output
    assert not (root / SITE / "SHA256SUMS.sig").exists()
    assert "`diptych release` first" in run(root, "sign", "--key", keys / "first").output
    refused = run(root, "release", "--date", "2026-02-28")
    assert refused.exit_code == 1
    assert "C031" in refused.output
    assert run(root, "release", "--date", "2026-03-02").exit_code == 0
    sums = tmp_path / "SHA256SUMS"
    sums.write_bytes((root / SITE / "SHA256SUMS").read_bytes())
    assert keygen("-Y", "sign", "-f", keys / "first", "-n", "diptych-release", sums).returncode == 0
    ran = run(root, "sign", "--signature", sums.with_suffix(".sig"))
    assert ran.exit_code == 0, ran.output
    ran = run(root, "verify", root / SITE, "--key", keys / "first.pub", "--known", known.latest.digest)
    assert ran.exit_code == 0, ran.output
    assert "Release 2 of 2026-03-02, the last of a chain since 2026-03-01" in ran.output
    assert run(root, "verify", root / SITE, "--key", keys / "first.pub", "--known", "0" * 64).exit_code == 1


def test_no_repository_has_a_private_key() -> None:
    """Tests make their own keys, and this project is not signed."""
    project = CODES.parent.parent
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, check=False).stdout
    mark = b"-----BEGIN " + b"OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE"
    texts = (project / name.decode() for name in listed.split(b"\0") if name)
    assert [path for path in texts if path.is_file() and mark in path.read_bytes()] == []
    assert not (project / releases.FILE).exists()


def openssl(folder: Path, *arguments: str | Path) -> None:
    subprocess.run(("openssl", *map(str, arguments)), cwd=folder, check=True, capture_output=True)


def authority(folder: Path) -> Path:
    """The root certificate of an authority for time stamps, made here."""
    folder.mkdir()
    (folder / "serial").write_text("01", encoding="ascii")
    (folder / "config").write_text("""[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
""", encoding="ascii")
    openssl(folder, "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj",
            "/CN=root", "-days", "9")
    (folder / "extensions").write_text("extendedKeyUsage = critical, timeStamping", encoding="ascii")
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=tsa")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-out", "tsa.pem",
            "-days", "9", "-extfile", "extensions")
    return folder / "root.pem"


def stamp(folder: Path, file: Path) -> Path:
    """The answer of the authority in a folder about a file."""
    openssl(folder, "ts", "-query", "-data", file, "-sha256", "-cert", "-out", "query")
    openssl(folder, "ts", "-reply", "-config", "config", "-section", "tsa", "-queryfile", "query", "-inkey", "tsa.key",
            "-signer", "tsa.pem", "-out", "answer")
    return folder / "answer"


def test_a_time_stamp_is_kept_beside_the_release_and_verified(tmp_path: Path, root: Path) -> None:
    copy = shutil.copytree(root, tmp_path / "project")
    ours, other = authority(tmp_path / "ours"), authority(tmp_path / "other")
    wrong = run(copy, "sign", "--timestamp", stamp(ours.parent, copy / "mkdocs.yml"))
    assert (wrong.exit_code, "C031" in wrong.output) == (1, True)
    assert run(copy, "verify", copy / SITE, "--authority", ours).exit_code == 1
    kept = run(copy, "sign", "--timestamp", stamp(ours.parent, copy / SITE / "SHA256SUMS"))
    assert kept.exit_code == 0, kept.output
    assert (copy / SITE / "SHA256SUMS.tsr").read_bytes() == (ours.parent / "answer").read_bytes()
    assert (copy / SITE / "SHA256SUMS.sig").is_file()
    said = run(copy, "verify", copy / SITE, "--authority", ours)
    assert (said.exit_code, "The authority saw this SHA256SUMS at 2" in said.output) == (0, True), said.output
    assert run(copy, "verify", copy / SITE).exit_code == 0
    assert run(copy, "verify", copy / SITE, "--authority", other).exit_code == 1
    openssl(copy / SITE, "ts", "-verify", "-data", "SHA256SUMS", "-in", "SHA256SUMS.tsr", "-CAfile", ours)
    (copy / SITE / "SHA256SUMS.tsr").write_bytes(stamp(ours.parent, copy / "mkdocs.yml").read_bytes())
    assert run(copy, "verify", copy / SITE).exit_code == 1
