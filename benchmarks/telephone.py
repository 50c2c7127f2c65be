"""An Asterisk with three menus that play the same sounds: the voice line's, its own dialplan's, FastAGI's."""

from __future__ import annotations

import asyncio
import re
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ivr.asterisk.server import AsteriskServer
from ivr.line import Utterance
from ivr.prompts import Prompts, pieces, sound_name
from sandbox.processes import Processes, python
from shared.speech.sound import for_telephone
from shared.speech.voice import Voice
from tests.telephone.audio import Samples, read_wav
from tests.telephone.program import ASTERISK
from tests.world import NOW, write_content

MAIN = "主菜单。"
HEARINGS = "开庭公告。"
# Long enough that a key always cuts it short.
FILLER = "开庭公告，请按一。案件查询，请按二。诉讼指南，请按三。法院信息，请按四。找工作人员请按零。"
DIALPLAN = """
[court]
exten => dialplan,1,Answer()
 same => n,Goto(peer,*,1)
exten => agi,1,Answer()
 same => n,AGI(agi://127.0.0.1:{port})
 same => n,Hangup()

[peer]
exten => *,1,Background({main}&{filler})
 same => n,WaitExten(6)
 same => n,Hangup()
exten => 1,1,Background({hearings}&{filler})
 same => n,WaitExten(6)
 same => n,Hangup()
"""


class AsteriskWithPeers(AsteriskServer):
    """The voice line's own configuration, and the peers' menus beside it."""

    peers = ""

    def _write(self) -> None:
        super()._write()
        with (self._run / "etc/extensions.conf").open("a") as dialplan:
            dialplan.write(self.peers)
        with (self._run / "etc/modules.conf").open("a") as modules:
            modules.write("load = res_speech.so\nload = res_agi.so\n")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


@dataclass(frozen=True)
class Menus:
    """The three menus; `main` and `hearings` are what each plays first after * and after 1."""

    asterisk: AsteriskWithPeers
    worker: int
    agi: int
    uris: dict[str, str]
    main: dict[str, Samples]
    hearings: dict[str, Samples]
    home: Path

    def cpu(self) -> tuple[float, float]:
        """CPU seconds that Asterisk, and the programs that lead calls, have used so far."""
        return _cpu_seconds(self.asterisk.pid), _cpu_seconds(self.worker) + _cpu_seconds(self.agi)

    def settle(self) -> None:
        """Wait until the voice line has spoken all that is known ahead."""
        kept, before = self.home / "prompts" / "kept", -1
        while (count := len(list(kept.glob("*.wav")))) != before:
            before = count
            time.sleep(3)


def _cpu_seconds(pid: int) -> float:
    """Of all its threads, to the nanosecond (clock_getcpuclockid(3)); /proc tells no more than 10 ms."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


@contextmanager
def menus(calls: int = 60) -> Iterator[Menus]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="menus-")))
        write_content(home)
        sounds = asyncio.run(_sounds(home))
        port = _free_port()
        asterisk = AsteriskWithPeers(
            ASTERISK, home / "asterisk", excuse=sounds["main"].with_suffix(""), calls=calls + 5
        )
        asterisk.peers = DIALPLAN.format(
            port=port, **{name: file.with_suffix("") for name, file in sounds.items()}
        )
        stack.enter_context(asterisk)
        processes = Processes(home / "logs")
        stack.callback(processes.stop)
        processes.start(
            "agi", python("-m", "benchmarks.fastagi", str(port), *(str(sounds[name].with_suffix(""))
                          for name in ("main", "hearings", "filler"))), {}, r"ready",
        )  # fmt: skip
        processes.start(
            "line",
            python("-m", "tests.programs", "telephone", "--now", NOW.isoformat()),
            {
                "COURT_HOME": str(home),
                "COURT_BACKEND_URL": "http://127.0.0.1:9",
                "COURT_ARI_URL": asterisk.ari_url,
                "COURT_ARI_PASSWORD": asterisk.password.get_secret_value(),
                "COURT_VOICE_CALLS": str(calls),
            },
            r"voice line ready",
        )
        agi, worker = processes.pid("agi"), processes.pid("line")
        kept = home / "prompts" / "kept"
        sound = {text: read_wav(kept / sound_name(*pieces(text, "zh-CN")[0])) for text in (MAIN, HEARINGS)}
        played = dict.fromkeys(("voice line", "dialplan", "FastAGI"), sound)
        yield Menus(
            asterisk, worker, agi,
            {"voice line": asterisk.sip_uri}
            | {name: re.sub(r"sip:\d+@", f"sip:{user}@", asterisk.sip_uri)
               for name, user in (("dialplan", "dialplan"), ("FastAGI", "agi"))},
            {name: sounds[MAIN] for name, sounds in played.items()},
            {name: sounds[HEARINGS] for name, sounds in played.items()},
            home,
        )  # fmt: skip


async def _sounds(home: Path) -> dict[str, Path]:
    """The first sounds of both menus, in the voice line's own cache: all three play the same files."""
    voice = Voice()
    prompts = Prompts(home / "prompts", voice)
    try:
        found = {}
        for name, text in (("main", MAIN), ("hearings", HEARINGS)):
            found[name] = (await prompts.files(Utterance(text, "zh-CN"), ""))[0]
        filler = home / "filler.wav"
        await asyncio.to_thread(voice.render, FILLER, "zh-CN", home / "speech.wav")
        for_telephone(home / "speech.wav", filler)
        return {**found, "filler": filler}
    finally:
        voice.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])
