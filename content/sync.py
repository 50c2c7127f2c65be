"""Syncing: the newest publication, verified with TUF, into this machine's store in one transaction.

What is fetched is the change since the version that is here; where the change logs do not lead on from it,
a snapshot. Whatever goes wrong, the machine goes on with what it has, and the next sync starts afresh.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError
from securesystemslib.exceptions import StorageError
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, TargetFile, Timestamp
from tuf.ngclient import Updater, UpdaterConfig

from content.applying import OtherContentError, apply_changes, apply_snapshot
from content.fetching import FolderFetcher, HttpFetcher
from content.files import write_whole
from content.progress import Progress, silent
from content.publication import FORMAT, INDEX, Index, NewerPublicationError, PublicationError
from content.publish import SMALL
from content.reader import Publication
from content.records import COURT_ZONE
from content.store import Store
from content.sync_log import Trouble

_ROOT_LENGTH = 512_000
_FILE_LENGTH = 1_000_000_000
_PINNED = "trusted_root.json"
_WAIT_SECONDS = 30.0
_ABOUT_A_FILE = frozenset({Trouble.REFUSED, Trouble.MISSING, Trouble.UNREACHABLE})
_log = logging.getLogger(__name__)


class SyncError(Exception):
    """The content stays as it was; the text says why, in a clerk's words. `file` is the one at which it was
    found, without its hash; empty where it is about none."""

    def __init__(self, trouble: Trouble, file: str = "") -> None:
        super().__init__(f"{trouble}（文件：{file}）" if file else str(trouble))
        self.trouble, self.file = trouble, file


@dataclass(frozen=True, slots=True)
class Synced:
    """`changed` is False when this version was there already. `fetched` counts bytes."""

    version: int
    records: int
    changed: bool
    fetched: int = 0


def sync(
    store: Store, source: str, home: Path, root: Path | None = None, progress: Progress = silent
) -> Synced:
    """Bring the publication at `source` (http address or folder) into the store. SyncError: nothing changed.

    The root of trust is pinned at the first sync, from `root` or from the source itself, in
    ``trusted_root.json``; later roots must be signed by it. A second sync at the same time waits for the
    first.
    """
    run: _Sync | None = None
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home):
            run = _Sync(store, source, home, root, progress)
            try:
                return run.run()
            finally:
                run.close()
    except (ExpiredMetadataError, DownloadError, RepositoryError, PublicationError, ValidationError) as error:
        trouble = _trouble(error)
        file = run.asked if run is not None and trouble in _ABOUT_A_FILE else ""
        _log.warning("publication not taken: %s (%s) at %s", trouble.name, type(error).__name__, file or "-")
        raise SyncError(trouble, file) from error
    except (OSError, StorageError, sqlite3.Error) as error:
        raise SyncError(Trouble.DISK_FULL if _is_full(error) else Trouble.NOT_WRITTEN) from error


def _trouble(error: Exception) -> Trouble:
    match error:
        case ExpiredMetadataError():
            return Trouble.EXPIRED
        case DownloadLengthMismatchError():  # longer than was signed
            return Trouble.REFUSED
        case DownloadHTTPError():
            return Trouble.MISSING
        case DownloadError():
            return Trouble.UNREACHABLE
        case NewerPublicationError():
            return Trouble.NEWER
    return Trouble.REFUSED


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One sync at a time on a machine. The lock ends with its process, however that ends."""
    with (home / "sync.lock").open("w") as lock:
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise SyncError(Trouble.BUSY) from error
                time.sleep(0.1)
        yield


