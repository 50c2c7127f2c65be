"""A court backend of bad habits: the sandbox, with something before it that spoils answers.

What is asked is done in truth, unless the habit is not to: so that "500, but it took the letter" can be told
from "500, and it did not".
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import requests

from tests.shared.misbehaving import Behaviour, MisbehavingServer, answer, raw

# A person who stands in nothing that is asked, so that what a backend blurts out is known again.
STRANGER = "吕某标记"
STRANGERS_NUMBER = "110105194912310021"


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @classmethod
    def read(cls, request: bytes) -> Asked:
        head, _, body = request.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, *_ = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines)
        return cls(method, path, headers, body)


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    kind: str
    body: bytes

    def behave(self) -> Behaviour:
        return answer(f"{self.status} So", self.body, self.kind)


Honest = Callable[[], Answered]
# What an answer becomes. Who does not call `honest` does not do what was asked.
Habit = Callable[[Asked, Honest], Behaviour]


class HabitualBackend:
    """``with HabitualBackend(sandbox_url) as backend``: honest until `spoil`. It has an address for each
    `name`, so that many can be at it at a time, each with another habit of it."""

    def __init__(self, honest: str) -> None:
        self._honest = honest
        self._habits: dict[str, tuple[re.Pattern[str], Habit]] = {}
        self._names: list[str] = []
        self._server = MisbehavingServer(raw(b""), self._chosen)

    def __enter__(self) -> HabitualBackend:
        self._server.__enter__()
        self.url = self._server.url
        return self

    def __exit__(self, *_: object) -> None:
        self._server.__exit__()

    def address(self, name: str) -> str:
        if name not in self._names:
            self._names.append(name)
        return f"{self.url}/{self._names.index(name)}"

    def spoil(self, name: str, only: str, habit: Habit) -> None:
        """From now on, answer requests ``METHOD /path`` that `only` matches by `habit`."""
        self._habits[name] = re.compile(only), habit

    def behave(self, name: str) -> None:
        self._habits.pop(name, None)

    def drip(self, head: bytes, piece: bytes) -> Behaviour:
        return self._server.drip(head, piece)

    def _chosen(self, request: bytes) -> Behaviour:
        asked = Asked.read(request)
        number, path = asked.path[1:].split("/", 1)
        asked = replace(asked, path=f"/{path}")

        def honest() -> Answered:
            return self.honest(asked)

        only, habit = self._habits.get(self._names[int(number)], (None, None))
        if only and habit and only.fullmatch(f"{asked.method} {asked.path}"):
            return habit(asked, honest)
        return honest().behave()

    def honest(self, asked: Asked) -> Answered:
        passed = {name: value for name, value in asked.headers.items() if name.lower() not in _HOPS}
        told = requests.request(
            asked.method, self._honest + asked.path, headers=passed, data=asked.body, timeout=20
        )
        return Answered(told.status_code, told.headers.get("Content-Type", ""), told.content)


_HOPS = frozenset({"host", "content-length", "connection", "accept-encoding"})


# -- habits on the wire

_HEAD = "HTTP/1.1 {status} So\r\nConnection: close\r\nContent-Type: application/json\r\n"


def _with(change: Callable[[Answered], Answered]) -> Habit:
    return lambda _, honest: change(honest()).behave()


def _instead(status: int, body: object, kind: str = "application/json", more: str = "") -> Habit:
    """Nothing is done, and this is the answer."""
    sent = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return lambda *_: answer(f"{status} So", sent, kind, more)


def _body(change: Callable[[bytes], bytes]) -> Habit:
    return _with(lambda told: Answered(told.status, told.kind, change(told.body)))


def _raw(change: Callable[[Answered], bytes]) -> Habit:
    return lambda _, honest: raw(change(honest()))


def _cut(told: Answered) -> bytes:
    head = _HEAD.format(status=told.status) + f"Content-Length: {len(told.body)}\r\n\r\n"
    return head.encode() + told.body[: len(told.body) // 2]


def _twice(body: bytes) -> bytes:
    """Every member of the outermost object a second time, as null."""
    try:
        told = json.loads(body)
    except ValueError:
        return body
    again = "".join(f", {json.dumps(name)}: null" for name in told) if isinstance(told, dict) else ""
    return body.rstrip()[:-1] + again.encode() + b"}" if again else body


def _done_but(status: int) -> Habit:
    def habit(_: Asked, honest: Honest) -> Behaviour:
        honest()
        return answer(f"{status} So", b"<h1>Error</h1>", "text/html")

    return habit


def _done_and_gone(_: Asked, honest: Honest) -> Behaviour:
    honest()
    return raw(b"")


def _problem(kind: str, status: int, **more: object) -> Habit:
    body = {"type": kind, "title": f"{STRANGER} {STRANGERS_NUMBER}", "status": status, **more}
    return _instead(status, body, "application/problem+json")


def _text_in(charset: str) -> Habit:
    return _with(
        lambda told: Answered(
            told.status,
            f"application/json; charset={charset}",
            told.body.decode("utf-8", "replace").encode(charset, "replace"),
        )
    )


WIRE: dict[str, Habit] = {
    "another type": _with(lambda told: Answered(told.status, "text/html", told.body)),
    "no type": _raw(
        lambda told: (
            (
                _HEAD.format(status=told.status).replace("Content-Type", "X-Type")
                + f"Content-Length: {len(told.body)}\r\n\r\n"
            ).encode()
            + told.body
        )
    ),
    "half the JSON": _body(lambda body: body[: len(body) // 2]),
    "closed in the middle": _raw(_cut),
    "nothing": _body(lambda _: b""),
    "204": _instead(204, b""),
    "200 and nothing": _instead(200, b""),
    "201 and nothing": _instead(201, b""),
    "202": _instead(202, {}),
    "null": _body(lambda _: b"null"),
    "an empty object": _body(lambda _: b"{}"),
    "an empty list": _body(lambda _: b"[]"),
    "a word": _body(lambda _: '"收到"'.encode()),
    "a well": _body(lambda _: b'{"a":' * 30_000),
    "a million": _body(lambda _: b"[" + b"0," * 400_000 + b"0]"),
    "a number of a million digits": _body(lambda _: b"9" * 900_000),
    "every member twice": _body(_twice),
    "a mark before": _body(lambda body: b"\xef\xbb\xbf" + body),
    "two answers": _body(lambda body: body + body),
    "in GBK": _text_in("gbk"),
    "in UTF-16": _text_in("utf-16"),
    "a bomb": _raw(
        lambda told: (
            (_HEAD.format(status=told.status) + "Content-Encoding: gzip\r\n\r\n").encode()
            + gzip.compress(b" " * 30_000_000)
        )
    ),
    "later, minus five": _instead(429, {}, more="Retry-After: -5\r\n"),
    "later, some day": _instead(429, {}, more="Retry-After: Wed, 31 Jun 9999 25:61:61 GMT\r\n"),
    "later, with a problem": _problem("urn:court:problem:too-many", 429),
    "a gateway's 400": _instead(400, b"<h1>No required SSL certificate</h1>", "text/html"),
    "a gateway's 401": _instead(401, {"error": "unauthorized"}),
    "a gateway's 403": _instead(403, {"code": 403, "message": "WAF"}),
    "a gateway's 404": _instead(404, {"error": "no route"}),
    "a bare 404": _instead(404, b""),
    "a bare 409": _instead(409, b""),
    "a bare 410": _instead(410, b""),
    "a bare 422": _instead(422, b""),
    "somebody's problem": _problem("about:blank", 404),
    "somebody else's problem": _problem("https://errors.example/unknown", 422),
    "a problem with a person in it": _problem(f"urn:court:problem:{STRANGER}-{STRANGERS_NUMBER}", 422),
    "a problem of two lines": _problem("urn:court:problem:invalid\nERROR forged line", 422),
    "a problem in good health": _problem("urn:court:problem:unknown", 200),
    "in maintenance": _instead(503, "维护中".encode(), "text/plain", "Retry-After: soon\r\n"),
    "done, and 500": _done_but(500),
    "done, and 502": _done_but(502),
    "done, and gone": _done_and_gone,
    "done, and a page": _done_but(200),
    "early hints": _raw(
        lambda told: (
            b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            + (_HEAD.format(status=told.status) + f"Content-Length: {len(told.body)}\r\n\r\n").encode()
            + told.body
        )
    ),
    "a head of another protocol": lambda *_: raw(b"ICY 200 OK\r\n\r\n{}"),
    "a line that never was": lambda *_: raw(b"HTTP/1.1 200 OK\r\nContent-Length 2\r\nX\r\n\r\n{}"),
}


# -- habits in what is said

LEAVES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1e308, "", " \t\r\n ", "长" * 450, "x" * 9_000, "\ud800",
    "\x00\x1b[2J\x1e0\x1e",
    "\u202e00.001", "2026-06-31", "0000-01-01", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "2026-06-31T25:61:61Z", "2026-11-25T09:00:00", "20261124", 1764000000000,
    "-100.00", "9999999999999.99", "NaN", "1e5", "１２.００", [], {}, [[[]]], [None], {"a": 1},
    "<script>alert(1)</script>", "[b]{0}%s[/b]&amp;", "请按一[[h@'l@U]]键", "99999999999999999999元",
    "（2026）冀1082民初99999999号", "../../etc/passwd", "urn:x", "￿￾",
)  # fmt: skip


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all that stands in a JSON value; of a list only its first."""
    if way:
        yield way
    members = (
        value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    )
    for name, member in members:
        yield from leaves(member, (*way, name))


def changed(value: Any, way: tuple[Any, ...], leaf: Any) -> Any:
    """`value` with something else at one place; a list's every element changes with its first."""
    if not way:
        return leaf
    name, *rest = way
    if isinstance(value, list):
        return [changed(each, tuple(rest), leaf) for each in value]
    if not isinstance(value, dict) or name not in value:
        return value
    return {**value, name: changed(value[name], tuple(rest), leaf)}


def saying(body: Any) -> Habit:
    return lambda _, honest: answer(f"{honest().status} So", json.dumps(body).encode())
