"""A second, small implementation of the contract, made from docs/backend-api.yaml and docs/backend.md.

It offers the first and third step of the document's table and answers everything else with not-offered.
Its one case, its ids and its ways are its own.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NUMBER, LOOKUP, PASSWORD = "（2026）示9999民初7号", "2026999907", "909090"
CASE = "the-only-one_7"
SUMMARY = {
    "id": CASE,
    "number": NUMBER,
    "title": "钱某与周某相邻关系纠纷",
    "stage": "审理中",
    "kind": "civil",
}
FILING = {
    "number": NUMBER, "lookup_number": LOOKUP, "title": SUMMARY["title"],
    "cause": "相邻关系纠纷", "kind": "civil",
    "instance": "first", "procedure": "简易程序", "filed_on": "2026-11-02", "stage": "审理中",
    "status": "等待开庭",
    "something_new": {"that": "front ends pass over"},
}  # fmt: skip
HEARING = {
    "at": "2026-12-03T01:15:00Z", "courtroom": "二楼调解室", "kind": "开庭", "status": "scheduled",
    "previous_at": None, "judge": "冯样例",
}  # fmt: skip


class OtherBackend(ThreadingHTTPServer):
    """``with OtherBackend() as backend``: everything in memory."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.lock = threading.Lock()
        self.wrong: dict[str, int] = {}
        self.sessions: set[str] = set()
        self.answered: dict[str, tuple[str, int, Any]] = {}
        self.complaints: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> OtherBackend:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: OtherBackend

    def do_GET(self) -> None:
        case = re.fullmatch(rf"/v1/cases/{CASE}(/hearings)?", self.path)
        if self.path == "/versions":
            offered = [
                "versions",
                "health",
                "logIn",
                "logOut",
                "cases",
                "case",
                "caseHearings",
                "complain",
                "lookUpReceipt",
            ]
            current = {"version": "1.1.0", "path": "/v1", "status": "current"}
            self._say(
                200, {"service": "court-self-service-backend", "versions": [current], "operations": offered}
            )
        elif self.path == "/v1/health":
            self._say(200, {"status": "ok", "version": "1.1.0", "time": _now()})
        elif case and not self._proved():
            self._problem(401, "session-ended")
        elif case and case[1]:
            self._say(200, {"hearings": [HEARING]})
        elif case:
            node = {
                "id": "1",
                "kind": "filing",
                "title": "立案",
                "on": "2026-11-02",
                "at": None,
                "state": "done",
                "detail": "",
            }
            self._say(
                200,
                {
                    "filing": FILING,
                    "people": [],
                    "parties": [],
                    "time_limit": None,
                    "nodes": [node],
                    "next": None,
                    "as_of": _now(),
                },
            )
        else:
            self._problem(404, "not-offered")

    def do_DELETE(self) -> None:
        if not self._proved():
            self._problem(401, "session-ended")
            return
        self.server.sessions.discard(self._token())
        self._say(204, None)

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(raw or b"null")
        with self.server.lock:
            if self.path == "/v1/sessions":
                self._log_in(body)
            elif self.path == "/v1/complaints":
                self._once(raw.decode(), body)
            elif self.path == "/v1/receipts/lookup":
                self._look_up(body["receipt"])
            else:
                self._problem(404, "not-offered")

    def _log_in(self, body: dict[str, str]) -> None:
        subject = CASE if body["number"] in (NUMBER, LOOKUP) else body["number"]
        wrong = self.server.wrong.get(subject, 0)
        if wrong >= 5:
            self._problem(423, "locked", locked_until=_now(timedelta(minutes=15)))
            return
        self.server.wrong[subject] = wrong + 1
        if subject != CASE or not secrets.compare_digest(body["password"].encode(), PASSWORD.encode()):
            self._problem(401, "not-recognised")
            return
        del self.server.wrong[subject]
        token = secrets.token_urlsafe(40)
        self.server.sessions.add(token)
        until = _now(timedelta(minutes=15))
        self._say(
            201,
            {"token": token, "expires_at": until, "sending_token": secrets.token_hex(16), "cases": [SUMMARY]},
        )

    def _once(self, raw: str, body: dict[str, Any]) -> None:
        key, receipt = self.headers["Idempotency-Key"], body["receipt"]
        if key in self.server.answered:
            before, status, answer = self.server.answered[key]
            self._say(status, answer) if before == raw else self._problem(409, "idempotency-conflict")
            return
        answer = {"receipt": receipt, "received_at": _now()}
        self.server.complaints[receipt] = body["content"]
        self.server.answered[key] = (raw, 201, answer)
        self._say(201, answer)

    def _look_up(self, receipt: str) -> None:
        if receipt not in self.server.complaints:
            self._problem(404, "unknown")
            return
        answer = {"text": "已经转办。", "by": "监察室", "at": _now()}
        self._say(
            200,
            {
                "receipt": receipt,
                "kind": "complaint",
                "state": "answered",
                "received_at": _now(),
                "answer": answer,
            },
        )

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _proved(self) -> bool:
        return self._token() in self.server.sessions

    def _problem(self, status: int, kind: str, **more: str) -> None:
        told = {"type": f"urn:court:problem:{kind}", "title": kind, "status": status, **more}
        self._say(status, told, "application/problem+json")

    def _say(self, status: int, body: Any, kind: str = "application/json; charset=utf-8") -> None:
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of a person is logged."""


def _now(later: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + later).isoformat().replace("+00:00", "Z")
