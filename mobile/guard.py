"""What stands before every request: headers that browsers heed, a limit, the origin of what is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from shared.limiting import Limiter

# Wrong passwords are counted by the backend; this keeps one address from asking for many cases.
SENT_PER_MINUTE = 20
# A message of two thousand characters, each nine bytes in a form.
MAX_BODY = 32_768

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]
Refuse = Callable[[Request, str, int], Response]


class Guard:
    """`refuse` makes the page for a request that is not let through: (request, code, HTTP status)."""

    def __init__(self, *, per_minute: int, trusted_proxy: str, https: bool, refuse: Refuse) -> None:
        self._limiter = Limiter(SlidingWindowCounterRateLimiter)
        self._read = RateLimitItemPerMinute(per_minute, namespace="read")
        self._send = RateLimitItemPerMinute(SENT_PER_MINUTE, namespace="send")
        self._proxy = trusted_proxy
        self._https = https
        self._refuse = refuse

    async def __call__(self, request: Request, go_on: Next) -> Response:
        response = self._refusal(request) or await go_on(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if self._https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    def _refusal(self, request: Request) -> Response | None:
        if request.url.path.startswith("/static/") or request.url.path == "/healthz":
            return None
        if not self._limiter.hit(self._read, self.address(request)):
            return self._refuse(request, "too-many", 429)
        if request.method != "POST":
            return None
        if not self._limiter.hit(self._send, self.address(request)):
            return self._refuse(request, "too-many", 429)
        if not _same_origin(request):
            return self._refuse(request, "other-origin", 403)
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            return self._refuse(request, "too-large", 413)
        return None

    def address(self, request: Request) -> str:
        """Who asks, as far as the limits go."""
        address = request.client.host if request.client else ""
        if self._proxy and address == self._proxy:
            # The proxy appends; what stands before it was written by whoever asked.
            return request.headers.get("x-forwarded-for", address).rpartition(",")[2].strip()
        return address


def _same_origin(request: Request) -> bool:
    """Whether a form came from one of our own pages (CSRF)."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
