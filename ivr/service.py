"""The voice line put together by hand: on Asterisk, or in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

from ivr.asterisk.answering import Answering, Arrival
from ivr.asterisk.line import AsteriskLine, Hearing
from ivr.asterisk.media import Ears
from ivr.asterisk.server import AsteriskError, AsteriskServer
from ivr.attendant import Hours
from ivr.call import Call, Manner
from ivr.known_ahead import known_ahead
from ivr.line import Utterance
from ivr.listening import Listening
from ivr.prompts import Prompts
from ivr.recordings import Recordings
from ivr.speech_model.loading import NoModel, tried
from ivr.terminal import TerminalLine
from shared.application import Application
from shared.build import build_sender
from shared.settings import Settings
from shared.short_codes import FreshCodes, codes_now
from shared.speech.text import say_text
from shared.speech.voice import Voice
from shared.visit import Face, Language, Visit

_log = logging.getLogger(__name__)
WATCH_SECONDS = 1.0
# Beside one for each call.
SPARE_THREADS = 4


def manner(settings: Settings, codes: FreshCodes, *, transfers: bool) -> Manner:
    return Manner(
        key_wait=settings.voice_key_wait_seconds,
        code=codes.find,
        hours=Hours.parse(settings.operator_open),
        transfers=transfers,
    )


async def terminal(
    application: Application, settings: Settings, entered: TextIO, out: TextIO, *, as_json: bool
) -> None:
    """One call, in the terminal."""
    line = TerminalLine(entered, out, as_json=as_json)
    codes = FreshCodes(lambda: codes_now(application))
    codes.refresh()
    call = Call(line, application, manner(settings, codes, transfers=False))
    line.keys = lambda: [str(key) for key in call.accepted_keys()]
    with build_sender(application):
        await call.run()


async def telephone(
    application: Application, settings: Settings, own_asterisk: Path | None, ready: Callable[[str], None]
) -> None:
    """Calls, until SIGTERM or Ctrl-C. `ready` is told the address that answers."""
    # One who waits for the court's system keeps nobody else waiting.
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(settings.voice_calls + SPARE_THREADS, thread_name_prefix="pages")
    )
    voice = Voice()
    prompts = Prompts(settings.prompts, voice, Recordings(settings.voice_recordings))
    words = application.words(Visit(Face.VOICE))
    busy = Utterance(say_text(words("voice.busy")), Language.CHINESE)
    for language in Language:
        its = application.words_in(language)
        await prompts.stand_by(language, wait=its("voice.please-wait"), unsaid=its("voice.unsaid"))
    said = (await prompts.files(Utterance(say_text(words("voice.broken")), Language.CHINESE), ""))[0]
    # Of its own: Asterisk needs it just when nobody makes sounds any more.
    excuse = Path(shutil.copy(said, settings.prompts / "excuse.wav"))
    context = settings.operator_context or ("operator" if own_asterisk and settings.operator_dial else "")
    codes = FreshCodes(lambda: codes_now(application))
    led = manner(settings, codes, transfers=bool(context))

    async def on_call(line: AsteriskLine, arrival: Arrival) -> None:
        language = arrival.language or _language_of(arrival.number, settings.voice_english_callers)
        call = Call(line, application, led, language=Language(language), returned=arrival.returned)
        refreshing = None if codes.are_fresh else asyncio.create_task(asyncio.to_thread(codes.refresh))
        await call.run()
        if refreshing is not None:
            await refreshing

    async with contextlib.AsyncExitStack() as stack:
        stack.callback(voice.close)
        stack.callback(prompts.close)
        stack.enter_context(build_sender(application))
        hearing = await _hearing(settings, stack)
        url, user, password, where = (
            settings.ari_url,
            settings.ari_user,
            settings.ari_password,
            settings.voice_number,
        )
        own = None
        if own_asterisk:
            own = stack.enter_context(
                AsteriskServer(
                    own_asterisk,
                    settings.home.absolute() / "asterisk",
                    excuse=excuse.with_suffix(""),
                    # A leg that listens counts as a call of its own.
                    calls=settings.voice_calls * 2 + 5,
                    operator_dial=settings.operator_dial,
                )
            )
            url, user, password, where = own.ari_url, "court", own.password, own.sip_uri
        answering = Answering(
            sounds=prompts, on_call=on_call,
            calls=settings.voice_calls, busy=busy, operator=context, hearing=hearing,
        )  # fmt: skip
        serving = asyncio.create_task(answering.run(url, user, password, lambda: ready(where)))
        watching = asyncio.create_task(_keep_running(own)) if own is not None else None
        preparing = asyncio.create_task(prompts.prepare(known_ahead(application)))
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        preparing.cancel()
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def _keep_running(asterisk: AsteriskServer) -> None:
    """Start our Asterisk again when it died; callers then hear the line again within seconds."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if not asterisk.running:
            _log.error("Asterisk ended by itself and is started again")
            try:
                await asyncio.to_thread(asterisk.start)
            except AsteriskError as error:
                _log.error("%s", error)


async def _hearing(settings: Settings, stack: contextlib.AsyncExitStack) -> Hearing | None:
    """Speech recognition, where there is a model; what is so is said in the log."""
    if settings.voice_model is None:
        _log.info("speech recognition is off: no model is set; callers use keys")
        return None
    vocabulary = await asyncio.to_thread(tried, settings.voice_model)
    if isinstance(vocabulary, NoModel):
        _log.warning("speech recognition is off: %s; callers use keys", vocabulary.reason)
        return None
    places = settings.voice_listeners or 4 * (os.cpu_count() or 1)
    listening = await stack.enter_async_context(Listening(settings.voice_model, vocabulary, places))
    ears = await stack.enter_async_context(Ears(settings.voice_media_host))
    _log.info("speech recognition is on for %d callers at once", places)
    return Hearing(listening, ears)


def _language_of(number: str, english: tuple[str, ...]) -> Language:
    """The language to greet a caller in, by the beginning of their number."""
    return Language.ENGLISH if number.startswith(english) else Language.CHINESE
