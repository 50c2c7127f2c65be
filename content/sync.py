"""Syncing: the newest publication, verified with TUF, into this machine's store in one transaction."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import requests
from pydantic import ValidationError
from tuf.api.exceptions import DownloadError, DownloadHTTPError, ExpiredMetadataError, RepositoryError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from content.publication import FORMAT, INDEX, Index, PublicationError, unpack
from content.records import Record
from content.store import Store

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
_CHUNK = 64 * 1024
_ROOT_LENGTH = 512_000
_SNAPSHOT_LENGTH = 1_000_000_000
_PINNED = "trusted_root.json"
_log = logging.getLogger(__name__)


class SyncError(Exception):
    """The content stays as it was; the text says why, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class Synced:
    """`changed` is False when this version was there already."""

    version: int
    records: int
    changed: bool


def sync(store: Store, source: str, home: Path, root: Path | None = None) -> Synced:
    """Bring the publication at `source` (http address or folder) into the store. SyncError: nothing changed.

    The root of trust is pinned at the first sync, from `root` or from the source itself, in
    ``trusted_root.json``; later roots must be signed by it.
    """
    base, fetcher = _fetcher(source)
    try:
        trusted = _trusted_root(home, root, base, fetcher)
        with TemporaryDirectory(prefix="sync-", dir=home) as folder:
            index, packed = _download(home, trusted, base, fetcher, Path(folder), store.version())
        _pin(home, trusted)
        if packed is None:
            store.set_published(index.version, index.confirmed_at)
            return Synced(index.version, index.records, changed=False)
        _apply(store, index, packed)
    except ExpiredMetadataError as error:
        raise SyncError("发布的内容已过有效期，未同步；请法院重新发布。") from error
    except DownloadError as error:
        raise SyncError("连不上发布地址，未同步；本机内容不变。") from error
    except (RepositoryError, PublicationError, ValidationError) as error:
        _log.warning("publication refused: %s", type(error).__name__)
        raise SyncError("发布的内容未通过签名或者完整性检查，未同步；本机内容不变。") from error
    except (OSError, sqlite3.Error) as error:
        raise SyncError("本机写入失败，未同步；本机内容不变。") from error
    return Synced(index.version, index.records, changed=True)


def _fetcher(source: str) -> tuple[str, FetcherInterface]:
    if urlsplit(source).scheme in ("http", "https"):
        return source.rstrip("/"), _HttpFetcher()
    folder = Path(source).resolve()
    if not folder.is_dir():
        raise SyncError(f"没有这个文件夹：{source}")
    return folder.as_uri(), _FolderFetcher()


def _trusted_root(home: Path, root: Path | None, base: str, fetcher: FetcherInterface) -> bytes:
    pinned = home / _PINNED
    if pinned.exists():
        return pinned.read_bytes()
    home.mkdir(parents=True, exist_ok=True)
    # Metadata seen under another root is of no use under this one.
    shutil.rmtree(home / "sync", ignore_errors=True)
    if root is not None:
        return root.read_bytes()
    return fetcher.download_bytes(f"{base}/metadata/1.root.json", _ROOT_LENGTH)


def _pin(home: Path, root: bytes) -> None:
    """Only a root that vouched for a whole publication is pinned."""
    pinned = home / _PINNED
    if not pinned.exists():
        part = pinned.with_suffix(".part")
        part.write_bytes(root)
        part.replace(pinned)


def _download(
    home: Path, trusted: bytes, base: str, fetcher: FetcherInterface, folder: Path, version: int
) -> tuple[Index, bytes | None]:
    """The index and the packed records; None for those when `version` is the newest."""
    metadata = home / "sync"
    metadata.mkdir(parents=True, exist_ok=True)
    updater = Updater(
        str(metadata),
        f"{base}/metadata/",
        str(folder),
        f"{base}/targets/",
        fetcher,
        UpdaterConfig(root_max_length=_ROOT_LENGTH),
        bootstrap=trusted,
    )
    updater.refresh()
    index = Index.model_validate_json(_target(updater, INDEX, folder, _ROOT_LENGTH))
    if index.format != FORMAT or index.version < version:
        raise PublicationError("another format, or older than what is here")
    if index.version == version:
        return index, None
    return index, _target(updater, index.snapshot, folder, _SNAPSHOT_LENGTH)


def _target(updater: Updater, name: str, folder: Path, longest: int) -> bytes:
    info = updater.get_targetinfo(name)
    if info is None or info.length > longest:
        raise PublicationError("a file is missing or too long")
    return Path(updater.download_target(info, str(folder / "target"))).read_bytes()


def _apply(store: Store, index: Index, packed: bytes) -> None:
    with store.transaction():
        kept: dict[str, set[tuple[str, str]]] = {kind: set() for kind in store.counts()}
        record: Record
        for record in unpack(packed, index):
            kept[record.record_kind].add(record.key)
            store.put(record)
        for kind, keys in kept.items():
            for id, lang in store.keys(kind) - keys:
                store.remove(kind, id, lang)
        store.set_published(index.version, index.confirmed_at)


class _HttpFetcher(FetcherInterface):
    """Over HTTP, with time limits; a redirect is not followed: the address is the court's own."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        wait = (CONNECT_SECONDS, READ_SECONDS)
        plain = {"Accept-Encoding": "identity"}
        try:
            with requests.get(url, stream=True, timeout=wait, allow_redirects=False, headers=plain) as answer:
                if answer.status_code != requests.codes.ok:
                    raise DownloadHTTPError("no such file", answer.status_code)
                yield from answer.iter_content(_CHUNK)
        except requests.RequestException as error:
            raise DownloadError("no answer") from error


class _FolderFetcher(FetcherInterface):
    """From a folder: a memory stick, a share."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            with Path(unquote(urlsplit(url).path)).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except FileNotFoundError as error:
            raise DownloadHTTPError("no such file", 404) from error
