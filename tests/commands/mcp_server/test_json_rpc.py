"""The server's protocol: every message has one answer or none, and no message ends it or shows a traceback."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from diptych.commands.mcp_server import json_rpc
from diptych.commands.mcp_server.refusals import catalogue
from diptych.commands.mcp_server.tools import TOOLS
from hypothesis import given
from hypothesis import strategies as st

from tests.serving import served

WORK = "/akn/cn/act/qingshi/2020/3"
TEXT = {"language": "zho", "tag": "zh-Hans", "iri": f"{WORK}/zho@2020-01-01", "url": f"https://example.org{WORK}/zho/",
        "title": "T", "rights": "unknown", "translation": None}
TRANSLATION = {**TEXT, "language": "kor", "tag": "ko", "iri": f"{WORK}/kor@2020-01-01",
               "translation": {"of": TEXT["iri"], "translator": None, "authoritative": False}}
WORDS = {"number": "1", "heading": "H", "text": "one two", "url": f"https://example.org{WORK}/zho/~art_1",
         "fingerprint": "0" * 32}
DATA = {"work": WORK, "url": f"https://example.org{WORK}/", "number": "3", "date": "2020-01-01",
        "expressions": [TEXT, TRANSLATION], "provisions": [
            {"eId": "art_1", "element": "article", "parent": None, "url": "u", "texts": {"zho": WORDS, "kor": WORDS}},
            {"eId": "art_2", "element": "article", "parent": None, "url": "u", "texts": {"zho": WORDS}}]}
ANCHOR: dict[str, Any] = {"eId": "art_9", "url": "u", "version": None, "state": "withdrawn", "since": "2020-01-01",
          "until": "2021-01-01", "to": [], "from": None, "why": "repealed", "texts": {}}
LEDGER = {"work": WORK, "anchors": [ANCHOR, {**ANCHOR, "eId": "art_8", "state": "moved", "to": [
    {"eId": "art_1", "url": "u"}]}]}

GONE, MOVED = "/akn/cn/act/qingshi/2019/1", "/akn/cn/act/qingshi/2019/2"
PAST = {"ended": [
    {"address": GONE, "url": f"https://example.org{GONE}/", "state": "withdrawn", "to": None,
     "why": "the licence ended",
     "eIds": ["art_1"]},
    {"address": MOVED, "url": f"https://example.org{MOVED}/", "state": "moved", "to": f"https://example.org{WORK}/",
     "why": None, "eIds": ["art_1", "art_2"]},
    {"address": f"{WORK}/@2018-01-01", "url": f"https://example.org{WORK}/@2018-01-01/", "state": "moved",
     "to": f"https://example.org{WORK}/@2020-01-01/", "why": None, "eIds": []}]}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one work of two clauses, of which two addresses ended."""
    folder = tmp_path / "site" / WORK.strip("/")
    folder.mkdir(parents=True)
    (folder / "data.json").write_text(json.dumps(DATA))
    (folder / "anchors.json").write_text(json.dumps(LEDGER))
    (tmp_path / "site/past.json").write_text(json.dumps(PAST))
    return tmp_path / "site"


