"""The configuration for a court's own Asterisk is taken by a real one, and lets the trunk in alone."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from ivr.asterisk import server
from ivr.asterisk.court import Values, write
from ivr.asterisk.server import AsteriskServer
from tests.telephone.caller import Caller, CallFailedError
from tests.telephone.knocking import SENT
from tests.telephone.program import ASTERISK

pytestmark = pytest.mark.telephone


class CourtsAsterisk(AsteriskServer):
    """Reads the court's files in place of its own."""

    trunk = "127.0.0.1"

    def _write(self) -> None:
        super()._write()
        folder = self._run.parent
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=court",
             "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
            check=True, capture_output=True,
        )  # fmt: skip
        self.tls_port = server._free_port(socket.SOCK_STREAM)
        tree = server._tree(self._launcher)
        values = Values(
            trunk_host=self.trunk, sip_address="127.0.0.1", sip_port=self.sip_port, tls_port=self.tls_port,
            certificate=folder / "cert.pem", key=folder / "key.pem", authority=folder / "cert.pem",
            verify_client=False, srtp=False, excuse=str(folder / "excuse"), http_port=self.http_port,
            run=self._run, modules=server._modules(tree), data=tree / "usr/share/asterisk",
            ari_password=self.password,
        )  # fmt: skip
        write(values, self._run / "etc")


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="own-") as name:
        yield Path(name)


async def test_it_loads_and_the_trunk_may_call(folder: Path) -> None:
    with CourtsAsterisk(ASTERISK, folder / "a", excuse=folder / "excuse") as asterisk:
        assert "ERROR" not in "".join(
            line for line in asterisk.log.read_text().splitlines() if "pjsip" in line or "pbx" in line
        )
        # There is no voice line here: Asterisk answers with its excuse and ends the call.
        async with Caller(asterisk.sip_uri) as call:
            await call.hear(at_most=1, patience=2)
        context = ssl.create_default_context(cafile=folder / "cert.pem")
        context.check_hostname = False

        def shake() -> str | None:
            address = ("127.0.0.1", asterisk.tls_port)
            with socket.create_connection(address, 5) as plain, context.wrap_socket(plain) as secure:
                return secure.version()

        assert (await asyncio.to_thread(shake) or "") >= "TLSv1.2"


async def test_who_is_not_the_trunk_is_refused(folder: Path) -> None:
    asterisk = CourtsAsterisk(ASTERISK, folder / "a", excuse=folder / "excuse")
    asterisk.trunk = "192.0.2.1"
    with asterisk, pytest.raises(CallFailedError):
        async with Caller(asterisk.sip_uri):
            pass


def test_values_that_could_break_out_of_a_file_are_refused() -> None:
    files = {"certificate": "/c", "key": "/k", "authority": "/a", "excuse": "/e"}
    for wrong in ({"trunk_host": "x\nallow=all"}, {"operator": "1,2)&System(x"}, {"excuse": "/a&/b"}):
        with pytest.raises(ValidationError):
            Values.model_validate({"trunk_host": "192.0.2.1", **files, **wrong})


def test_a_flood_from_the_trunk_is_held_back_and_nobody_else_comes_through(tmp_path: Path) -> None:
    values = Values(
        trunk_host="127.0.0.1", certificate=tmp_path / "c", key=tmp_path / "k", authority=tmp_path / "a",
        excuse="/excuse",
    )  # fmt: skip
    write(values, tmp_path)
    done = subprocess.run(
        ["unshare", "--net", "--map-root-user", sys.executable, "-m", "tests.telephone.knocking",
         str(tmp_path / "nftables.conf"), str(values.sip_port)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    trunk, stranger = map(int, done.stdout.split())
    assert 0 < trunk < SENT / 2
    assert stranger == 0
