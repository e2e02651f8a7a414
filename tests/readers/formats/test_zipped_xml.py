"""A package is read within limits; the finding says which one was passed."""

from __future__ import annotations

import pytest
from diptych.readers.formats.zipped_xml import UnreadableError

from tests.readers import packages


@pytest.mark.parametrize(("document", "problem"), [
    ("<a/>" * 450_000, "tags"),
    ("x" * 14_000_000, "bytes"),
    ("<a>" * 140 + "</a>" * 140, "128 elements in each other"),
    ("<a>" * 300 + "</a>" * 300, "128 elements in each other"),
    ("x" * 10_500_000, "a text without end"),
    ("<a>", "is broken"),
])
def test_a_part_beyond_a_limit_is_refused(document: str, problem: str) -> None:
    package = packages.opened(packages.packed(part=f"<root>{document}</root>"))
    with pytest.raises(UnreadableError, match=problem):
        package.part("part.xml")


def test_the_limits_are_those_of_all_parts_together() -> None:
    package = packages.opened(packages.packed(**{f"part{i}": f"<root>{'<a/>' * 90_000}</root>" for i in range(5)}))
    for number in range(4):
        package.part(f"part{number}.xml")
    with pytest.raises(UnreadableError, match="tags"):
        package.part("part4.xml")


def test_a_large_document_is_within_the_limits() -> None:
    package = packages.opened(packages.packed(part=f"<root>{'<a>text</a>' * 150_000}</root>"))
    assert len(package.part("part.xml")) == 150_000


def test_a_part_that_is_not_there_is_empty() -> None:
    assert len(packages.opened(packages.packed(part="<root/>")).part("other.xml")) == 0
