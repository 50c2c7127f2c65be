"""Two machines of Asterisk and voice line behind Kamailio's dispatcher, one of them killed during calls.

Needs Debian's package `kamailio`. All of it on loopback. What must hold: calls on the machine that lives go
on, and each new call is answered, within two seconds, from the moment of the kill.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Times
from tests.telephone.caller import Caller, CallFailedError
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, write_content

CALLS = 12
AFTER = 20
SURE = 0.9
GREETING = "您好，这里是示范市人民法院诉讼服务电话。"
CONFIGURATION = """#!KAMAILIO
debug=0
log_stderror=yes
children=2
disable_tcp=yes
listen=udp:127.0.0.1:{port}
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "dispatcher.so"
modparam("dispatcher", "list_file", "{folder}/dispatcher.list")
modparam("dispatcher", "flags", 2)
modparam("dispatcher", "ds_ping_interval", 2)
modparam("dispatcher", "ds_probing_mode", 1)
modparam("dispatcher", "ds_ping_reply_codes", "class=2;class=3;class=4")
# A machine that says nothing for half a second is passed by.
modparam("tm", "fr_timer", 500)
modparam("tm", "fr_inv_timer", 10000)

request_route {{
    if (!mf_process_maxfwd_header("10")) {{ sl_send_reply("483", "Too Many Hops"); exit; }}
    if (has_totag() || is_method("CANCEL|ACK")) {{
        if (t_check_trans()) {{ t_relay(); }}
        exit;
    }}
    if (!is_method("INVITE")) {{ sl_send_reply("405", "Method Not Allowed"); exit; }}
    if (!ds_select_dst("1", "4")) {{ sl_send_reply("503", "Service Unavailable"); exit; }}
    t_on_failure("NEXT");
    if (!t_relay()) {{ sl_reply_error(); }}
}}

failure_route[NEXT] {{
    if (t_is_canceled()) {{ exit; }}
    # 603 is what an Asterisk says that is being stopped.
    if (t_check_status("408|500|502|503|504|603") && ds_next_dst()) {{
        t_on_failure("NEXT");
        t_relay();
    }}
}}
"""


def run() -> None:
    program = shutil.which("kamailio") or "/usr/sbin/kamailio"
    if not Path(program).exists():
        print("  not run: Debian's package kamailio is not installed")
        return
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scale-")))
        write_content(folder)
        nowhere = Backend("http://127.0.0.1:9")
        lines = [stack.enter_context(VoiceLineProgram(folder, nowhere)) for _ in range(2)]
        port = stack.enter_context(_kamailio(program, folder, [line.uri for line in lines]))
        asyncio.run(_calls(f"sip:12368@127.0.0.1:{port}", lines))


@contextlib.contextmanager
def _kamailio(program: str, folder: Path, uris: list[str]) -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    (folder / "dispatcher.list").write_text("".join(f"1 sip:{uri.partition('@')[2]} 0 0\n" for uri in uris))
    (folder / "kamailio.cfg").write_text(CONFIGURATION.format(port=port, folder=folder))
    with (folder / "kamailio.log").open("w") as log:
        process = subprocess.Popen(
            [program, "-DD", "-f", str(folder / "kamailio.cfg"), "-Y", str(folder)],
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)


async def _calls(uri: str, lines: list[VoiceLineProgram]) -> None:
    await _greeted(uri, lines)
    callers = [Caller(uri) for _ in range(CALLS)]
    await asyncio.gather(*(caller.__aenter__() for caller in callers))
    shares = [line.channels() for line in lines]
    print(f"  {CALLS} calls before: {shares[0]} and {shares[1]}")
    # Asterisk ends with the voice line that started it.
    os.kill(lines[0].pid, signal.SIGKILL)
    killed = time.monotonic()
    answered = [await _greeted(uri, lines[1:]) for _ in range(AFTER)]
    print(f"  {AFTER} calls after the kill, over {time.monotonic() - killed:.1f} s, each with the greeting")
    print(f"  INVITE to first sound  {Times.of(answered)}  longest {max(answered):.2f} s")
    living = [caller for caller in callers if caller._to[1] == _port(lines[1])]
    still = 0
    for caller in living:
        caller.skip()
        await caller.press("1")
        heard = await caller.hear(at_most=6)
        still += lines[1].likeness(heard, "开庭公告向所有人公开，不用密码。") > SURE
    print(f"  calls on the machine that lives: {len(living)}, answering keys after the kill: {still}")
    for caller in callers:
        await caller.__aexit__()


def _port(line: VoiceLineProgram) -> int:
    return int(line.uri.rpartition(":")[2])


async def _greeted(uri: str, lines: list[VoiceLineProgram]) -> float:
    async with Caller(uri) as call:
        first = await call.first_sound()
        heard = await call.hear(at_most=2.5)
        if first is None or max(line.likeness(heard, GREETING) for line in lines) < SURE:
            raise CallFailedError("the greeting was not heard")
        return first
