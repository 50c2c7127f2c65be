"""How this machine is: what the staff's page tells. No secret and nobody's data is in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content.sync_log import SyncState, read_state
from kiosk.devices.backlight import Backlight
from kiosk.devices.printer import Condition
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.errors import LastTroubles, Trouble
from shared.application import Application
from shared.showing import show
from shared.words import Words

_GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class State:
    """A moment's findings. `as_of` is the age of the hearings, which change most often."""

    since: datetime
    terminal: str
    version: int
    records: int
    as_of: datetime | None
    valid_until: datetime | None
    sync: SyncState
    can_update: bool
    backend: bool
    printer: Condition
    sound: bool
    headphones: bool
    brightness: int | None
    disk_free: int
    disk_whole: int
    waiting: int
    refused: int
    troubles: tuple[Trouble, ...]

    def content(self, words: Words) -> Mapping[str, str]:
        def moment(when: datetime | None) -> str:
            zone = self.since.tzinfo
            return show(when.astimezone(zone), words.language) if when else words("staff-kiosk.never")

        told = {
            "version": words("staff-kiosk.version-of", version=str(self.version), records=self.records),
            "as-of": moment(self.as_of),
            "synced": moment(self.sync.succeeded),
        }
        if self.valid_until is not None:
            told["valid-until"] = moment(self.valid_until)
        if self.sync.trouble is not None:
            told["sync-trouble"] = str(self.sync.trouble)
        return told

    def machine(self, words: Words) -> Mapping[str, str]:
        printer = words("staff-kiosk.ready" if self.printer is Condition.READY else f"print.{self.printer}")
        heard = words("staff-kiosk.ready" if self.sound else "staff-kiosk.sound-none")
        if self.headphones:
            heard = words("staff-kiosk.headphones")
        told = {
            "backend": words("staff-kiosk.up" if self.backend else "staff-kiosk.down"),
            "outbox": words("staff-kiosk.waiting", waiting=self.waiting, refused=self.refused),
            "printer-state": printer,
            "sound-state": heard,
            "disk": words(
                "staff-kiosk.free",
                free=f"{self.disk_free / _GIGABYTE:.1f}",
                share=str(round(100 * self.disk_free / self.disk_whole)),
            ),
        }
        if self.brightness is not None:
            told["brightness"] = f"{self.brightness}%"
        return told


@dataclass(frozen=True, slots=True)
class Equipped:
    """The parts that are asked how they are. `since` is when the program started."""

    since: datetime
    printing: PrintDesk
    read_aloud: ReadAloud
    backlight: Backlight
    troubles: LastTroubles

    def state(self, application: Application) -> State:
        """Asks all of them; takes as long as the backend's deadline at most."""
        parts, settings = application.parts, application.parts.settings
        content = parts.content
        published, disk = content.published(), shutil.disk_usage(settings.home)
        self.printing.wait(self.printing.refresh)
        return State(
            since=self.since,
            terminal=settings.terminal,
            version=content.version(),
            records=sum(content.counts().values()),
            as_of=content.as_of("hearing"),
            valid_until=published.valid_until if published else None,
            sync=read_state(settings.home),
            can_update=bool(settings.kiosk_content_source),
            backend=parts.cases.healthy(),
            printer=self.printing.condition,
            sound=self.read_aloud.may_say(private=False),
            headphones=self.read_aloud.may_say(private=True),
            brightness=self.backlight.level(),
            disk_free=disk.free,
            disk_whole=disk.total,
            waiting=len(parts.outbox.waiting()),
            refused=len(parts.outbox.refused()),
            troubles=self.troubles.newest_first(),
        )
