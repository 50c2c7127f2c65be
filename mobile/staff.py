"""The staff's pages: how complete and how fresh the content is, behind a password.

One password for the office, kept as an Argon2 hash in the settings; without one there are no such pages.
Wrong passwords are counted by address and for all together: guessing is hopeless from many addresses too.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import anyio.to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from content.coverage import STATE_NAMES, Report, in_words, report
from content.records import Record
from mobile.render import Renderer
from shared.application import Application
from shared.limiting import Limiter
from shared.settings import Settings
from shared.visit import Language

IDLE = timedelta(minutes=30)
# A hash takes 64 MB while it is computed (RFC 9106): two at once are enough for an office.
_AT_ONCE = 2
_MOST_SESSIONS = 100
# What the form says of the try before, and the status that goes with it.
_SAID = {"wrong": 403, "too-many": 429}
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def password_hash(password: str) -> str:
    """What the setting ``mobile_staff_password`` holds for a password."""
    return PasswordHasher().hash(password)


class StaffPages:
    """`address` tells who asks, for the limits."""

    def __init__(
        self,
        application: Application,
        settings: Settings,
        renderer: Renderer,
        address: Callable[[Request], str],
    ) -> None:
        self._application, self._settings, self._renderer = application, settings, renderer
        self._address = address
        self._hash = settings.mobile_staff_password.get_secret_value()
        self._https = settings.mobile_url.startswith("https://")
        self._cookie = "__Host-staff" if self._https else "staff"
        self._limiter = Limiter(SlidingWindowCounterRateLimiter)
        self._each = RateLimitItemPerMinute(5, namespace="staff")
        self._all = RateLimitItemPerHour(100, namespace="staff-all")
        self._sessions: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._hashing = anyio.CapacityLimiter(_AT_ONCE)

    def routes(self) -> list[Route]:
        """Nothing where no password is set."""
        if not self._hash:
            return []
        return [
            Route("/staff", self.enter, methods=["GET"]),
            Route("/staff", self.log_in, methods=["POST"]),
            Route("/staff/coverage", self.coverage, methods=["GET"]),
            Route("/staff/end", self.log_out, methods=["POST"]),
        ]

    async def enter(self, request: Request) -> Response:
        if self._is_known(request):
            return self._to("/staff/coverage")
        said = request.query_params.get("said", "")
        status = _SAID.get(said, 200)
        words = self._application.words_in(Language.CHINESE)
        wrong = words(f"mobile.staff-{said}") if said in _SAID else ""
        return HTMLResponse(
            self._renderer.staff("staff_login.html", words, wrong=wrong), status, headers=_PRIVATE
        )

    async def log_in(self, request: Request) -> Response:
        """The answer has an address of its own, so that going back to it sends no password again."""
        within = self._limiter.hit(self._each, self._address(request)) and self._limiter.hit(self._all)
        if not within:
            return self._to("/staff?said=too-many")
        password = (await request.form()).get("password", "")
        right = isinstance(password, str) and await anyio.to_thread.run_sync(
            self._is_right, password, limiter=self._hashing
        )
        if not right:
            return self._to("/staff?said=wrong")
        response = self._to("/staff/coverage")
        secret = secrets.token_urlsafe(32)
        now = self._application.clock()
        with self._lock:
            self._forget_idle(now)
            if len(self._sessions) >= _MOST_SESSIONS:
                del self._sessions[min(self._sessions, key=self._sessions.__getitem__)]
            self._sessions[secret] = now
        response.set_cookie(
            self._cookie, secret, path="/", secure=self._https, httponly=True, samesite="strict"
        )
        return response

    async def coverage(self, request: Request) -> Response:
        if not self._is_known(request):
            return self._to("/staff")
        found = await anyio.to_thread.run_sync(self._report)
        html = self._renderer.staff(
            "staff_coverage.html",
            self._application.words_in(Language.CHINESE),
            report=found,
            names=STATE_NAMES,
            in_words=in_words,
            owner=request.query_params.get("owner", ""),
        )
        return HTMLResponse(html, headers=_PRIVATE)

    async def log_out(self, request: Request) -> Response:
        with self._lock:
            self._sessions.pop(request.cookies.get(self._cookie, ""), None)
        response = self._to("/staff")
        response.delete_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="strict")
        return response

    def _report(self) -> Report:
        def limit(kind: type[Record]) -> float:
            return self._settings.stale_after_hours(kind.record_kind)

        store, now = self._application.parts.content, self._application.clock()
        return report(store, now, home=self._settings.home, limit=limit)

    def _is_right(self, password: str) -> bool:
        try:
            return PasswordHasher().verify(self._hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _is_known(self, request: Request) -> bool:
        secret, now = request.cookies.get(self._cookie, ""), self._application.clock()
        with self._lock:
            self._forget_idle(now)
            if secret not in self._sessions:
                return False
            self._sessions[secret] = now
        return True

    def _forget_idle(self, now: datetime) -> None:
        # A clock that was put back must not keep anybody known for as long as it was put back.
        self._sessions = {one: min(used, now) for one, used in self._sessions.items()}
        for secret in [one for one, used in self._sessions.items() if now - used > IDLE]:
            del self._sessions[secret]

    def _to(self, place: str) -> RedirectResponse:
        return RedirectResponse(place, 303, headers=_PRIVATE)
