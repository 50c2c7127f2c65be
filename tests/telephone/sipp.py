"""Calls by SIPp (Debian's sip-tester): a caller that somebody else wrote.

SIPp's own success is of signalling alone. So a call here presses keys that make the line end it: * at the
main menu, and a mark for the question that follows. Only where both keys were taken does it say good-bye.
"""

from __future__ import annotations

import csv
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
SIPP = shutil.which("sipp") or "/usr/bin/sipp"
# As long as any of the calls may take, in seconds.
DEADLINE = 120

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="caller">
  <send retrans="500"><![CDATA[
    INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:sipp@[local_ip]:[local_port]>;tag=[pid]t[call_number]
    To: <sip:[service]@[remote_ip]:[remote_port]>
    Call-ID: [call_id]
    CSeq: 1 INVITE
    Contact: <sip:sipp@[local_ip]:[local_port]>
    Max-Forwards: 70
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=sipp 1 1 IN IP4 [local_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [auto_media_port] RTP/AVP 8 96
    a=rtpmap:8 PCMA/8000
    a=rtpmap:96 telephone-event/8000
    a=fmtp:96 0-15
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="486" optional="true" next="1"/>
  <recv response="503" optional="true" next="1"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
    ACK [next_url] SIP/2.0
    [last_Via:]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
"""
_ENDED = """  <send next="2"><![CDATA[
    SIP/2.0 200 OK
    [last_Via:]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0

  ]]></send>
"""
_REFUSED = """  <label id="1"/>
  <send><![CDATA[
    ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <label id="2"/>
</scenario>
"""


def _event(key: str) -> str:
    return f'  <nop><action><exec play_dtmf="{key}"/></action></nop>\n'


def _info(key: str) -> str:
    return f"""  <send retrans="500"><![CDATA[
    INFO [next_url] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:sipp@[local_ip]:[local_port]>;tag=[pid]t[call_number]
    [last_To:]
    Call-ID: [call_id]
    CSeq: [cseq] INFO
    Max-Forwards: 70
    Content-Type: application/dtmf-relay
    Content-Length: [len]

    Signal={key}
    Duration=160
  ]]></send>
  <recv response="200"/>
"""


def _ending(keys: list[str]) -> str:
    pressed = "".join(f'  <pause milliseconds="1500"/>\n{key}' for key in keys)
    return f'{_HEAD}{pressed}  <recv request="BYE" timeout="20000"/>\n{_ENDED}{_REFUSED}'


# Keys as RFC 4733 events, and in SIP INFO.
BY_EVENTS = _ending([_event("*"), _event("1")])
BY_INFO = _ending([_info("*"), _info("1")])
# Listens for four seconds: who hears by then that the line is busy was hung up on.
LISTENS = (
    f'{_HEAD}  <recv request="BYE" timeout="4000" ontimeout="3"/>\n{_ENDED}'
    """  <label id="3"/>
  <send retrans="500"><![CDATA[
    BYE [next_url] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    From: <sip:sipp@[local_ip]:[local_port]>;tag=[pid]t[call_number]
    [last_To:]
    Call-ID: [call_id]
    CSeq: 2 BYE
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <recv response="200" next="2"/>
""" + _REFUSED
)


@dataclass(frozen=True)
class Calls:
    """How many calls went as the scenario says, how many of them were refused or ended by the line, and how
    many went otherwise."""

    right: int
    refused: int
    ended: int
    failed: int
    errors: str


def call(uri: str, scenario: str, *, calls: int, a_second: float, at_once: int = 1000) -> Calls:
    """`calls` calls to `uri`, so many a second."""
    user, _, where = uri.removeprefix("sip:").partition("@")
    with tempfile.TemporaryDirectory(prefix="sipp-") as name:
        folder = Path(name)
        (folder / "scenario.xml").write_text(scenario)
        subprocess.run(
            [
                SIPP, where, "-s", user, "-sf", "scenario.xml", "-i", HOST, "-mi", HOST,
                "-p", str(_free_port()), "-mp", str(_free_port()), "-nostdin",
                "-m", str(calls), "-r", str(a_second), "-l", str(at_once), "-timeout", str(DEADLINE),
                "-trace_stat", "-stf", "stat.csv", "-fd", "1", "-trace_counts", "-trace_err",
                "-error_file", "errors.log",
            ],
            cwd=folder, capture_output=True, check=False, timeout=DEADLINE + 30,
        )  # fmt: skip
        errors = folder / "errors.log"
        counts = _last_row(next(folder.glob("*_counts.csv")))
        stat = _last_row(folder / "stat.csv")
        return Calls(
            int(stat["SuccessfulCall(C)"]),
            sum(int(value) for name, value in counts.items() if name.endswith(("_486_Recv", "_503_Recv"))),
            sum(int(value) for name, value in counts.items() if name.endswith("_BYE_Recv")),
            int(stat["FailedCall(C)"]),
            errors.read_text(errors="replace") if errors.is_file() else "",
        )


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1]) & ~1


def _last_row(file: Path) -> dict[str, str]:
    with file.open() as lines:
        return list(csv.DictReader(lines, delimiter=";"))[-1]
