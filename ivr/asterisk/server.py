"""An Asterisk of our own: its files in one folder, on loopback, started and stopped with the voice line.

For a court that runs an Asterisk already, docs/voice-line.md shows what to put into it instead.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

import jinja2
from pydantic import SecretStr

from shared.wiping import without_wiping

TEMPLATES = Path(__file__).with_name("templates")
HOST = "127.0.0.1"
NUMBER = "12368"
START_SECONDS = 20.0
STOP_SECONDS = 5.0
RTP_PORTS = 400
OPERATOR_SECONDS = 25


class AsteriskError(RuntimeError):
    """Asterisk did not start; the message says where its log is."""


class AsteriskServer:
    """``with AsteriskServer(launcher, folder) as asterisk``: inside it answers `sip_uri` and its ARI.

    `excuse` is the wav file, without its ending, that a caller hears when there is no voice line.
    """

    def __init__(
        self,
        launcher: Path,
        run: Path,
        *,
        excuse: Path,
        calls: int = 60,
        longest_call_seconds: int = 1800,
        operator_dial: str = "",
    ) -> None:
        self._launcher = launcher.absolute()
        # Unix sockets have short names, so the folder's must be short too.
        self._run = run.absolute()
        self._excuse = excuse
        self._calls = calls
        self._longest = longest_call_seconds
        self._operator_dial = operator_dial
        self._process: subprocess.Popen[bytes] | None = None
        self.sip_port = _free_port(socket.SOCK_DGRAM)
        self.http_port = _free_port(socket.SOCK_STREAM)
        self.password = SecretStr(secrets.token_urlsafe(24))

    @property
    def sip_uri(self) -> str:
        return f"sip:{NUMBER}@{HOST}:{self.sip_port}"

    @property
    def ari_url(self) -> str:
        return f"ws://{HOST}:{self.http_port}/ari/events"

    @property
    def log(self) -> Path:
        return self._run / "log" / "messages"

    def __enter__(self) -> AsteriskServer:
        self._write()
        self.start()
        return self

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, at the start or after it died, at the same addresses. Raises `AsteriskError`."""
        with (self._run / "output.log").open("wb") as output:
            self._process = subprocess.Popen(
                [
                    *_ends_with_us(),
                    str(self._launcher),
                    "-C",
                    str(self._run / "etc" / "asterisk.conf"),
                    "-f",
                    "-n",
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**without_wiping(os.environ), "HOME": str(self._run)},
                start_new_session=True,
            )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _write(self) -> None:
        shutil.rmtree(self._run, ignore_errors=True)
        for name in ("etc", "lib", "log", "spool/recording"):
            (self._run / name).mkdir(parents=True)
        tree = _tree(self._launcher)
        # A call has two, and one that has just ended keeps them for a while.
        ports = max(RTP_PORTS, 4 * self._calls)
        rtp_first = 20_000 + secrets.randbelow(32_000 // ports) * ports
        values = {
            "run": self._run,
            "modules": _modules(tree),
            "data": tree / "usr/share/asterisk",
            "sip_port": self.sip_port,
            "http_port": self.http_port,
            "ari_password": self.password.get_secret_value(),
            "rtp_first": rtp_first,
            "rtp_last": rtp_first + ports - 1,
            "calls": self._calls,
            "longest_call_seconds": self._longest,
            "excuse": self._excuse,
            "operator_dial": self._operator_dial,
            "operator_seconds": OPERATOR_SECONDS,
        }
        reader = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)  # noqa: S701
        for template in TEMPLATES.glob("*.conf"):
            file = self._run / "etc" / template.name
            file.write_text(reader.from_string(template.read_text()).render(values))
            file.chmod(0o600)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process is not None and self._process.poll() is not None:
                break
            if self._booted():
                return
            time.sleep(0.05)
        raise AsteriskError(f"Asterisk did not start; see {self._run}/output.log and {self.log}")

    def _booted(self) -> bool:
        """Whether ARI answers at all: 401 without a password is an answer."""
        try:
            with socket.create_connection((HOST, self.http_port), timeout=1) as connection:
                connection.sendall(b"GET /ari/applications HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return connection.recv(64).startswith(b"HTTP/1.1 401")
        except OSError:
            return False


def _ends_with_us() -> list[str]:
    """What makes Asterisk end even when this program is killed outright (of util-linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _tree(launcher: Path) -> Path:
    """The root that Asterisk's own files lie under: unpacked beside the launcher, or the system's."""
    unpacked = launcher.parent / "root"
    return unpacked if unpacked.is_dir() else Path("/")


def _modules(tree: Path) -> Path:
    found = sorted(tree.glob("usr/lib/*/asterisk/modules"))
    return found[0] if found else tree / "usr/lib/asterisk/modules"


def _free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])