def said(site: object, *lines: bytes) -> list[Any]:
    """The answers to some lines."""
    sink = io.BytesIO()
    json_rpc.serve(str(site), io.BytesIO(b"\n".join(lines) + b"\n"), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def call(site: object, name: str, **arguments: object) -> Any:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    [made] = said(site, json.dumps(message).encode())
    return made


def refused(made: Any) -> str:
    """The words of a refusal."""
    assert made["result"]["isError"] is True
    return str(made["result"]["content"][0]["text"])


@pytest.mark.parametrize(("line", "code"), [
    (b"{", -32700), (b"\xff\xfe", -32700), (b"[" * 100_000, -32700), (b"[]", -32600), (b"1", -32600),
    (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
    (b'{"jsonrpc": "2.0", "id": [], "method": "ping"}', -32600),
    (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', -32600), (b'{"jsonrpc": "2.0", "id": 1}', -32600),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "nothing"}', -32601),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', -32602),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "nothing"}}', -32602),
    (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": []}}', -32602),
    (b" " * json_rpc.LINE + b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}', -32600)])
def test_a_wrong_message_is_an_error_and_the_next_is_answered(line: bytes, code: int) -> None:
    first, second = said("nowhere", line, b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}')
    assert first["error"]["code"] == code
    assert second == {"jsonrpc": "2.0", "id": 2, "result": {}}


@given(st.binary(max_size=200).filter(lambda data: b"\n" not in data))
def test_no_bytes_end_the_server(data: bytes) -> None:
    assert said("nowhere", data, b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}')[-1]["id"] == 2


def test_a_notification_and_an_answer_have_no_answer() -> None:
    assert said("nowhere", b'{"jsonrpc": "2.0", "method": "notifications/initialized"}', b"",
                b'{"jsonrpc": "2.0", "id": 1, "result": {}}') == []


@pytest.mark.parametrize(("asked", "given"), [
    ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25"), (3, "2025-11-25")])
def test_the_version_of_the_protocol_is_agreed(asked: object, given: str) -> None:
    message = {"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": {"protocolVersion": asked}}
    [made] = said("nowhere", json.dumps(message).encode())
    assert (made["id"], made["result"]["protocolVersion"]) == ("a", given)
    assert "unofficial translation" in made["result"]["instructions"]


def test_each_tool_has_a_schema_and_a_function() -> None:
    tools = catalogue()["tools"]
    assert [tool["name"] for tool in tools] == list(TOOLS)
    for tool in tools:
        jsonschema_rs.validator_for(tool["inputSchema"])
        assert tool["inputSchema"]["additionalProperties"] is False
        assert set(tool["inputSchema"]["required"]) <= set(tool["inputSchema"]["properties"])
        assert all("description" in shape for shape in tool["inputSchema"]["properties"].values())


@pytest.mark.parametrize(("name", "arguments", "words"), [
    ("clause", {"address": "/akn/cn/act/qingshi/2020/4"}, "has no work"),
    ("clause", {"address": "no address"}, "is no address"),
    ("clause", {"address": "/akn/../../../etc/passwd"}, "is no address"),
    ("clause", {"address": f"{WORK}/~art_7"}, "has no clause art_7"),
    ("clause", {"address": f"{WORK}/~art_9"}, "withdrawn; until: 2021-01-01; now at: none; reason: repealed"),
    ("clause", {"address": f"{WORK}/@2019-01-01/~art_1"}, "no version of 2019-01-01; versions: 2020-01-01"),
    ("clause", {"address": f"{WORK}/~art_1->art_2"}, "a range"),
    ("clause", {"address": f"{WORK}/~art_1", "language": "fra"}, "no text in fra; texts: zho, kor"),
    ("clause", {"address": f"{WORK}/~art_2", "language": "ko"}, "not in the text in kor"),
    ("clause", {"address": WORK, "reference": "9"}, "names no clause"),
    ("clause", {"address": WORK, "reference": "1"}, "several clauses"),
    ("clause", {"address": "x"}, "shorter than 6"),
    ("clause", {"address": WORK, "more": 1}, "more"),
    ("search", {"query": "x" * 3000}, "longer than 2000"),
    ("search", {"query": "one two"}, "index.json"),
    ("at_date", {"address": WORK, "date": "2019-12-31"}, "dated on or before 2019-12-31; versions: 2020-01-01"),
    ("at_date", {"address": WORK, "date": "soon"}, "date: the value"),
    ("compare", {"address": WORK, "earlier": "2020-01-01", "later": "2019-01-01"}, "is not before"),
    ("compare", {"address": WORK, "earlier": "2019-01-01", "later": "2020-01-01"}, "has no comparison"),
    ("cite", {"address": WORK, "style": "apa"}, "has no citations"),
    ("parallel_clause", {"address": WORK}, "names no clause"),
    ("what_became_of", {"address": f"{WORK}/~art_77"}, "ever published"),
    ("what_became_of", {"address": f"{GONE}/~art_77"}, "ever published"),
    ("what_became_of", {"address": WORK}, "a text stands at"),
    ("what_became_of", {"address": "/akn/cn/act/qingshi/2020/4"}, "has no work"),
    ("clause", {"address": f"{GONE}/~art_1"}, "withdrawn; now at: none; reason: the licence ended"),
    ("status", {"address": MOVED}, f"moved; now at: https://example.org{WORK}/;"),
    ("clause", {"address": f"{MOVED}/~art_1"}, f"now at: https://example.org{WORK}/~art_1;"),
    ("clause", {"address": f"{WORK}/@2018-01-01/"}, f"now at: https://example.org{WORK}/@2020-01-01/;"),
    ("what_became_of", {"address": f"{WORK}/~art_1"}, "a clause stands at"),
])
def test_what_the_files_do_not_say_is_refused_with_the_reason(site: Path, name: str, arguments: dict[str, Any],
                                                              words: str) -> None:
    assert words in refused(call(site, name, **arguments))


def test_an_answer_has_address_version_language_standing_status_and_digest(site: Path) -> None:
    made = call(site, "clause", address=f"{WORK}/~art_1", language="ko")["result"]
    answer = made["structuredContent"]
    assert json.loads(made["content"][0]["text"]) == answer
    assert {name: answer[name] for name in ("eId", "version", "language", "standing", "status", "translator")} == {
        "eId": "art_1", "version": "2020-01-01", "language": "kor", "standing": "unofficial translation",
        "status": "not stated", "translator": "not stated"}
    assert len(answer["digest"]["sha256"]) == 64


@pytest.mark.parametrize(("address", "language", "given"), [
    (f"{WORK}/kor/~art_1", {}, "kor"), (f"{WORK}/~art_1", {}, "zho"),
    (f"{WORK}/kor/~art_1", {"language": "zho"}, "zho")])
def test_the_text_as_of_a_date_is_in_the_language_of_the_address(site: Path, address: str, language: dict[str, str],
                                                                 given: str) -> None:
    answer = call(site, "at_date", address=address, date="2022-01-01", **language)["result"]["structuredContent"]
    assert (answer["language"], answer["text_as_of"]) == (given, "2020-01-01")


@pytest.mark.parametrize(("address", "cited"), [
    ("~art_1", "~art_1 -art_1"), ("@2020-01-01/~art_1", "@2020-01-01/~art_1 -2020-01-01-art_1"),
    ("kor@2020-01-01", "kor@2020-01-01/ -kor-2020-01-01"), ("kor/", "kor/ -kor"),
    ("kor@2020-01-01/~art_1->art_2", "kor@2020-01-01/~art_1->art_2 -kor-2020-01-01-art_1--art_2")])
def test_the_citation_of_a_dated_address_leads_to_that_address(site: Path, address: str, cited: str) -> None:
    with_citations(site, ["u/", "place", " ", "key", ""])
    answer = call(site, "cite", address=f"{WORK}/{address}", style="plain")["result"]["structuredContent"]
    assert answer["citation"] == f"u/{cited}"
    assert answer["address"] == f"u/{cited.partition(' ')[0]}"
    assert answer.get("text_as_of") == ("2020-01-01" if "@" in address else None)


def with_citations(site: Path, template: list[str], **style: object) -> None:
    """Writes citations.json of the work, whose one style has a template."""
    texts = {language: {"place": f"{language}/", "words": language,
                        "templates": {"plain": {"clause": template, "whole": template}}}
             for language in ("zho", "kor")}
    made = {"url": "u/", "place": "", "texts": texts,
            "styles": [{"id": "plain", "name": "Plain", "words": "", "accessed": "{y}/{m}/{d}", **style}],
            "pinpoints": {language: {"art_1": "1", "art_2": "2"} for language in texts}, "spans": {}}
    (site / WORK.strip("/") / "citations.json").write_text(json.dumps(made))


def test_any_date_in_an_address_is_cited_as_the_text_of_the_last_version_before_it(site: Path) -> None:
    with_citations(site, ["", "place", ""])
    answer = call(site, "cite", address=f"{WORK}/@2022-05-05/~art_1", style="plain")["result"]["structuredContent"]
    assert {name: answer[name] for name in ("citation", "asked_date", "text_as_of")} == {
        "citation": "@2020-01-01/~art_1", "asked_date": "2022-05-05", "text_as_of": "2020-01-01"}
    assert "no version is dated" in refused(call(site, "cite", address=f"{WORK}/@2019-05-05/", style="plain"))


@pytest.mark.parametrize(("accessed", "cited"), [({}, "a; b"), ({"accessed": "2026-01-02"}, "a, seen 2026/1/2; b")])
def test_a_date_of_access_that_is_not_given_is_left_out(site: Path, accessed: dict[str, str], cited: str) -> None:
    with_citations(site, ["a, seen ", "accessed", "; b"], around=[", seen ", ""])
    answer = call(site, "cite", address=WORK, style="plain", **accessed)["result"]["structuredContent"]
    assert answer["citation"] == cited


def test_a_date_of_access_is_not_left_out_of_words_that_are_not_known(site: Path) -> None:
    with_citations(site, ["a, seen ", "accessed", "; b"])
    assert "without a date of access" in refused(call(site, "cite", address=WORK, style="plain"))


def test_a_moved_clause_is_given_at_its_place_of_today(site: Path) -> None:
    answer = call(site, "clause", address=f"{WORK}/~art_8")["result"]["structuredContent"]
    assert (answer["eId"], answer["asked_eId"]) == ("art_1", "art_8")
    history = call(site, "what_became_of", address=f"{WORK}/~art_8")["result"]["structuredContent"]["history"]
    assert [(entry["state"], entry["to"]) for entry in history] == [("moved", [{"eId": "art_1", "url": "u"}])]


@pytest.mark.parametrize(("address", "state", "to", "why"), [
    (GONE, "withdrawn", [], "the licence ended"), (f"{GONE}/~art_1", "withdrawn", [], "the licence ended"),
    (f"{MOVED}/~art_2", "moved", [{"eId": "art_2", "url": f"https://example.org{WORK}/~art_2"}], None),
    (MOVED, "moved", [{"eId": None, "url": f"https://example.org{WORK}/"}], None)])
def test_what_became_of_a_work_that_ended_is_said_as_past_json_says_it(site: Path, address: str, state: str,
                                                                       to: object, why: str | None) -> None:
    answer = call(site, "what_became_of", address=address)["result"]["structuredContent"]
    assert [(entry["state"], entry["to"], entry["why"]) for entry in answer["history"]] == [(state, to, why)]
    assert answer["digest"]["file"] == "past.json"
    assert answer["status"] == "not stated"


def test_an_address_that_another_clause_had_says_so(site: Path) -> None:
    taken = {**ANCHOR, "eId": "art_2", "why": "taken over"}
    live = {**ANCHOR, "eId": "art_2", "state": "live", "until": None, "why": None}
    (site / WORK.strip("/") / "anchors.json").write_text(json.dumps({**LEDGER, "anchors": [taken, live]}))
    answer = call(site, "clause", address=f"{WORK}/~art_2")["result"]["structuredContent"]
    assert [(entry["state"], entry["why"]) for entry in answer["formerly"]] == [("withdrawn", "taken over")]
    assert "formerly" not in call(site, "clause", address=f"{WORK}/~art_1")["result"]["structuredContent"]


@pytest.mark.parametrize(("quote", "eid", "verbatim", "elsewhere"), [
    ("one two", "art_1", True, 2), ("onetwo", "art_1", True, 2), ("one  three", "art_1", False, 0),
    ("two1H", "", True, 0)])
def test_a_quotation_is_verbatim_letter_by_letter(site: Path, quote: str, eid: str, verbatim: bool,  # noqa: FBT001
                                                  elsewhere: int) -> None:
    answer = call(site, "verify_quote", address=f"{WORK}/{eid and '~' + eid}", quote=quote)["result"]
    made = answer["structuredContent"]
    assert (made["verbatim"], len(made["elsewhere"])) == (verbatim, elsewhere - (elsewhere and 1))


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"work": 3}', b"[" * 100_000, b"\xff"])
def test_a_broken_file_of_the_site_is_a_refusal(site: Path, data: bytes) -> None:
    (site / WORK.strip("/") / "data.json").write_bytes(data)
    assert "cannot be read" in refused(call(site, "status", address=WORK))


def test_links_out_of_the_folder_are_not_followed(site: Path, tmp_path: Path) -> None:
    file = site / WORK.strip("/") / "data.json"
    file.rename(tmp_path / "other.json")
    file.symlink_to(tmp_path / "other.json")
    assert "is no file" in refused(call(site, "status", address=WORK))


def test_a_site_on_a_server_answers_as_in_a_folder(site: Path) -> None:
    with served(site) as address:
        assert call(address, "status", address=WORK) == call(site, "status", address=WORK)
    assert "cannot be read" in refused(call(address, "status", address=WORK))
