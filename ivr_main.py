"""The voice line: ``ivr_main.py`` answers Asterisk's calls, with ``--terminal`` it is a telephone here."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from ivr.asterisk.line import AsteriskLine, serve
from ivr.asterisk.server import AsteriskError, AsteriskServer
from ivr.call import Call
from ivr.known_ahead import known_ahead
from ivr.line import Utterance
from ivr.prompts import Prompts
from ivr.terminal import TerminalLine
from shared.application import Application
from shared.build import build_application
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.settings import Settings, read_settings
from shared.speech.text import say_text
from shared.speech.voice import Voice
from shared.visit import Face, Language, Visit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminal", action="store_true", help="a telephone in the terminal, without sound")
    parser.add_argument("--json", action="store_true", help="with --terminal: one object a line")
    parser.add_argument("--home", type=Path)
    parser.add_argument(
        "--own-asterisk", type=Path, metavar="PROGRAM", help="start this Asterisk, on loopback"
    )
    asked = parser.parse_args()
    settings = read_settings(home=asked.home)
    set_up_logs(settings.log_level)
    try:
        application = build_application(settings)
        if asked.terminal:
            return asyncio.run(terminal(application, settings, as_json=asked.json))
        return asyncio.run(telephone(application, settings, asked.own_asterisk))
    except (CatalogueError, AsteriskError) as error:
        print(error, file=sys.stderr)
        return 2


async def terminal(application: Application, settings: Settings, *, as_json: bool) -> int:
    line = TerminalLine(sys.stdin, sys.stdout, as_json=as_json)
    call = Call(line, application, key_wait=settings.voice_key_wait_seconds)
    line.keys = lambda: [str(key) for key in call.accepted_keys()]
    await call.run()
    return 0


async def telephone(application: Application, settings: Settings, own_asterisk: Path | None) -> int:
    voice = Voice()
    prompts = Prompts(settings.prompts, voice)
    words = application.words(Visit(Face.VOICE))
    busy = Utterance(say_text(words("voice.busy")), Language.CHINESE)
    excuse = (await prompts.files(Utterance(say_text(words("voice.broken")), Language.CHINESE), ""))[0]

    async def on_call(line: AsteriskLine, _channel: str) -> None:
        await Call(line, application, key_wait=settings.voice_key_wait_seconds).run()

    with contextlib.ExitStack() as stack:
        stack.callback(voice.close)
        url, user, password, where = (
            settings.ari_url,
            settings.ari_user,
            settings.ari_password,
            settings.voice_number,
        )
        if own_asterisk:
            folder = settings.home.absolute() / "asterisk"
            own = stack.enter_context(
                AsteriskServer(
                    own_asterisk, folder, excuse=excuse.with_suffix(""), calls=settings.voice_calls + 5
                )
            )
            url, user, password, where = own.ari_url, "court", own.password, own.sip_uri
        serving = asyncio.create_task(
            serve(
                url, user, password, render=prompts.files, on_call=on_call, on_end=prompts.forget,
                calls=settings.voice_calls, busy=busy,
                ready=lambda: print(f"voice line ready {where}", flush=True),
            )
        )  # fmt: skip
        preparing = asyncio.create_task(prompts.prepare(known_ahead(application)))
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        preparing.cancel()
    return 0


if __name__ == "__main__":
    sys.exit(main())
