"""The voice line put together by hand: on Asterisk, or in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from ivr.asterisk.answering import Answering, Arrival
from ivr.asterisk.line import AsteriskLine
from ivr.asterisk.server import AsteriskServer
from ivr.attendant import Hours
from ivr.call import Call, Manner
from ivr.codes import Codes
from ivr.known_ahead import known_ahead
from ivr.line import Utterance
from ivr.prompts import Prompts
from ivr.terminal import TerminalLine
from shared.application import Application
from shared.settings import Settings
from shared.short_codes import NoNumbers, codes_now
from shared.speech.text import say_text
from shared.speech.voice import Voice
from shared.visit import Face, Language, Visit


def manner(settings: Settings, codes: Codes, *, transfers: bool) -> Manner:
    return Manner(
        key_wait=settings.voice_key_wait_seconds,
        code=codes.place,
        hours=Hours.parse(settings.operator_open),
        transfers=transfers,
    )


def _codes(application: Application) -> Codes:
    return Codes(lambda: codes_now(application, NoNumbers()), time.monotonic)


async def terminal(
    application: Application, settings: Settings, entered: TextIO, out: TextIO, *, as_json: bool
) -> None:
    """One call, in the terminal."""
    line = TerminalLine(entered, out, as_json=as_json)
    codes = _codes(application)
    codes.refresh()
    call = Call(line, application, manner(settings, codes, transfers=False))
    line.keys = lambda: [str(key) for key in call.accepted_keys()]
    await call.run()


async def telephone(
    application: Application, settings: Settings, own_asterisk: Path | None, ready: Callable[[str], None]
) -> None:
    """Calls, until SIGTERM or Ctrl-C. `ready` is told the address that answers."""
    voice = Voice()
    prompts = Prompts(settings.prompts, voice)
    words = application.words(Visit(Face.VOICE))
    busy = Utterance(say_text(words("voice.busy")), Language.CHINESE)
    excuse = (await prompts.files(Utterance(say_text(words("voice.broken")), Language.CHINESE), ""))[0]
    context = settings.operator_context or ("operator" if own_asterisk and settings.operator_dial else "")
    codes = _codes(application)
    led = manner(settings, codes, transfers=bool(context))

    async def on_call(line: AsteriskLine, arrival: Arrival) -> None:
        language = arrival.language or _language_of(arrival.number, settings.voice_english_callers)
        call = Call(line, application, led, language=Language(language), returned=arrival.returned)
        refreshing = asyncio.create_task(asyncio.to_thread(codes.refresh))
        await call.run()
        await refreshing

    with contextlib.ExitStack() as stack:
        stack.callback(voice.close)
        url, user, password, where = (
            settings.ari_url,
            settings.ari_user,
            settings.ari_password,
            settings.voice_number,
        )
        if own_asterisk:
            own = stack.enter_context(
                AsteriskServer(
                    own_asterisk,
                    settings.home.absolute() / "asterisk",
                    excuse=excuse.with_suffix(""),
                    calls=settings.voice_calls + 5,
                    operator_dial=settings.operator_dial,
                )
            )
            url, user, password, where = own.ari_url, "court", own.password, own.sip_uri
        answering = Answering(
            render=prompts.files, on_call=on_call, on_end=prompts.forget,
            calls=settings.voice_calls, busy=busy, operator=context,
        )  # fmt: skip
        serving = asyncio.create_task(answering.run(url, user, password, lambda: ready(where)))
        preparing = asyncio.create_task(prompts.prepare(known_ahead(application)))
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        preparing.cancel()


def _language_of(number: str, english: tuple[str, ...]) -> Language:
    """The language to greet a caller in, by the beginning of their number."""
    return Language.ENGLISH if number.startswith(english) else Language.CHINESE
