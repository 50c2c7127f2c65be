"""How syncing goes on this machine: the last success, and the trouble since, if any.

The file has one length for good and is written in place: noting that the disk is full needs no room on it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

_LENGTH = 512
_FILE = "sync-state.json"
# A trouble that goes on is told again after this long.
REMIND = timedelta(days=1)


class Trouble(StrEnum):
    """Why a sync changed nothing. The value is what staff read."""

    EXPIRED = "发布的内容已过有效期，未同步；本机内容不变，请法院重新发布。"
    UNREACHABLE = "连不上发布地址，未同步；本机内容不变。"
    MISSING = "发布地址上没有所需的文件，未同步；本机内容不变，请核对地址。"
    REFUSED = "发布的内容未通过签名或者完整性检查，未同步；本机内容不变。请告知管理员。"
    NEWER = "发布的内容来自更新的程序，未同步；本机内容不变，请升级本机程序。"
    NO_FOLDER = "没有这个文件夹，未同步；本机内容不变。"
    NO_ROOT = "根文件不能读取，未同步；本机内容不变。"
    BUSY = "另一个同步正在进行，本次未同步。"
    DISK_FULL = "本机磁盘空间不足，未同步；本机内容不变，腾出空间后会自动继续。"
    NOT_WRITTEN = "本机写入失败，未同步；本机内容不变。"


@dataclass(frozen=True, slots=True)
class SyncState:
    """`since` is when the trouble began, `told` when staff were last told of it."""

    succeeded: datetime | None = None
    trouble: Trouble | None = None
    since: datetime | None = None
    told: datetime | None = None


def read_state(home: Path) -> SyncState:
    """What is known; nothing where no sync ever ended here."""
    try:
        plain = json.loads((home / _FILE).read_text(encoding="utf-8"))
        name = plain["trouble"]
        return SyncState(
            _moment(plain["succeeded"]),
            Trouble[name] if name else None,
            _moment(plain["since"]),
            _moment(plain["told"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return SyncState()


def note_end(home: Path, trouble: Trouble | None, now: datetime) -> bool:
    """Note how a sync ended; whether staff must be told: a new trouble, or a day after it was last told."""
    before = read_state(home)
    if trouble is None:
        _write(home, SyncState(succeeded=now))
        return False
    same = trouble is before.trouble
    tell = not (same and before.told is not None and now - before.told < REMIND)
    since = before.since if same else now
    _write(home, SyncState(before.succeeded, trouble, since, now if tell else before.told))
    return tell


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _write(home: Path, state: SyncState) -> None:
    plain = {
        "succeeded": state.succeeded.isoformat() if state.succeeded else "",
        "trouble": state.trouble.name if state.trouble else "",
        "since": state.since.isoformat() if state.since else "",
        "told": state.told.isoformat() if state.told else "",
    }
    data = json.dumps(plain).encode().ljust(_LENGTH)
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = home / _FILE
        with file.open("r+b" if file.exists() else "wb") as handle:
            handle.write(data)
    except OSError:
        return  # the sync itself has said what is wrong
