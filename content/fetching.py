"""Fetching a publication's files: over HTTP, or from a folder (a memory stick, a share)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests
from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient import FetcherInterface

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
# One file at most, however slowly it drips; a snapshot comes in parts that a slow line takes in this time.
FILE_SECONDS = 600.0
_CHUNK = 64 * 1024

Heard = Callable[[int], None]


class HttpFetcher(FetcherInterface):
    """Over HTTP, with time limits; a redirect is not followed: the address is the court's own."""

    def __init__(self, heard: Heard) -> None:
        self._heard, self._session = heard, requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        self._session.close()

    def _fetch(self, url: str) -> Iterator[bytes]:
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


class FolderFetcher(FetcherInterface):
    """From a folder."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def close(self) -> None:
        """Nothing stays open."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            with Path(unquote(urlsplit(url).path)).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    self._heard(len(chunk))
                    yield chunk
        except FileNotFoundError as error:
            raise DownloadHTTPError("no such file", 404) from error
        except OSError as error:
            raise DownloadError("cannot be read") from error
