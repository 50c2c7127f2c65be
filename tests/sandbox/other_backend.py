"""A second implementation of the contract, made from docs/backend-api.yaml and docs/backend.md.

Its two cases, its ids and its ways are its own, and everything is in memory. What it is told not to offer it
answers with not-offered, as a court's first version would.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from tests.sandbox import other_court as court

# The first and a part of the third step of the document's table.
FIRST = frozenset(
    {"versions", "health", "logIn", "logOut", "cases", "case", "caseHearings", "complain", "lookUpReceipt"}
)
CODE = "4711"


class OtherBackend(ThreadingHTTPServer):
    """``with OtherBackend() as backend``: offers the operations `offered`, all of them where that is None;
    `used` are those that were asked for."""

    daemon_threads = True

    def __init__(self, offered: Collection[str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.offered = frozenset(each.name for each in _OPERATIONS) if offered is None else frozenset(offered)
        self.used: set[str] = set()
        self.lock = threading.Lock()
        self.wrong: dict[str, int] = {}
        self.sessions: dict[str, list[str]] = {}
        self.sending: dict[str, list[str]] = {}
        self.answered: dict[str, tuple[str, int, Any]] = {}
        self.sent: dict[str, dict[str, Any]] = {}
        self.handoffs: dict[str, tuple[str, list[str], bool]] = {}
        self.subscriptions: dict[str, dict[str, Any]] = {}
        self.attachments: dict[str, bytes] = {}

    def __enter__(self) -> OtherBackend:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Problem(Exception):  # noqa: N818 - RFC 9457's own word
    def __init__(self, status: int, kind: str, **more: str) -> None:
        super().__init__(kind)
        self.status, self.kind, self.more = status, kind, more


class _Handler(BaseHTTPRequestHandler):
    server: OtherBackend
    raw = b""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def do_POST(self) -> None:
        self.raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer("POST")

    def _answer(self, method: str) -> None:
        path = self.path.partition("?")[0]
        for each in _OPERATIONS:
            found = re.fullmatch(each.path, path)
            if each.method == method and found and each.name in self.server.offered:
                break
        else:
            self._say_problem(_Problem(404, "not-offered"))
            return
        self.server.used.add(each.name)
        with self.server.lock:
            try:
                status, body = each.act(self, *found.groups())
            except _Problem as problem:
                self._say_problem(problem)
                return
        if isinstance(body, bytes):
            self._say(status, body, "image/jpeg")
        else:
            raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
            self._say(status, raw, "application/json; charset=utf-8")

    def _say_problem(self, problem: _Problem) -> None:
        kind, status = f"urn:court:problem:{problem.kind}", problem.status
        told = {"type": kind, "title": problem.kind, "status": status, **problem.more}
        self._say(status, json.dumps(told).encode(), "application/problem+json")

    def _say(self, status: int, raw: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of a person is logged."""

    # -- who asks

    @property
    def body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.raw or b"null")
        return read

    def token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def cases(self, *, sending: bool = False) -> list[str]:
        known = self.server.sessions | (self.server.sending if sending else {})
        if self.token() not in known:
            raise _Problem(401, "session-ended")
        return known[self.token()]

    def case(self, case: str, *, sending: bool = False) -> court.Case:
        if case not in self.cases(sending=sending):
            raise _Problem(404, "unknown")
        return court.CASES[case]

    def session(self, cases: list[str]) -> dict[str, Any]:
        token, sending = secrets.token_urlsafe(40), secrets.token_hex(16)
        self.server.sessions[token] = self.server.sending[sending] = cases
        summaries = [court.CASES[each].summary for each in cases]
        return {"token": token, "expires_at": _now(15), "sending_token": sending, "cases": summaries}

    def once(self, effect: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        """The same key gets the same answer, and what it asked for is done once."""
        key, asked = self.headers["Idempotency-Key"], f"{self.path} {self.raw!r}"
        if key in self.server.answered:
            before, status, answer = self.server.answered[key]
            if before != asked:
                raise _Problem(409, "idempotency-conflict")
            return status, answer
        status, answer = effect()
        self.server.answered[key] = asked, status, answer
        return status, answer


Answer = tuple[int, Any]


class _Operation(NamedTuple):
    name: str
    method: str
    path: str
    act: Callable[..., Answer]


_OPERATIONS: list[_Operation] = []


def _operation(name: str, method: str, path: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    def add(act: Callable[..., Answer]) -> Callable[..., Answer]:
        _OPERATIONS.append(_Operation(name, method, path, act))
        return act

    return add


def _now(minutes: float = 0) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


@_operation("versions", "GET", "/versions")
def _versions(asked: _Handler) -> Answer:
    current = {"version": "1.1.0", "path": "/v1", "status": "current"}
    offered = sorted(asked.server.offered)
    return 200, {
        "service": "court-self-service-backend",
        "versions": [current],
        "operations": offered,
    }


@_operation("health", "GET", "/v1/health")
def _health(_: _Handler) -> Answer:
    return 200, {"status": "ok", "version": "1.1.0", "time": _now()}


# -- proving


@_operation("logIn", "POST", "/v1/sessions")
def _log_in(asked: _Handler) -> Answer:
    number, password = asked.body["number"], asked.body["password"]
    case = next((name for name, each in court.CASES.items() if number in each.numbers), None)
    subject, wrong = case or number, asked.server.wrong
    if wrong.get(subject, 0) >= 5:
        raise _Problem(423, "locked", locked_until=_now(15))
    wrong[subject] = wrong.get(subject, 0) + 1
    if case is None or not secrets.compare_digest(password.encode(), court.PASSWORD.encode()):
        raise _Problem(401, "not-recognised")
    del wrong[subject]
    return 201, asked.session([case])


@_operation("logOut", "DELETE", "/v1/sessions/current")
def _log_out(asked: _Handler) -> Answer:
    asked.cases()
    del asked.server.sessions[asked.token()]
    return 204, None


@_operation("resetPassword", "POST", "/v1/password-resets")
def _reset(asked: _Handler) -> Answer:
    return asked.once(lambda: (202, None))


@_operation("mintHandoff", "POST", "/v1/handoffs")
def _mint(asked: _Handler) -> Answer:
    name, token = secrets.token_hex(4), secrets.token_urlsafe(20)
    asked.server.handoffs[name] = token, asked.cases(), False
    return 201, {"id": name, "token": token, "expires_at": _now(3)}


@_operation("redeemHandoff", "POST", "/v1/handoffs/redeem")
def _redeem(asked: _Handler) -> Answer:
    for name, (token, cases, opened) in asked.server.handoffs.items():
        if token == asked.body["token"] and not opened:
            asked.server.handoffs[name] = token, cases, True
            return 201, asked.session(cases)
    raise _Problem(410, "handoff-gone")


@_operation("handoffState", "GET", "/v1/handoffs/([^/]+)")
def _state(asked: _Handler, name: str) -> Answer:
    asked.cases()
    if name not in asked.server.handoffs:
        raise _Problem(404, "unknown")
    return 200, {"state": "opened" if asked.server.handoffs[name][2] else "waiting"}


# -- a case

_CASE = "/v1/cases/([^/]+)"


@_operation("cases", "GET", "/v1/cases")
def _cases(asked: _Handler) -> Answer:
    return 200, {"cases": [court.CASES[each].summary for each in asked.cases()]}


@_operation("case", "GET", _CASE)
def _case(asked: _Handler, case: str) -> Answer:
    return 200, {**asked.case(case).told, "as_of": _now()}


def _part(name: str, path: str, show: Callable[[court.Case], Any]) -> None:
    @_operation(name, "GET", f"{_CASE}{path}")
    def part(asked: _Handler, case: str) -> Answer:
        return 200, show(asked.case(case))


_part("caseHearings", "/hearings", lambda case: {"hearings": case.hearings})
_part("caseSteps", "/steps", lambda case: case.steps)
_part("caseFile", "/file", lambda case: {"documents": court.DOCUMENTS})
_part("caseRecordings", "/recordings", lambda case: {"recordings": case.recordings})


@_operation("filePage", "GET", f"{_CASE}/file/([^/]+)/pages/([0-9]+)")
def _page(asked: _Handler, case: str, document: str, page: str) -> Answer:
    asked.case(case)
    if (document, page) != (court.DOCUMENTS[0]["id"], "1"):
        raise _Problem(404, "unknown")
    return 200, court.picture()


@_operation("caseEnforcement", "GET", f"{_CASE}/enforcement")
def _enforcement(asked: _Handler, case: str) -> Answer:
    if asked.case(case).enforcement is None:
        raise _Problem(404, "unknown")
    return 200, asked.case(case).enforcement


@_operation("caseMessages", "GET", f"{_CASE}/messages")
def _messages(asked: _Handler, case: str) -> Answer:
    asked.case(case)
    written = [
        each for each in asked.server.sent.values() if each["of"] == case and each["kind"] == "message"
    ]
    return 200, {
        "messages": [
            {
                "receipt": each["receipt"], "written_at": each["written_at"],
                "text": each["content"]["text"],
                "attachments": len(each["content"]["attachments"]), "answer": None,
            }
            for each in written
        ]
    }  # fmt: skip


@_operation("subscriptions", "GET", f"{_CASE}/subscriptions")
def _subscriptions(asked: _Handler, case: str) -> Answer:
    asked.case(case)
    return 200, {"subscriptions": list(asked.server.subscriptions.values())}


@_operation("subscribe", "POST", f"{_CASE}/subscriptions")
def _subscribe(asked: _Handler, case: str) -> Answer:
    asked.case(case)

    def effect() -> Answer:
        name = secrets.token_hex(3)
        masked = f"{asked.body['telephone'][:3]}****{asked.body['telephone'][-4:]}"
        made = {"id": name, "telephone": masked, "topics": asked.body["topics"], "state": "unconfirmed"}
        asked.server.subscriptions[name] = made
        return 201, made

    return asked.once(effect)


@_operation("confirmSubscription", "POST", f"{_CASE}/subscriptions/([^/]+)/confirmation")
def _confirm(asked: _Handler, case: str, name: str) -> Answer:
    asked.case(case)
    if name not in asked.server.subscriptions:
        raise _Problem(404, "unknown")
    if asked.body["code"] != CODE:
        raise _Problem(409, "wrong-code")
    asked.server.subscriptions[name]["state"] = "active"
    return 200, asked.server.subscriptions[name]


@_operation("unsubscribe", "DELETE", f"{_CASE}/subscriptions/([^/]+)")
def _unsubscribe(asked: _Handler, case: str, name: str) -> Answer:
    asked.case(case)
    if asked.server.subscriptions.pop(name, None) is None:
        raise _Problem(404, "unknown")
    return 204, None


# -- what is sent


def _taking(name: str, path: str, kind: str, *, of_case: bool = False) -> None:
    @_operation(name, "POST", path)
    def take(asked: _Handler, *where: str) -> Answer:
        case = where[0] if of_case else ""
        if of_case:
            asked.case(case, sending=True)

        def effect() -> Answer:
            sent, known = asked.body, asked.server.sent
            if sent["receipt"] in known:
                raise _Problem(409, "receipt-taken")
            if kind == "appointment" and any(_same_slot(each, sent) for each in known.values()):
                raise _Problem(409, "slot-taken")
            if kind == "cancellation" and sent["content"]["appointment"] not in known:
                raise _Problem(404, "unknown")
            known[sent["receipt"]] = {**sent, "kind": kind, "of": case}
            return 201, {"receipt": sent["receipt"], "received_at": _now()}

        return asked.once(effect)


def _same_slot(each: dict[str, Any], sent: dict[str, Any]) -> bool:
    return each["kind"] == "appointment" and each["content"]["slot"] == sent["content"]["slot"]


_taking("book", "/v1/appointments", "appointment")
_taking("cancelAppointment", "/v1/appointments/cancellations", "cancellation")
_taking("complain", "/v1/complaints", "complaint")
_taking("answerSurvey", "/v1/surveys", "survey")
_taking("sendLink", "/v1/sms-links", "link")
_taking("writeToJudge", f"{_CASE}/messages", "message", of_case=True)
_taking("handInClue", f"{_CASE}/clues", "clue", of_case=True)
_taking("confirmService", f"{_CASE}/services/([^/]+)/confirmation", "confirmation", of_case=True)
_taking("requestRecording", f"{_CASE}/recordings/([^/]+)/requests", "recording", of_case=True)


@_operation("slots", "GET", "/v1/appointments/slots")
def _slots(_: _Handler) -> Answer:
    return 200, {"slots": court.SLOTS}


@_operation("attach", "POST", "/v1/attachments")
def _attach(asked: _Handler) -> Answer:
    def effect() -> Answer:
        name = f"voice_{len(asked.server.attachments)}"
        asked.server.attachments[name] = asked.raw
        return 201, {"id": name}

    return asked.once(effect)


@_operation("surveyAnswers", "GET", "/v1/surveys/([0-9-]+)")
def _surveys(asked: _Handler, month: str) -> Answer:
    written = [each for each in asked.server.sent.values() if each["kind"] == "survey"]
    answers = [
        {"written_at": each["written_at"], "face": each["origin"]["face"], **each["content"]}
        for each in written
        if each["written_at"].startswith(month)
    ]
    return 200, {"answers": answers, "more": False}


@_operation("lookUpReceipt", "POST", "/v1/receipts/lookup")
def _look_up(asked: _Handler) -> Answer:
    sent = asked.server.sent.get(asked.body["receipt"])
    if sent is None:
        raise _Problem(404, "unknown")
    answered = sent["kind"] == "complaint"
    return 200, {
        "receipt": sent["receipt"],
        "kind": sent["kind"],
        "state": "answered" if answered else "in_progress",
        "received_at": _now(),
        "answer": {"text": "已经转办。", "by": "监察室", "at": _now()} if answered else None,
    }
