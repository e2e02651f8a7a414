"""Every sentence of the catalogues that asserts something has a test of when it is said, or a reason for none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT

TESTS = ROOT / "tests"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "interface": ("absent", "untranslated", "translated_from", "supplied", "ins_title", "del_title", "mark_", "state_",
                  "standing_", "rights_", "no_licence", "notice_unofficial", "preview", "address_", "quote_",
                  "cite_signed", "cite_covered", "cite_uncovered", "cite_unverifiable", "work_moved", "work_withdrawn",
                  "text_withdrawn", "version_is", "change_", "term_absent", "keys_since", "not_found", "offline",
                  "review_absent", "review_nothing"),
    "messages": ("citation_", "quote_", "difference_", "state_", "whole", "altered", "no_", "nothing_", "unchanged",
                 "untranslated", "outdated", "of_version", "signed")}
"""How the keys begin whose words assert something although they are no sentence."""
READS = "says how the site or the command is read or used, nothing of one text"
HINT = "says what to type"
OF_FACT = "is printed where the fact is that it names, and not without it"
LABEL = "names what stands beside it"
CITED = "review/cited_sources"
RULE = "explains a rule; the finding above it asserts, and tests/review has its tests"
CHECKED = "names the check that failed; tests/files and tests/commands/test_release.py fail each of them"
DONE = "says what the command has just done, which the test of the command reads from the files"
"""Reasons why words need no test of where they are said."""
TESTED_BY: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "interface": {
        **{f"quote_{state}": ("browser/test_quotes.py", f'"{state}"') for state in (
            "stands", "moved", "changed", "withdrawn", "damaged")},
        "quote_uncertain": (f"{CITED}/test_quote_links.py", "QuoteState.UNCERTAIN"),
        "not_found_as_of": ("browser/test_citing.py", "Text as of May 1, 2018"),
        "cite_signed": ("browser/test_signature.py", "test_without_a_signature_of_a_known_key_nothing_is_said"),
        **{f"change_{fate}": ("render/site/test_version_comparison.py", f"Fate.{fate.upper()}") for fate in (
            "same", "reworded", "moved", "split", "new", "gone")}},
    "messages": {
        **{f"quote_{state}": (f"{CITED}/test_quote_links.py", f"QuoteState.{state.upper()}") for state in (
            "stands", "moved", "changed", "withdrawn", "uncertain", "damaged", "absent")},
        **{f"citation_{name}": (f"{CITED}/planted_citations.py", f"CitationVerdict.{name.upper()}") for name in (
            "moved", "absent", "other_title", "other_number", "other_clause", "other_words")},
        **{f"citation_{verdict}": (f"{CITED}/test_citations.py", f"CitationVerdict.{verdict.upper()}") for verdict in (
            "holds", "no_text", "no_work")},
        **{f"pair_{reason}": ("review/pair_proposals/test_proposals.py", f"Reason.{reason.upper()}") for reason in (
            "divided", "heading", "paragraph")},
        "difference_replaced": ("commands/test_anchors.py", "replaced  sec_2__para_3")}}
"""Test and words in it, of a sentence whose key the test does not name."""
NO_TEST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "interface": {
        READS: ("site_lead", "site_lead_alone", "folder_lead", "about_cite_how", "about_addresses_kept",
                "about_privacy_kept", "not_found_hint", "offline_hint", "terms_lead", "review_lead", "review_map_lead"),
        LABEL: ("untranslated_see", "change_publication", "change_correction", "mark_sample", "quote_link",
                "quote_quoted", "quote_present", "address_whole", "not_found_nearest", "changes_description",
                "change_begin_gone", "change_begin_new", "change_end"),
        OF_FACT: ("version_none", "print_rights", "print_added", "print_removed", "print_fonts_lacking",
                  "published_by"),
        RULE: tuple(f"review_q{number}_rule" for number in (
            "001", "002", "003", "010", "011", "012", "013", "014", "020", "021", "030", "031", "032", "033", "034",
            "035", "040", "041", "042", "043", "050"))},
    "messages": {
        HINT: ("first_explained", "no_code", "serve_hint", "next_example", "next_add", "to_confirm", "how_to_answer",
               "sign_hint", "unsigned_hint", "add_format", "first_translation_here", "no_pyarrow", "no_texts_built",
               "no_pages", "no_day", "no_reason", "pair_proposed"),
        READS: ("serving", "trust_note"),
        DONE: ("outcome", "all_confirmed", "language_added", "language_added_in_part", "key_added", "signed",
               "passages_changed", "passages_would_change", "first_translation"),
        CHECKED: ("altered", "own_sums", "names_key", "broken_chain", "not_of_release", "wrong_signature",
                  "wrong_timestamp", "no_timestamp", "unsigned", "other_key", "unknown_release", "no_public_key",
                  "no_site"),
        OF_FACT: ("no_findings", "in_order", "no_citations", "no_quotes", "no_entry", "no_tag", "same_as_published",
                  "no_suggested_terms", "nothing_published", "no_clause", "no_lang"),
        LABEL: ("citation_of_places", "citation_of_date", "citation_of_reason", "citation_of_printed",
                "citation_of_right", "quote_words", "quote_present", "of_version", "difference_new",
                "difference_reworded", "difference_vanished", "state_live", "state_moved", "state_split",
                "state_merged", "state_withdrawn")}}
"""Asserting keys without a test, by catalogue and reason."""


@cache
def words(catalogue: str) -> Mapping[str, str]:
    """The English words of a catalogue."""
    table = tomllib.loads((ROOT / f"schema/{catalogue}/en.toml").read_text("utf-8"))
    found: Mapping[str, str] = table["words"] if catalogue == "interface" else table["lines"]
    return found


@cache
def sources() -> str:
    files = (path for path in sorted(TESTS.rglob("*.py")) if path != Path(__file__))
    return "\n".join(path.read_text("utf-8") for path in files)


def asserts(catalogue: str, key: str) -> bool:
    """Whether the words of a key are a sentence, or of a family that asserts something."""
    text = words(catalogue)[key].rstrip("]” ")
    return len(text) > 1 and text.endswith(".") or key.startswith(FAMILIES[catalogue])


def is_tested(catalogue: str, key: str) -> bool:
    if key in TESTED_BY[catalogue]:
        file, needle = TESTED_BY[catalogue][key]
        return needle in (TESTS / file).read_text("utf-8")
    literal = max(re.split(r"\{\w+\}", words(catalogue)[key]), key=len).strip(" .:")
    return f'"{key}"' in sources() or len(literal) > 12 and literal in sources()


@pytest.mark.parametrize("catalogue", ["interface", "messages"])
def test_every_asserting_sentence_has_a_test_or_a_reason(catalogue: str) -> None:
    asserting = {key for key in words(catalogue) if asserts(catalogue, key)}
    untested = {key for key in asserting if not is_tested(catalogue, key)}
    assert untested == set(chain.from_iterable(NO_TEST[catalogue].values()))
    assert set(TESTED_BY[catalogue]) <= asserting
