"""The mobile page: every place of the catalogue at the same address over HTTP."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import quote

import anyio.to_thread
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from content.records import Template
from mobile.guard import Guard
from mobile.render import FORM_NAME, STYLE, Renderer
from mobile.staff import StaffPages
from mobile.visits import Answer, Kept, Visits, is_secret, new_secret
from shared.application import Application
from shared.cases.outcomes import Found, Unavailable
from shared.logs import incident
from shared.pages import AnyPage, Form, Notice, Option, Tone
from shared.place import HOME, Place, PlaceError
from shared.services import case_file
from shared.services.receipt import RECEIPT
from shared.settings import Settings
from shared.short_codes import FreshCodes, NoCode, codes_now
from shared.visit import Face, Language, Visit

_log = logging.getLogger(__name__)
LANGUAGE_COOKIE = "lang"
STATUS = {
    "no-such-page": 404, "other-face": 404, "handoff-gone": 410, "locked": 423, "broken": 500,
    "unavailable": 503,
}  # fmt: skip
# A page of public content may be kept by the phone this long.
PUBLIC = "public, max-age=60"
PRIVATE = "no-store"


class MobilePages:
    """Answers requests. What a person proved is in `Visits`; everything else needs no visit."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self._application = application
        self.renderer = Renderer()
        self._settings = settings
        self._codes = FreshCodes(lambda: codes_now(application))
        self._codes.refresh()
        self._https = settings.mobile_url.startswith("https://")
        self._visits = Visits(timedelta(minutes=settings.mobile_visit_minutes), application.end)
        # The prefix binds the cookie to this host and to https (RFC 6265bis).
        self._cookie = "__Host-visit" if self._https else "visit"

    async def show(self, request: Request) -> Response:
        """GET of a place."""
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        async with self._turn(request) as (visit, _):
            page = await anyio.to_thread.run_sync(self._application.open, visit, address)
            return self._answer(request, visit, page)

    async def send(self, request: Request) -> Response:
        """POST of what a form sends as data. The answer gets an address of its own, so that going back to it
        or loading it again sends nothing."""
        entered = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        form = entered.pop(FORM_NAME, "")
        try:
            place = Place.parse(request.url.path)
        except PlaceError:
            place = HOME
        mark = self._visits.mark(f"{place} {form}", entered)
        async with self._turn(request) as (visit, kept):
            if form and kept is not None and (told := kept.sent.get(mark)):
                return self._to(told)
            before, drafted = visit.session, dict(visit.draft)
            page = await anyio.to_thread.run_sync(self._application.open, visit, place, entered)
            proved, wrote = visit.session is not before, visit.draft != drafted
            # From the moment on at which a visit holds something, it has a secret that nobody had before.
            anew = proved or (wrote and before is None and not drafted)
            response: Response
            if (proved or wrote) and _status(page) == 200 and not isinstance(page, Notice):
                # A page that can be built again stands at its own address.
                response = self._to(str(page.place))
                kept = self._keep(request, response, visit, anew=anew)
            else:
                response, kept = self._tell(request, visit, kept, page, anew=anew)
            if kept is not None and _status(page) == 200 and not _failed(page):
                kept.sent[mark] = response.headers["location"]
            return response

    async def answer(self, request: Request) -> Response:
        """GET of the answer to what was sent."""
        async with self._turn(request) as (visit, kept):
            found = kept.answer(request.path_params["name"]) if kept else None
            if found is None:
                return self._answer(request, visit, self._notice(visit, "answer-gone"), 410)
            return self._answer(request, visit, found.page, found.status, told=True)

    async def code(self, request: Request) -> Response:
        """To the page that kiosk, paper or telephone call by this number."""
        code = str(request.path_params["code"])
        found = await anyio.to_thread.run_sync(self._codes.find, code)
        if not isinstance(found, NoCode):
            return self._to(str(found))
        visit, _ = self._visit(request)
        status = 410 if found is NoCode.GONE else 404
        return self._answer(request, visit, self._notice(visit, f"code-{found.value}"), status)

    async def handoff(self, request: Request) -> Response:
        """The page that a hand-off's QR code leads to. Nothing is redeemed by looking at it: programs that
        preview links look too."""
        visit, _ = self._visit(request)
        words = self._application.words(visit)
        code = request.path_params["code"]
        html = self.renderer.handoff(code, words, court=self._court(visit))
        return HTMLResponse(html, headers={"Cache-Control": PRIVATE})

    async def redeem(self, request: Request) -> Response:
        code = SecretStr(request.path_params["code"])
        async with self._turn(request) as (visit, kept):
            outcome = await anyio.to_thread.run_sync(self._application.parts.cases.redeem_handoff, code)
            if isinstance(outcome, Found):
                proved = Visit(Face.MOBILE, visit.language, session=outcome.value)
                response = self._to("/case")
                self._keep(request, response, proved, anew=True)
                return response
            code_name = "unavailable" if isinstance(outcome, Unavailable) else "handoff-gone"
            notice = self._notice(visit, code_name)
            return self._tell(request, visit, kept, notice, anew=False)[0]

    async def end(self, request: Request) -> Response:
        """The person is done: wipe what was proved."""
        await anyio.to_thread.run_sync(self._visits.forget, self._secret(request))
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
            visit, kept = self._visit(request)
            if kept is not None:
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

    def _visit(self, request: Request) -> tuple[Visit, Kept | None]:
        """The visit that a request belongs to, and how it is kept; a new one for everybody else."""
        kept = self._visits.find(self._secret(request), self._application.clock())
        if kept is not None:
            return kept.visit, kept
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        language = Language(chosen) if chosen in {str(each) for each in Language} else Language.CHINESE
        return Visit(Face.MOBILE, language), None

    @asynccontextmanager
    async def _turn(self, request: Request) -> AsyncIterator[tuple[Visit, Kept | None]]:
        """The visit of a request, for as long as it alone uses it."""
        while True:
            visit, kept = self._visit(request)
            if kept is None:
                yield visit, None
                return
            async with kept.turn:
                # While it waited, a log-in may have given the visit another secret.
                if self._visit(request)[1] is kept:
                    yield visit, kept
                    return

    def _secret(self, request: Request) -> str:
        return request.cookies.get(self._cookie, "")

    def _keep(self, request: Request, response: Response, visit: Visit, *, anew: bool) -> Kept | None:
        """Keep a visit; `anew` under a new secret, which its browser then has."""
        secret, now = self._secret(request), self._application.clock()
        kept = self._visits.find(secret, now)
        if kept is None or anew or kept.visit is not visit:
            secret = self._visits.keep(visit, now, instead_of=secret)
            self._set_cookie(response, secret)
        return self._visits.find(secret, now)

    def _set_cookie(self, response: Response, secret: str) -> None:
        response.set_cookie(self._cookie, secret, path="/", secure=self._https, httponly=True, samesite="lax")

    def _tell(
        self, request: Request, visit: Visit, kept: Kept | None, page: AnyPage, *, anew: bool
    ) -> tuple[Response, Kept | None]:
        """Answer what was sent: at an address of its own, shown as often as it is loaded. A browser that
        takes no cookies could not see that, and gets the answer at once."""
        response = self._to(HOME.path)
        if anew:
            kept = self._keep(request, response, visit, anew=True)
        elif kept is None and is_secret(self._secret(request)):
            kept = self._visits.hold(self._secret(request), visit, self._application.clock())
        if kept is None or not request.cookies.get(self._cookie):
            at_once = self._answer(request, visit, page, told=True)
            at_once.raw_headers.extend(each for each in response.raw_headers if each[0] == b"set-cookie")
            return at_once, None
        name = kept.add(Answer(page, _status(page), visit.session))
        response.headers["location"] = f"/answer/{name}"
        return response, kept

    def _answer(
        self, request: Request, visit: Visit, page: AnyPage, status: int = 0, *, told: bool = False
    ) -> Response:
        """A page as HTML. `told`: it answers what was sent, and is to be wiped when the person is done."""
        words = self._application.words(visit)
        proved = visit.holds_something
        code = "" if page.private or told else self._codes.written(page.place)
        listen = words("mobile.short-code", number=self._settings.voice_number, code=code) if code else ""
        html = self.renderer.page(
            page, words, court=self._court(visit), proved=proved or told, short_code=listen
        )
        private = page.private or proved or told or request.method == "POST" or isinstance(page, Form)
        response = HTMLResponse(html, status or _status(page))
        if isinstance(page, Form) and page.sends == "data" and not is_secret(self._secret(request)):
            self._set_cookie(response, new_secret())
        if not self._codes.are_fresh:
            response.background = BackgroundTask(self._codes.refresh)
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
        receipt = Option(title=words("receipt.title"), place=RECEIPT, icon="search")
        more = (receipt,) if code == "answer-gone" else ()
        return Notice(
            title=words(f"notice.{code}.title" if known else f"mobile.{code}-title"),
            place=HOME,
            text=words(f"notice.{code}.text" if known else f"mobile.{code}-text"),
            code=code,
            tone=Tone.PROBLEM,
            options=(*more, Option(title=words("home.title"), place=HOME, icon="home")),
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


def _failed(page: AnyPage) -> bool:
    """Whether it would be right to try the same again."""
    return isinstance(page, Notice) and page.tone is Tone.PROBLEM


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
            Route("/answer/{name}", pages.answer),
            Route("/h/{code:str}", pages.handoff, methods=["GET"]),
            Route("/h/{code:str}", pages.redeem, methods=["POST"]),
            Route("/end", pages.end, methods=["POST"]),
            Route("/{code:int}", pages.code),
            Route("/{path:path}", pages.show, methods=["GET"]),
            Route("/{path:path}", pages.send, methods=["POST"]),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard)],
        exception_handlers={HTTPException: pages.failed, Exception: pages.failed},
    )
