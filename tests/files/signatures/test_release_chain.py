"""The chain of releases and keys: its text, and every way in which it breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from diptych.files.signatures import ed25519
from diptych.files.signatures.release_chain import KEY_NAMESPACE, Break, Chain, Key, breaks, parse, vouched

PRIVATE = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(4)]
PUBLIC = [ed25519.public_key(key) for key in PRIVATE]


def vouching(by: int, whom: int, since: str) -> Key:
    """A key with the signature of another one."""
    key = Key(PUBLIC[whom], since)
    return replace(key, signature=ed25519.sign(PRIVATE[by], KEY_NAMESPACE, key.statement))


def chain(releases: int = 3) -> Chain:
    keys = (Key(PUBLIC[0], "2026-01-01"), vouching(0, 1, "2026-02-01"), vouching(1, 2, "2027-01-01"))
    made = Chain(keys)
    for number in range(releases):
        made = replace(made, releases=(*made.releases, made.next_release(f"2027-01-0{number + 1}", str(number) * 64)))
    return made


def broken(made: Chain) -> set[Break]:
    return {problem for _, problem in breaks(made)}


def test_a_chain_is_read_as_it_was_written() -> None:
    made = chain()
    assert broken(made) == set()
    assert parse(made.comments.splitlines()) == made
    assert parse([]) == Chain()
    assert chain(0).comments == ""


def test_another_text_is_none() -> None:
    lines = chain().comments.splitlines()
    others = [lines[1:], lines[:1], [*lines, lines[-1]], [*lines, "#"], [*lines, "# more"], lines[::-1],
              [line.replace("# release", "#release") for line in lines], [line.removesuffix(" -") for line in lines]]
    assert [parse(other) for other in others[:1]] == [None]
    assert all(read is None or broken(read) for read in map(parse, others))


def test_every_changed_character_of_the_releases_shows() -> None:
    text = chain().comments
    start = text.index("# release")
    last = text.rindex(" ", 0, text.rindex(" "))
    # The digest of the last release's files is held against the files, not against the chain.
    for at in range(start, last - 12):
        read = parse((text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1:]).splitlines())
        assert read is None or broken(read) or read.releases[-1] != chain().releases[-1], text[at:at + 20]


@pytest.mark.parametrize(("keys", "problem"), [
    ((Key(PUBLIC[0], "2026-01-01"), Key(PUBLIC[1], "2026-01-01")), Break.SIGNATURE),
    ((Key(PUBLIC[0], "2026-01-01"), vouching(2, 1, "2026-01-01")), Break.SIGNATURE),
    ((Key(PUBLIC[0], "2026-01-01"), vouching(1, 1, "2026-01-01")), Break.SIGNATURE),
    ((Key(PUBLIC[0], "2026-01-01"), replace(vouching(0, 1, "2026-01-02"), since="2026-01-01")), Break.SIGNATURE),
    ((vouching(1, 0, "2026-01-01"),), Break.SIGNATURE),
    ((Key(PUBLIC[0], "2026-01-01"), vouching(0, 0, "2026-01-01")), Break.DOUBLED),
    ((Key(PUBLIC[0], "2026-02-01"), vouching(0, 1, "2026-01-01")), Break.DATE)])
def test_a_key_that_nobody_vouches_for_breaks_it(keys: tuple[Key, ...], problem: Break) -> None:
    assert broken(Chain(keys)) == {problem}


@pytest.mark.parametrize(("change", "problem"), [
    ({"number": 3}, Break.NUMBER), ({"previous": "f" * 64}, Break.PREVIOUS), ({"date": "2020-01-01"}, Break.DATE)])
def test_a_release_that_does_not_follow_breaks_it(change: dict[str, Any], problem: Break) -> None:
    made = chain(2)
    assert problem in broken(replace(made, releases=(made.releases[0], replace(made.releases[1], **change))))


def test_a_release_that_was_taken_out_breaks_it() -> None:
    made = chain(3)
    assert broken(replace(made, releases=(made.releases[0], made.releases[2]))) == {Break.NUMBER, Break.PREVIOUS}
    assert broken(replace(made, releases=made.releases[1:])) == {Break.NUMBER, Break.PREVIOUS}


def test_a_key_vouches_for_those_after_it_and_for_none_before() -> None:
    assert vouched(chain(), PUBLIC[0]) == {*PUBLIC[:3]}
    assert vouched(chain(), PUBLIC[1]) == {*PUBLIC[1:3]}
    assert vouched(chain(), PUBLIC[3]) == {PUBLIC[3]}
