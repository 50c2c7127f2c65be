"""A court that publishes and machines that sync, each in a folder of its own; hearings by number."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from content.publish import Published, publish
from content.records import COURT_ZONE, Hearing
from content.store import Store
from content.sync import Synced, sync


def moment() -> datetime:
    """Now, as python-tuf takes the time of day from the machine's clock."""
    return datetime.now(COURT_ZONE).replace(microsecond=0)


def hearing(number: int, **changes: object) -> Hearing:
    day = datetime(2026, 11, 25, 9, 30, tzinfo=COURT_ZONE) + timedelta(minutes=number)
    plain: dict[str, object] = {
        "id": hashlib.sha256(str(number).encode()).hexdigest()[:12],
        "case_number": f"（2026）冀1082民初{number}号",
        "cause": "离婚纠纷",
        "parties": f"张某{number}、李某{number}",
        "starts_at": day,
        "courtroom": "第三法庭",
    }
    return Hearing.model_validate({**plain, **changes})


class Court:
    """The publishing side: `out` is its published folder, `keys` its keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.at(folder / "content.db")
        self.keys, self.out = folder / "keys", folder / "out"

    def put(self, *numbers: int, **changes: object) -> None:
        now = moment()
        with self.store.transaction(now):
            for number in numbers:
                self.store.put(hearing(number, **changes))
            self.store.confirm({"hearing": now})

    def publish(self, now: datetime | None = None) -> Published:
        return publish(self.store, self.out, self.keys, now or moment())

    def close(self) -> None:
        self.store.close()


class Machine:
    """A machine that syncs."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store.at(home / "content.db")

    def sync(self, source: Path | str, root: Path | None = None) -> Synced:
        return sync(self.store, str(source), self.home, root)

    def content(self) -> dict[tuple[str, str], str]:
        """What it holds: key → record as JSON."""
        return {(kind.record_kind, str(body)): str(body) for kind, body in self.store.bodies()}

    def found(self, words: str) -> int:
        return len(self.store.search(words, limit=1_000))

    def close(self) -> None:
        self.store.close()


def same_content(machine: Machine, court: Court) -> bool:
    """Whether the machine holds just what the court does: records, their table, what a search finds."""
    mine, theirs = machine.store, court.store
    return (
        list(mine.bodies()) == list(theirs.bodies())
        and mine.hearings.find(limit=10_000) == theirs.hearings.find(limit=10_000)
        and all(
            {hit.id for hit in mine.search(words, limit=500)}
            == {hit.id for hit in theirs.search(words, limit=500)}
            for words in ("民初12", "张某31", "第一法庭", "lm2")
        )
    )
