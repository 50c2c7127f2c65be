"""What a party reads of a case: the made-up case, and what was sent about it since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox.cases import DemoCase
from sandbox.http import Problem, unknown
from sandbox.inbox import Inbox
from sandbox.pages import PageImages
from sandbox.sms import Sms

COURT = "示范市人民法院"


class Reading:
    def __init__(self, inbox: Inbox, sms: Sms, images: PageImages, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._sms = sms
        self._images = images
        self._clock = clock

    def case(self, case: DemoCase) -> dict[str, Any]:
        return {**case.case, "as_of": self._clock().isoformat()}

    def steps(self, case: DemoCase) -> dict[str, Any]:
        confirmed = {
            each["target"]: each["received_at"] for each in self._inbox.sent("confirmation", case.id)
        }
        services = [
            {**each, "state": "served", "served_on": confirmed[each["id"]][:10]}
            if each["id"] in confirmed
            else each
            for each in case.steps["services"]
        ]
        return {**case.steps, "services": services}

    def recordings(self, case: DemoCase) -> dict[str, Any]:
        """The latest request for each recording; a staff answer grants it."""
        asked = {each["target"]: each for each in self._inbox.sent("recording", case.id)}
        listed = []
        for each in case.recordings:
            request = asked.get(each["id"])
            listed.append(
                {
                    **each,
                    "request": {
                        "made_at": request["received_at"],
                        "state": "granted" if request["answer"] else "received",
                        "answer": request["answer"]["text"] if request["answer"] else "",
                    }
                    if request
                    else None,
                }
            )
        return {"recordings": listed}

    def enforcement(self, case: DemoCase) -> dict[str, Any]:
        if case.enforcement is None:
            raise unknown()
        return case.enforcement

    def messages(self, case: DemoCase) -> dict[str, Any]:
        if case.enforcement is None:
            raise Problem(404, "unknown", "the case is not in enforcement")
        new = [
            {
                "receipt": each["receipt"], "written_at": each["received_at"],
                "text": each["content"]["text"],
                "attachments": len(each["content"]["attachments"]), "answer": each["answer"],
            }
            for each in self._inbox.sent("message", case.id)
        ]  # fmt: skip
        return {"messages": [*case.messages, *new]}

    def page(self, case: DemoCase, document: str, page: int) -> bytes:
        for each in case.documents:
            if each["id"] == document and each["viewable"] and 1 <= page <= each["pages"]:
                return self._images.png(COURT, case.number, each["title"], page, each["pages"])
        raise unknown()
