"""Fetching a publication's files: over HTTP, or from a folder (a memory stick, a share)."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import requests
from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.ngclient import FetcherInterface

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
# One file at most, however slowly it drips; a snapshot comes in parts that a slow line takes in this time.
FILE_SECONDS = 600.0
_CHUNK = 64 * 1024

Heard = Callable[[int], None]


def file_name(url: str) -> str:
    """What staff know a file of a publication by: its name without the hash before it."""
    return re.sub(r"^[0-9a-f]{64}\.", "", unquote(urlsplit(url).path).rpartition("/")[2])


class HttpFetcher(FetcherInterface):
    """Over HTTP, with time limits; a redirect is not followed: the address is the court's own. `asked` is the
    file that was asked for last."""

    def __init__(self, heard: Heard) -> None:
        self.asked = ""
        self._heard, self._session = heard, requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        self._session.close()

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.asked = file_name(url)
        wait = (CONNECT_SECONDS, READ_SECONDS)
        plain = {"Accept-Encoding": "identity"}
        until = time.monotonic() + FILE_SECONDS
        try:
            with self._session.get(
                url, stream=True, timeout=wait, allow_redirects=False, headers=plain
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise DownloadHTTPError("no such file", answer.status_code)
                for chunk in answer.iter_content(_CHUNK):
                    if time.monotonic() > until:
                        raise DownloadError("too slow")
                    self._heard(len(chunk))
                    yield chunk
        except requests.RequestException as error:
            raise DownloadError("no answer") from error


def _regular(path: str) -> BinaryIO:
    """The file, opened. A pipe or a device in its place, or a folder, is refused: it would be waited for, or
    read, without end. Raises OSError, and `RepositoryError` for what is no file."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise RepositoryError("no file") from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise RepositoryError("no file")
    return os.fdopen(handle, "rb")


class FolderFetcher(FetcherInterface):
    """From a folder. `asked` is the file that was asked for last."""

    def __init__(self, heard: Heard) -> None:
        self.asked = ""
        self._heard = heard

    def close(self) -> None:
        """Nothing stays open."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.asked = file_name(url)
        try:
            with _regular(unquote(urlsplit(url).path)) as file:
                while chunk := file.read(_CHUNK):
                    self._heard(len(chunk))
                    yield chunk
        except FileNotFoundError as error:
            raise DownloadHTTPError("no such file", 404) from error
        except OSError as error:
            raise DownloadError("cannot be read") from error
