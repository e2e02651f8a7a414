"""Labels with several readings: (i) is the ninth letter or the Roman number 1. The labels behind it tell which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diptych.language.profiles import Label, Language
from diptych.readers.structure.label_candidates import Candidate, Candidates, Counts, follows, inner, opens
from diptych.readers.structure.rows import Row


def settled(candidates: tuple[Candidate, ...], last: Counts, later: tuple[Sequence[Row], Candidates, int],
            places: Mapping[str, int], language: Language) -> tuple[Candidate, ...]:
    """The possible labels of a row, the likeliest first, if several go on with a sequence or begin one.

    `last` are the latest numbers of the open levels, `later` the rows with their labels and the place of the row,
    `places` the depths of the shapes.
    """
    if len(candidates) < 2:
        return candidates
    rivals = sorted((candidate for candidate in candidates if opens(candidate.label, last)),
                    key=lambda candidate: places[candidate.label.shape])
    if len(rivals) < 2 or places[rivals[0].label.shape] == places[rivals[-1].label.shape]:
        return candidates
    for labels in _behind(rivals[0].label, later, places, language):
        if all(places[label.shape] < places[rivals[0].label.shape] for label in labels):
            break
        chosen = _chosen(rivals, labels, last, places)
        if chosen is not None:
            return (chosen, *(candidate for candidate in candidates if candidate is not chosen))
    return candidates


def _behind(label: Label, later: tuple[Sequence[Row], Candidates, int], places: Mapping[str, int],
            language: Language) -> Iterator[Sequence[Label]]:
    """The possible labels at each place behind a label: on its row, and on the rows below it."""
    rows, read, index = later
    yield from _within(rows[index].text, label, places, language)
    for row, candidates in zip(rows[index + 1:], read[index + 1:], strict=True):
        if candidates:
            yield [candidate.label for candidate in candidates]
            yield from _within(row.text, candidates[0].label, places, language)


def _within(text: str, label: Label, places: Mapping[str, int], language: Language) -> Iterator[Sequence[Label]]:
    """The first labels of deeper levels right behind a label: (a) (1) (A)."""
    first = inner(text, label.end, places[label.shape], places, language)
    while first is not None:
        yield [first]
        first = inner(text, first.end, places[first.shape], places, language)


def _chosen(rivals: Sequence[Candidate], labels: Sequence[Label], last: Counts,
            places: Mapping[str, int]) -> Candidate | None:
    """The reading that the next labels show; None if they show none. The readings begin with the outermost.

    A label that continues one shows it. If it continues several, the deepest is meant where a level between both, right
    above it, is open. The same label again begins a list below the first; if the first goes on with a list, the
    second is outside. Behind (i) as a letter, a level between letters and Roman numbers begins anew.
    """
    outermost, deepest = rivals[0], rivals[-1]
    places_between = range(places[outermost.label.shape] + 1, places[deepest.label.shape])
    gone_on = [candidate for candidate in rivals if any(
        label.shape == candidate.label.shape and follows(label.count, candidate.label.count) for label in labels)]
    if gone_on:
        return gone_on[-1 if any(places[shape] in places_between[-1:] for shape in last) else 0]
    own = {(candidate.label.shape, candidate.label.count) for candidate in rivals}
    if any((label.shape, label.count) in own for label in labels):
        return outermost if deepest.label.count == (1,) else deepest
    between = [label for label in labels if places[label.shape] in places_between]
    if any(follows(label.count, last.get(label.shape)) for label in between):
        return deepest
    return outermost if any(label.count == (1,) for label in between) else None
