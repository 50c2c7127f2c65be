"""What the court's own staff do, so that the demo and the tests have both sides. No part of the contract.

``POST /counter/unlock`` ``{"number"}``: a party stands at the counter with an identity card.
``POST /counter/answers`` ``{"receipt", "text", "by"}``: somebody answers what was sent.
``GET /counter/sent``, ``/counter/sms``: what came in, and the texts that the SMS platform sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.http import Body, private, read
from sandbox.inbox import Inbox
from sandbox.proof import Proof
from sandbox.sms import Sms


class Unlock(Body):
    number: str = Field(min_length=1, max_length=80)


class StaffAnswer(Body):
    receipt: str
    text: str = Field(min_length=1, max_length=4000)
    by: str = Field(min_length=1, max_length=100)


def counter_routes(proof: Proof, inbox: Inbox, sms: Sms, clock: Callable[[], datetime]) -> list[Route]:
    async def unlock(request: Request) -> Response:
        asked = await read(request, Unlock)
        for case in proof.meant(asked.number):
            await run_in_threadpool(proof.attempts.unlock, case)
        return Response(status_code=204)

    async def answer(request: Request) -> Response:
        given = await read(request, StaffAnswer)
        await run_in_threadpool(inbox.answer, given.receipt, given.text, given.by, clock())
        return Response(status_code=204)

    async def sent(request: Request) -> Response:
        return private({"sent": await run_in_threadpool(inbox.sent, request.query_params.get("kind", ""))})

    async def attachment(request: Request) -> Response:
        found = await run_in_threadpool(inbox.attachment, request.path_params["id"])
        if found is None:
            return Response(status_code=404)
        return Response(found[1], media_type=found[0], headers={"Cache-Control": "no-store"})

    async def texts(_: Request) -> Response:
        return JSONResponse({"sms": await run_in_threadpool(sms.sent)}, headers={"Cache-Control": "no-store"})

    return [
        Route("/counter/unlock", unlock, methods=["POST"]),
        Route("/counter/answers", answer, methods=["POST"]),
        Route("/counter/sent", sent),
        Route("/counter/attachments/{id}", attachment),
        Route("/counter/sms", texts),
    ]
