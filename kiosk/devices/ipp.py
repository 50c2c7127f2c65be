"""A printer by the Internet Printing Protocol (RFC 8011): a queue of CUPS, or any IPP Everywhere printer.

CUPS on this machine (``ipp://localhost/printers/NAME``) is what most courts want: it has the drivers. It is
to keep no jobs (``PreserveJobFiles No``, docs/kiosk.md), so that nothing of a case stays in its spool.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any

from pyipp import IPP
from pyipp.enums import IppOperation, IppStatus
from pyipp.exceptions import IPPError

from kiosk.devices.printer import Condition
from shared.logs import incident

_log = logging.getLogger(__name__)
_STATE_SECONDS = 4
_SEND_SECONDS = 30
# A slow printer warms up for half a minute and prints ten pages a minute.
_LONGEST_SECONDS = 150.0
_LOOK_AGAIN_SECONDS = 0.5
# printer-state and job-state, RFC 8011 5.4.11 and 5.3.7.
_STOPPED = 5
_CANCELED, _ABORTED, _COMPLETED = 7, 8, 9
_LEVEL = re.compile(r"\blevel=(-?\d+)")
_AT_LEAST_ONE = -3
_NO_PAPER = ("media-empty", "media-needed")
_OFFLINE = ("shutdown", "timed-out", "connecting-to-device", "offline", "paused", "moving-to-paused")
_TROUBLE = (
    "media-jam", "cover-open", "door-open", "interlock-open", "toner-empty", "marker-supply-empty",
    "output-area-full", "input-tray-missing", "fuser-over-temp", "stopped-partly",
)  # fmt: skip


class IppPrinter:
    """`uri` is ``ipp://HOST[:PORT]/PATH`` or ``ipps://…``, with a certificate that this machine trusts.

    `patience` is how long in seconds a job may be hindered: the last sheet of the tray still comes out.
    """

    def __init__(self, uri: str, patience: float = 10.0) -> None:
        self._uri, self._patience = uri, patience

    def condition(self) -> Condition:
        try:
            return asyncio.run(self._condition())
        except (IPPError, OSError, ValueError):
            return Condition.OFFLINE

    def print(self, pdf: bytes, stop: threading.Event, *, anyway: bool = False) -> Condition:
        try:
            return asyncio.run(self._print(pdf, stop, anyway))
        except (IPPError, OSError, ValueError) as error:
            incident(_log, "printing", error)
            return Condition.OFFLINE

    def _connection(self, seconds: int) -> IPP:
        return IPP(host=self._uri, request_timeout=seconds, verify_ssl=True)

    async def _condition(self) -> Condition:
        async with self._connection(_STATE_SECONDS) as printer:
            return await _state(printer)

    async def _print(self, pdf: bytes, stop: threading.Event, anyway: bool) -> Condition:
        async with self._connection(_SEND_SECONDS) as printer:
            condition = await _state(printer)
            if stop.is_set() or not (condition is Condition.READY or anyway):
                return condition
            answer = await printer.execute(
                IppOperation.PRINT_JOB,
                {
                    "operation-attributes-tag": {
                        "requesting-user-name": "kiosk",
                        # Shown in the queue and in CUPS's own log: says nothing of what is printed.
                        "job-name": "court-kiosk",
                        "document-format": "application/pdf",
                    },
                    "job-attributes-tag": {"media": "iso_a4_210x297mm"},
                    "data": pdf,
                },
            )
            job = int(_first(answer, "jobs")["job-id"])
            try:
                condition = await _printed(printer, job, stop, self._patience)
            except BaseException:
                await _cancel(printer, job)
                raise
            if condition is not Condition.READY:
                await _cancel(printer, job)
            return condition


async def _state(printer: IPP) -> Condition:
    answer = await printer.execute(
        IppOperation.GET_PRINTER_ATTRIBUTES,
        {
            "operation-attributes-tag": {
                "requested-attributes": [
                    "printer-state",
                    "printer-state-reasons",
                    "printer-is-accepting-jobs",
                    "printer-input-tray",
                    "device-uri",
                ]
            }
        },
    )
    state = _first(answer, "printers")
    condition = condition_of(_many(state, "printer-state-reasons"), _many(state, "printer-input-tray"))
    device = state.get("device-uri") or ""
    if condition is not Condition.READY and device.startswith(("ipp://", "ipps://")):
        return await _device_state(device, condition)
    if condition is Condition.READY:
        if state.get("printer-is-accepting-jobs") is False:
            return Condition.OFFLINE
        if state.get("printer-state") == _STOPPED:
            return Condition.TROUBLE
    return condition


async def _device_state(device: str, told: Condition) -> Condition:
    """A queue of CUPS learns of its printer only while a job runs: after a job was taken back it still says
    that there is no paper. So the printer itself is asked; `told` stands where it cannot be."""
    try:
        async with IPP(host=device, request_timeout=_STATE_SECONDS, verify_ssl=True) as printer:
            return await _state(printer)
    except (IPPError, OSError, ValueError):
        return told


def condition_of(reasons: Iterable[str], trays: Iterable[str] = ()) -> Condition:
    """What printer-state-reasons come to (RFC 8011 5.4.12), with printer-input-tray (PWG 5100.13 5.6.12).

    A report or a warning still prints. But printers tell of an empty tray at any severity, and some of an
    empty by-pass: it counts as long as no tray is known to hold paper.
    """
    given = tuple(reasons)
    hindering = [one.removesuffix("-error") for one in given if not one.endswith(("-report", "-warning"))]
    if any(one.startswith(_OFFLINE) for one in hindering):
        return Condition.OFFLINE
    empty = any(one.startswith(_NO_PAPER) for one in given)
    if any(one.startswith(_NO_PAPER) for one in hindering) or (empty and not any(map(_holds_paper, trays))):
        return Condition.NO_PAPER
    return Condition.TROUBLE if any(one.startswith(_TROUBLE) for one in hindering) else Condition.READY


def _holds_paper(tray: str) -> bool:
    """``level`` counts sheets; -3 is at least one, -2 is not known."""
    found = _LEVEL.search(tray)
    return found is not None and (int(found[1]) > 0 or int(found[1]) == _AT_LEAST_ONE)


def _many(state: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """An attribute that has one value or several."""
    value = state.get(name) or ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


async def _printed(printer: IPP, job: int, stop: threading.Event, patience: float) -> Condition:
    """Look until the job is over, or the printer hinders it for longer than `patience`."""
    begun = time.monotonic()
    hindered_since: float | None = None
    while (now := time.monotonic()) - begun < _LONGEST_SECONDS and not stop.is_set():
        state = await _job_state(printer, job)
        if state == _COMPLETED:
            return Condition.READY
        condition = await _state(printer)
        if state in (_ABORTED, _CANCELED):
            return Condition.TROUBLE if condition is Condition.READY else condition
        if condition is Condition.READY:
            hindered_since = None
        else:
            hindered_since = now if hindered_since is None else hindered_since
            if now - hindered_since >= patience:
                return condition
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    return Condition.TROUBLE


async def _job_state(printer: IPP, job: int) -> int:
    """A job that was taken and is known no more is over: CUPS may be told to forget jobs at once."""
    try:
        answer = await printer.execute(
            IppOperation.GET_JOB_ATTRIBUTES,
            {"operation-attributes-tag": {"job-id": job, "requested-attributes": ["job-state"]}},
        )
    except IPPError as error:
        told = error.args[1] if len(error.args) > 1 else {}
        if isinstance(told, dict) and told.get("status-code") == IppStatus.ERROR_NOT_FOUND:
            return _COMPLETED
        raise
    return int(_first(answer, "jobs")["job-state"])


async def _cancel(printer: IPP, job: int) -> None:
    try:
        await printer.execute(
            IppOperation.CANCEL_JOB,
            {"operation-attributes-tag": {"job-id": job, "requesting-user-name": "kiosk"}},
        )
    except (IPPError, OSError, ValueError) as error:
        incident(_log, "cancelling a print job", error)


def _first(answer: Mapping[str, Any], group: str) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = answer.get(group) or []
    if not found:
        raise ValueError(f"no {group} in the printer's answer")
    return found[0]
