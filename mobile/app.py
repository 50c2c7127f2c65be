"""The mobile page: every place of the catalogue at the same address over HTTP."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

import anyio.to_thread
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from content.records import Template
from mobile.guard import Guard
from mobile.render import STYLE, Renderer
from mobile.staff import StaffPages
from mobile.visits import Visits
from shared.application import Application
from shared.cases.outcomes import Found, Unavailable
from shared.logs import incident
from shared.pages import AnyPage, Form, Notice, Option, Tone
from shared.place import HOME, Place, PlaceError
from shared.services import case_file
from shared.settings import Settings
from shared.visit import Face, Language, Visit

_log = logging.getLogger(__name__)
LANGUAGE_COOKIE = "lang"
STATUS = {"no-such-page": 404, "other-face": 404, "broken": 500, "locked": 423, "unavailable": 503}
# A page of public content may be kept by the phone this long.
PUBLIC = "public, max-age=60"
PRIVATE = "no-store"


class MobilePages:
    """Answers requests. What a person proved is in `Visits`; everything else needs no visit."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self._application = application
        self.renderer = Renderer()
        self._https = settings.mobile_url.startswith("https://")
        self._visits = Visits(timedelta(minutes=settings.mobile_visit_minutes), application.end)
        # The prefix binds the cookie to this host and to https (RFC 6265bis).
        self._cookie = "__Host-visit" if self._https else "visit"

    async def show(self, request: Request) -> Response:
        """GET of a place."""
        visit, _ = self._visit(request)
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        page = await anyio.to_thread.run_sync(self._application.open, visit, address)
        return self._answer(request, visit, page)

    async def send(self, request: Request) -> Response:
        """POST of what a form sends as data."""
        visit, secret = self._visit(request)
        before = visit.session
        before = visit.session
        entered = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        try:
            place = Place.parse(request.url.path)
        except PlaceError:
            place = HOME
        page = await anyio.to_thread.run_sync(self._application.open, visit, place, entered)
        if not visit.holds_something or _status(page) == 422:
            return self._answer(request, visit, page)
        if isinstance(page, Notice):
            # What was done is told at once: at its address there may be nothing to see of it.
            response = self._answer(request, visit, page)
            if not secret or visit.session is not before:
                self._keep(response, visit, secret)
            return response
        # Something is kept: a new secret for the visit, and an address that can be loaded again.
        response = self._to(str(page.place))
        self._keep(response, visit, secret)
        return response

    async def handoff(self, request: Request) -> Response:
        """The page that a hand-off's QR code leads to. Nothing is redeemed by looking at it: programs that
        preview links look too."""
        visit, _ = self._visit(request)
        words = self._application.words(visit)
        code = request.path_params["code"]
        html = self.renderer.handoff(code, words, court=self._court(visit))
        return HTMLResponse(html, headers={"Cache-Control": PRIVATE})

    async def redeem(self, request: Request) -> Response:
        visit, secret = self._visit(request)
        code = SecretStr(request.path_params["code"])
        outcome = await anyio.to_thread.run_sync(self._application.parts.cases.redeem_handoff, code)
        if isinstance(outcome, Found):
            proved = Visit(Face.MOBILE, visit.language, session=outcome.value)
            response = self._to("/case")
            self._keep(response, proved, secret)
            return response
        code_name = "unavailable" if isinstance(outcome, Unavailable) else "handoff-gone"
        return self._answer(
            request, visit, self._notice(visit, code_name), 503 if code_name == "unavailable" else 410
        )

    async def end(self, request: Request) -> Response:
        """The person is done: wipe what was proved."""
        _, secret = self._visit(request)
        if secret:
            await anyio.to_thread.run_sync(self._visits.forget, secret)
        response = self._to("/case/end")
        response.delete_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="lax")
        return response

    async def language(self, request: Request) -> Response:
        """Another language for the place that the person is at; never anywhere else."""
        chosen = request.path_params["language"]
        try:
            to = str(Place.parse(request.query_params.get("to", "/")))
        except PlaceError:
            to = "/"
        response = self._to(to)
        if chosen in {str(language) for language in Language}:
            response.set_cookie(
                LANGUAGE_COOKIE,
                chosen,
                max_age=31_536_000,
                path="/",
                samesite="lax",
                secure=self._https,
                httponly=True,
            )
            visit, secret = self._visit(request)
            if secret:
                visit.language = Language(chosen)
        return response

    async def style(self, request: Request) -> Response:
        if request.path_params["name"] != self.renderer.style_name:
            raise HTTPException(404)
        return FileResponse(
            STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=31536000, immutable"}
        )

    async def picture(self, request: Request) -> Response:
        """A picture of the content."""
        store = self._application.parts.content
        picture = await anyio.to_thread.run_sync(store.picture, request.path_params["id"])
        if picture is None:
            raise HTTPException(404)
        return _content(request, picture.data, picture.media_type)

    async def file(self, request: Request) -> Response:
        """The file of a template, to carry away under its own name."""
        store = self._application.parts.content
        template = await anyio.to_thread.run_sync(store.get, Template, request.path_params["id"])
        if template is None:
            raise HTTPException(404)
        # RFC 6266: the name in UTF-8, and a plain one for what does not know that.
        name = (
            f"attachment; filename=\"document.docx\"; filename*=UTF-8''{quote(template.file_name, safe='')}"
        )
        return _content(request, template.data, template.media_type, {"Content-Disposition": name})

    async def file_page(self, request: Request) -> Response:
        """The image of a page of the electronic file: to the visit that proved the case, kept by nobody."""
        visit, _ = self._visit(request)
        number, page = request.path_params["number"], request.path_params["page"]
        picture = await anyio.to_thread.run_sync(
            case_file.picture, self._application.parts.cases, visit, number, page
        )
        if picture is None:
            raise HTTPException(404)
        kind = "image/jpeg" if picture.startswith(b"\xff\xd8") else "image/png"
        return Response(picture, media_type=kind, headers={"Cache-Control": PRIVATE})

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    def refused(self, request: Request, code: str, status: int) -> Response:
        visit, _ = self._visit(request)
        return self._answer(request, visit, self._notice(visit, code), status)

    async def failed(self, request: Request, error: Exception) -> Response:
        """A page with words for whatever Starlette itself refuses."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 500:
            incident(_log, "answering a request", error)
        return self.refused(request, "no-such-page" if status in (404, 405) else "broken", status)

    # -- parts of an answer

    def _visit(self, request: Request) -> tuple[Visit, str]:
        """The visit that a request belongs to and the secret that found it; a new one for everybody else."""
        secret = request.cookies.get(self._cookie, "")
        if secret and (visit := self._visits.find(secret, self._application.clock())):
            return visit, secret
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        language = Language(chosen) if chosen in {str(each) for each in Language} else Language.CHINESE
        return Visit(Face.MOBILE, language), ""

    def _keep(self, response: Response, visit: Visit, old_secret: str) -> None:
        secret = self._visits.keep(visit, self._application.clock(), instead_of=old_secret)
        response.set_cookie(self._cookie, secret, path="/", secure=self._https, httponly=True, samesite="lax")

    def _answer(self, request: Request, visit: Visit, page: AnyPage, status: int = 0) -> Response:
        words = self._application.words(visit)
        proved = visit.holds_something
        html = self.renderer.page(page, words, court=self._court(visit), proved=proved)
        private = page.private or proved or request.method == "POST" or isinstance(page, Form)
        response = HTMLResponse(html, status or _status(page))
        if private or response.status_code != 200:
            response.headers["Cache-Control"] = PRIVATE
            return response
        response.headers["Cache-Control"] = PUBLIC
        response.headers["Vary"] = "Cookie"
        tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:24]}"'
        response.headers["ETag"] = tag
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": PUBLIC, "Vary": "Cookie"})
        return response

    def _notice(self, visit: Visit, code: str) -> Notice:
        words = self._application.words(visit)
        known = code in ("no-such-page", "broken")
        return Notice(
            title=words(f"notice.{code}.title" if known else f"mobile.{code}-title"),
            place=HOME,
            text=words(f"notice.{code}.text" if known else f"mobile.{code}-text"),
            code=code,
            tone=Tone.PROBLEM,
            options=(Option(title=words("home.title"), place=HOME, icon="home"),),
        )

    def _court(self, visit: Visit) -> str:
        court = self._application.parts.content.court()
        return (
            court.name_in(visit.language) if court else self._application.words(visit)("home.court-unnamed")
        )

    def _to(self, address: str) -> RedirectResponse:
        return RedirectResponse(quote(address, safe="/?=&%-_.~"), 303, headers={"Cache-Control": PRIVATE})


def _content(
    request: Request, data: bytes, media_type: str, more: Mapping[str, str] | None = None
) -> Response:
    tag = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
    headers = {"Cache-Control": PUBLIC, "ETag": tag, **(more or {})}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)


def _status(page: AnyPage) -> int:
    if isinstance(page, Notice):
        return STATUS.get(page.code, 200)
    if isinstance(page, Form) and (page.error or any(field.error for field in page.fields)):
        return 422
    return 200


def create_app(application: Application, settings: Settings) -> Starlette:
    """The mobile page as an ASGI application."""
    pages = MobilePages(application, settings)
    guard = Guard(
        per_minute=settings.mobile_requests_per_minute,
        trusted_proxy=settings.mobile_trusted_proxy,
        https=settings.mobile_url.startswith("https://"),
        refuse=pages.refused,
    )
    staff = StaffPages(application, settings, pages.renderer, guard.address)
    return Starlette(
        routes=[
            *staff.routes(),
            Route("/healthz", pages.health),
            Route("/static/{name}", pages.style),
            Route("/pictures/{id}", pages.picture),
            Route("/files/{id}", pages.file),
            Route("/case/file/{number:int}/image/{page:int}", pages.file_page),
            Route("/lang/{language}", pages.language),
            Route("/h/{code:str}", pages.handoff, methods=["GET"]),
            Route("/h/{code:str}", pages.redeem, methods=["POST"]),
            Route("/end", pages.end, methods=["POST"]),
            Route("/{path:path}", pages.show, methods=["GET"]),
            Route("/{path:path}", pages.send, methods=["POST"]),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers={HTTPException: pages.failed, Exception: pages.failed},
    )
