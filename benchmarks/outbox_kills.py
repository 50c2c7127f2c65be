"""A backend killed a hundred times amid submissions: lost or doubled, beside sending without an outbox."""

from __future__ import annotations

import logging
import random
import threading
import time
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from shared.cases.sending import Kind
from shared.receipts import new_receipt
from tests.faults.kills import KilledBackend, kill_during_submissions
from tests.world import NOW

KILLS = 100


def run() -> None:
    # Every try that fails is logged, and here nearly all of them are meant to.
    logging.disable(logging.WARNING)
    with TemporaryDirectory(prefix="kills-") as folder:
        fate = kill_during_submissions(Path(folder), KILLS)
    print(
        f"  outbox          {fate.handed_in} handed in of {len(fate.kinds)} kinds, {fate.lost} lost, "
        f"{fate.twice} twice, {fate.given_up} texts given up as too late, {KILLS} kills"
    )
    with TemporaryDirectory(prefix="kills-") as folder:
        handed_in, lost, twice = _without_outbox(Path(folder), KILLS)
    print(f"  requests alone  {handed_in} handed in, {lost} lost, {twice} twice, {KILLS} kills")


def _without_outbox(folder: Path, kills: int) -> tuple[int, int, int]:
    """What a program has that posts once and tries a second time, with a new key, when there is no answer."""
    chance = random.Random(1)
    backend = KilledBackend(folder)
    backend.start()
    texts: list[str] = []
    stop = threading.Event()

    def post(text: str) -> bool:
        body = {
            "receipt": new_receipt(), "written_at": NOW.isoformat(),
            "origin": {"face": "kiosk", "terminal": "test", "language": "zh-CN"},
            "content": {"subject": "other", "text": text, "name": "", "telephone": "", "attachments": []},
        }  # fmt: skip
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        try:
            reply = requests.post(f"{backend.url}/v1/complaints", json=body, headers=headers, timeout=2)
        except requests.RequestException:
            return False
        return reply.status_code == 201

    def hand_in() -> None:
        while not stop.is_set():
            texts.append(f"complaint {len(texts)}")
            if not post(texts[-1]):
                post(texts[-1])
            time.sleep(0.05)

    person = threading.Thread(target=hand_in)
    person.start()
    for _ in range(kills):
        time.sleep(chance.uniform(0.02, 0.25))
        backend.kill()
        backend.start()
    stop.set()
    person.join()
    listed = requests.get(f"{backend.url}/counter/sent?kind={Kind.COMPLAINT}", timeout=10).json()["sent"]
    backend.kill()
    court = [each["content"]["text"] for each in listed]
    return len(texts), sum(text not in court for text in texts), sum(court.count(text) > 1 for text in texts)
