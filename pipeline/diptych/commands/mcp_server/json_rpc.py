"""JSON-RPC 2.0 over standard input and output, a message a line, as the Model Context Protocol says (transport stdio).

Nothing of a message can end the server but the end of the input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import IO, Any, Final

import jsonschema_rs
import msgspec

from diptych.commands.mcp_server import site_files
from diptych.commands.mcp_server.refusals import Refusal, catalogue
from diptych.commands.mcp_server.tools import TOOLS

PROTOCOLS: Final = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The versions of the protocol that the server speaks, the newest first."""
LINE: Final = 1 << 20
"""Bytes of a message at most, chosen: a call is short. Raised, a client can take more memory."""
_MESSAGE: Final = 1000
"""Characters of the list of wrong arguments at most, chosen."""
_PARSE, _REQUEST, _METHOD, _PARAMS = -32700, -32600, -32601, -32602
"""Codes of JSON-RPC 2.0, section 5.1."""


@dataclass(frozen=True, slots=True)
class RpcError:
    """An error as an answer."""

    code: int
    message: str


def serve(place: str, source: IO[bytes], sink: IO[bytes]) -> None:
    """Answers the messages of a source, in order, until it ends; `place` is the folder or the address of the site."""
    while line := source.readline(LINE + 1):
        if len(line) > LINE:
            while line and not line.endswith(b"\n"):
                line = source.readline(LINE)
            made: Mapping[str, Any] | None = _message(None, RpcError(_REQUEST, f"a message has at most {LINE} bytes"))
        else:
            made = answer(place, line) if line.strip() else None
        if made is not None:
            sink.write(msgspec.json.encode(made) + b"\n")
            sink.flush()


def answer(place: str, line: bytes) -> Mapping[str, Any] | None:
    """The answer to a message; None to a notification and to an answer."""
    try:
        message = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _message(None, RpcError(_PARSE, "the message is no JSON"))
    wrong = _wrong(message)
    if wrong:
        return _message(None, RpcError(_REQUEST, wrong))
    if message.get("id") is None or "method" not in message:
        return None
    params = message.get("params", {})
    known = _METHODS.get(message["method"])
    if known is None:
        made: Mapping[str, Any] | RpcError = RpcError(_METHOD, f"there is no method {message['method'][:100]}")
    else:
        made = known(place, params) if isinstance(params, dict) else RpcError(_PARAMS, "params is no object")
    return _message(message["id"], made)


def _wrong(message: Any) -> str:
    """Why a value is no message of JSON-RPC; empty if it is one."""
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return "the message is no JSON-RPC 2.0"
    number = message.get("id")
    if isinstance(number, bool) or not isinstance(number, str | int | None):
        return "the id is neither a string nor an integer"
    is_answer = "result" in message or "error" in message
    return "" if isinstance(message.get("method"), str) or is_answer and "method" not in message else (
        "the message has no method")


def _message(number: str | int | None, made: Mapping[str, Any] | RpcError) -> Mapping[str, Any]:
    result = {"error": {"code": made.code, "message": made.message}} if isinstance(made, RpcError) else {"result": made}
    return {"jsonrpc": "2.0", "id": number, **result}


def _initialize(_: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = params.get("protocolVersion")
    return {"protocolVersion": asked if asked in PROTOCOLS else PROTOCOLS[0], "capabilities": {"tools": {}},
            "serverInfo": {"name": "diptych", "version": metadata.version("diptych")},
            "instructions": catalogue()["instructions"]}


def _ping(_: str, __: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


def _list(_: str, __: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"tools": catalogue()["tools"]}


def _call(place: str, params: Mapping[str, Any]) -> Mapping[str, Any] | RpcError:
    name, arguments = params.get("name"), params.get("arguments", {})
    shape = next((tool["inputSchema"] for tool in catalogue()["tools"] if tool["name"] == name), None)
    if shape is None:
        return RpcError(_PARAMS, f"there is no tool {str(name)[:100]}")
    validator = jsonschema_rs.validator_for(shape, validate_formats=True, mask="the value")
    wrong = "; ".join(f"{'/'.join(map(str, error.instance_path)) or 'arguments'}: {error.message}"
                      for error in validator.iter_errors(arguments))
    if wrong:
        return _refused(wrong[:_MESSAGE])
    try:
        with site_files.opened(place) as site:
            made = TOOLS[str(name)](site, arguments)
    except Refusal as refusal:
        return _refused(str(refusal))
    except (OSError, ValueError, msgspec.MsgspecError) as problem:
        return _refused(str(Refusal("unreadable", problem=str(problem)[:300])))
    return {"content": [{"type": "text", "text": msgspec.json.encode(made).decode()}], "structuredContent": made,
            "isError": False}


def _refused(words: str) -> Mapping[str, Any]:
    return {"content": [{"type": "text", "text": words}], "isError": True}


_METHODS: Final[Mapping[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any] | RpcError]]] = {
    "initialize": _initialize, "ping": _ping, "tools/list": _list, "tools/call": _call}
