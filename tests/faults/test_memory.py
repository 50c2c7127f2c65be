"""After a visit neither what was typed nor what a case said stands in the memory of the program that
showed it: all of a real process's memory is searched, not only what Python still knows."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests

from sandbox.processes import Processes, python
from tests.faults.habits import Answered, Asked, HabitualBackend, Honest
from tests.faults.memory import found_in
from tests.kiosk.program import KioskProgram
from tests.shared.misbehaving import Behaviour
from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.telephone.waiting import becomes
from tests.world import Backend, write_content

NUMBER, PASSWORD = "2026000456", "135790"
ID_NUMBER, ITS_PASSWORD = "131082198001010018", "246810"
# Stands in the enforcement case, in nothing that is public, and in no other test.
ANSWER = "评估机构已经选定，预计"
# Parties whose names nothing else holds: the made-up ones of the demo stand in public notices too.
NAMES = {"张某": "夏侯标记", "李某": "澹台标记"}
# What a program needs to let go of a visit; longer than it ever takes.
LET_GO_SECONDS = 30.0


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    home = tmp_path / "machine"
    home.mkdir()
    write_content(home)
    return home


def left(pid: int, *markers: str) -> Mapping[str, int]:
    """What of a visit stands in memory once the program has let go of it."""
    until = time.monotonic() + LET_GO_SECONDS
    while (found := found_in(pid, markers)) and time.monotonic() < until:
        time.sleep(0.5)
    return found


@pytest.fixture
def named(backend: Backend) -> Iterator[Backend]:
    """The backend, where the parties have names of their own."""

    def rename(_: Asked, honest: Honest) -> Behaviour:
        told = honest()
        body = told.body
        for name, other in NAMES.items():
            body = body.replace(name.encode(), other.encode())
            body = body.replace(json.dumps(name)[1:-1].encode(), json.dumps(other)[1:-1].encode())
        return Answered(told.status, told.kind, body).behave()

    with HabitualBackend(backend.url) as between:
        address = between.address("named")
        between.spoil("named", "(GET|POST) /v1/(cases|sessions).*", rename)
        yield Backend(address)


@pytest.mark.window
def test_a_kiosk_forgets_a_visit(machine: Path, named: Backend, tmp_path: Path) -> None:
    kiosk = KioskProgram(tmp_path / "kiosk", machine, named)
    with kiosk as screen:
        for title in ("案件查询", "用身份证号", *ID_NUMBER, "查询密码", *ITS_PASSWORD, "查看我的案件"):
            screen.touch(title)
        screen.wait(lambda state: state["kind"] == "listing")
        screen.touch(f"{NAMES['张某']}与{NAMES['李某']}民间借贷纠纷")
        screen.wait(lambda state: state["kind"] == "article")
        assert set(found_in(kiosk.pid, NAMES.values())) == set(NAMES.values())
        screen.touch("我用完了")
        screen.wait(lambda state: state["kind"] == "home")
        assert left(kiosk.pid, ID_NUMBER, ITS_PASSWORD, *NAMES.values()) == {}
        for title in ("案件查询", "用查询码", *NUMBER, "查询密码", *PASSWORD, "查看我的案件"):
            screen.touch(title)
        screen.wait(lambda state: state["kind"] == "article")
        screen.touch("执行法官")
        screen.wait(lambda state: state["place"].startswith("/case/message"))
        # The search finds what is there while it is there.
        assert ANSWER in found_in(kiosk.pid, [ANSWER])
        screen.touch("我用完了")
        screen.wait(lambda state: state["kind"] == "home")
        assert left(kiosk.pid, PASSWORD, ANSWER, *NAMES.values()) == {}


def test_a_mobile_server_forgets_a_visit(machine: Path, named: Backend, tmp_path: Path) -> None:
    processes = Processes(tmp_path / "logs")
    given = {"COURT_BACKEND_URL": named.url}
    command = python("mobile_main.py", "--home", str(machine), "--port", "0")
    try:
        address = processes.start("mobile", command, given, r"mobile page ready (\S+)")[1]
        pid = processes.pid("mobile")
        with requests.Session() as phone:
            # Once wrong: what was typed is shown again, but for the password.
            for password in ("908172", ITS_PASSWORD):
                phone.post(f"{address}/case", {"number": ID_NUMBER, "password": password}, timeout=20)
            phone.post(f"{address}/end", timeout=20)
            phone.post(f"{address}/case", {"number": NUMBER, "password": PASSWORD}, timeout=20)
            assert ANSWER in phone.get(f"{address}/case/message", timeout=20).text
            assert NAMES["李某"] in phone.get(f"{address}/case", timeout=20).text
            phone.post(f"{address}/end", timeout=20)
        # Another person's page goes through the same buffers.
        requests.get(f"{address}/guides", timeout=20)
        assert left(pid, ID_NUMBER, ITS_PASSWORD, PASSWORD, "908172", ANSWER, *NAMES.values()) == {}
    finally:
        processes.stop()


@pytest.mark.telephone
async def test_a_voice_line_forgets_a_call(machine: Path, named: Backend) -> None:
    with VoiceLineProgram(machine, named, voice_key_wait_seconds=3) as line:
        async with Caller(line.uri) as call:
            await call.press(f"2{ID_NUMBER}#{ITS_PASSWORD}#")
            await call.hear(quiet=2, at_most=6)
        assert await becomes(lambda: line.channels() == 0)
        async with Caller(line.uri) as call:
            await call.press(f"2{NUMBER}#{PASSWORD}#")
            # The case is told with the names of its parties.
            assert await becomes(lambda: bool(found_in(line.pid, NAMES.values())))
            await call.hear(quiet=2, at_most=6)
        assert await becomes(lambda: line.channels() == 0)
        assert left(line.pid, ID_NUMBER, ITS_PASSWORD, PASSWORD, *NAMES.values()) == {}
        kept = b"".join(file.read_bytes() for file in line.home.rglob("*") if file.is_file())
        for secret in (ID_NUMBER, ITS_PASSWORD, PASSWORD, *NAMES.values()):
            assert secret.encode() not in kept