class _Sync:
    """One sync under way."""

    def __init__(self, store: Store, source: str, home: Path, root: Path | None, progress: Progress) -> None:
        self._store, self._home, self._progress = store, home, progress
        self._fetched = self._wanted = 0
        if urlsplit(source).scheme in ("http", "https"):
            self._base = source.rstrip("/")
            self._fetcher: HttpFetcher | FolderFetcher = HttpFetcher(self._heard)
        else:
            folder = Path(source).resolve()
            if not folder.is_dir():
                raise SyncError(Trouble.NO_FOLDER)
            self._base, self._fetcher = folder.as_uri(), FolderFetcher(self._heard)
        self._metadata, self._parts = home / "sync", home / "sync-parts"
        self._trusted = self._root_of_trust(root)
        self._clear_up()
        self._updater = Updater(
            str(self._metadata),
            f"{self._base}/metadata/",
            str(self._parts),
            f"{self._base}/targets/",
            self._fetcher,
            UpdaterConfig(root_max_length=_ROOT_LENGTH),
            bootstrap=self._trusted,
        )

    @property
    def asked(self) -> str:
        """The file that was asked for last."""
        return self._fetcher.asked

    def close(self) -> None:
        self._fetcher.close()

    def run(self) -> Synced:
        self._updater.refresh()
        index = self._index()
        here = self._store.published()
        if here is not None and index.version < here.version:
            raise PublicationError("older than what is here")
        goal = Publication(index.version, index.published_at, index.digest, self._valid_until())
        same = here is not None and (here.version, here.digest) == (index.version, index.digest)
        try:
            if same and not self._store.has_unpublished():
                self._pin()
                self._store.set_published(goal, index.confirmed)
            else:
                self._bring_up_to(index, goal)
        finally:
            # A large transaction's log is given back to the disk, all the more when it did not fit.
            self._store.give_back_space()
        shutil.rmtree(self._parts, ignore_errors=True)
        return Synced(index.version, index.records, not same, self._fetched)

    def _index(self) -> Index:
        data = self._fetch([INDEX], _ROOT_LENGTH)[0].read_bytes()
        index = Index.model_validate_json(data)
        if index.format != FORMAT:
            raise NewerPublicationError("another format")
        return index

    def _valid_until(self) -> datetime:
        timestamp = Metadata[Timestamp].from_file(str(self._metadata / "timestamp.json"))
        return timestamp.signed.expires.astimezone(COURT_ZONE)

    def _bring_up_to(self, index: Index, goal: Publication) -> None:
        here, logs = self._store.published(), None
        if here is not None and here.digest and not self._store.has_unpublished():
            logs = self._logs(index, here.version)
        if here is not None and logs is not None:
            try:
                apply_changes(self._store, logs, here, index, goal, self._progress)
                return
            except OtherContentError:
                _log.warning("the change logs do not go on from what is here: taking the snapshot")
        whole = index.snapshot
        after = index.changes(whole.version)
        if after is None:
            raise PublicationError("no way from the snapshot to the newest version")
        parts = self._fetch(whole.names(), _FILE_LENGTH)
        logs = self._fetch(after, _FILE_LENGTH)
        self._pin()
        apply_snapshot(self._store, parts, logs, index, goal, self._progress)

    def _logs(self, index: Index, version: int) -> list[Path] | None:
        """The logs from here on; None where there are none, or the snapshot is the shorter way."""
        names = index.changes(version)
        if names is None:
            return None
        targets = [self._updater.get_targetinfo(name) for name in names]
        length = sum(target.length for target in targets if target is not None)
        if None in targets or length > max(index.snapshot.packed, SMALL) * 2:
            return None
        try:
            return self._fetch(names, _FILE_LENGTH)
        except DownloadHTTPError:
            _log.warning("a change log is missing: taking the snapshot")
            return None

    # -- fetching

    def _fetch(self, names: list[str], longest: int) -> list[Path]:
        """Signed files. What an earlier sync fetched before it broke off is not fetched again."""
        found: list[tuple[TargetFile, Path]] = []
        for name in names:
            target = self._updater.get_targetinfo(name)
            if target is None or target.length > longest:
                raise PublicationError("a file is missing or too long")
            found.append((target, self._parts / target.hashes["sha256"]))
        self._parts.mkdir(exist_ok=True)
        self._wanted += sum(target.length for target, _ in found)
        for target, path in found:
            if self._updater.find_cached_target(target, str(path)) is None:
                self._updater.download_target(target, str(path))
        return [path for _, path in found]

    def _heard(self, number: int) -> None:
        self._fetched += number
        self._progress("下载", self._fetched, max(self._wanted, self._fetched))

    # -- what is trusted

    def _root_of_trust(self, root: Path | None) -> bytes:
        pinned = self._home / _PINNED
        if pinned.exists():
            return pinned.read_bytes()
        # Metadata seen under another root is of no use under this one.
        shutil.rmtree(self._metadata, ignore_errors=True)
        if root is None:
            return self._fetcher.download_bytes(f"{self._base}/metadata/1.root.json", _ROOT_LENGTH)
        try:
            return root.read_bytes()
        except OSError as error:
            raise SyncError(Trouble.NO_ROOT) from error

    def _pin(self) -> None:
        """Only a root that vouched for a whole publication is pinned."""
        pinned = self._home / _PINNED
        if not pinned.exists():
            write_whole(pinned, self._trusted)

    def _clear_up(self) -> None:
        """What a sync that was killed left behind."""
        self._metadata.mkdir(parents=True, exist_ok=True)
        for left in self._metadata.glob("tmp*"):
            left.unlink(missing_ok=True)
        for left in self._home.glob(f".{_PINNED}.part"):
            left.unlink(missing_ok=True)
