"""Bringing a store from the version that it holds to another, in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from content.progress import Progress
from content.publication import (
    Index,
    PublicationError,
    Put,
    Removal,
    Tally,
    read_changes,
    read_snapshot,
    record_line,
)
from content.reader import Publication
from content.records import Record
from content.store import Store

_STEP = 1_000


class OtherContentError(Exception):
    """The change logs lead to other records than those published: what was here was not their beginning."""


def apply_changes(
    store: Store, files: list[Path], here: Publication, index: Index, goal: Publication, progress: Progress
) -> None:
    """Follow the logs from the version `here` on. Raises `OtherContentError`, PublicationError: no change."""
    tally = Tally(here.digest, sum(store.counts().values()))
    with store.transaction():
        _follow(store, files, here.version, tally, None, progress)
        if (tally.digest, tally.records) != (index.digest, index.records):
            raise OtherContentError
        store.set_published(goal, index.confirmed)


def apply_snapshot(
    store: Store, parts: list[Path], logs: list[Path], index: Index, goal: Publication, progress: Progress
) -> None:
    """Whatever is here: the snapshot's records, then the logs after it. PublicationError: no change."""
    with store.transaction() as writing:
        seen = _Seen(writing.conn) if any(store.counts().values()) else None
        done, new = 0, _New(store)
        for done, change in enumerate(read_snapshot(parts, index.snapshot), start=1):
            if seen is None:
                new.put(change)
            else:
                _put(store, change, None, seen)
            if done % _STEP == 0:
                progress("写入", done, max(index.records, done))
        new.write()
        progress("写入", done, done)
        _follow(store, logs, index.snapshot.version, None, seen, progress)
        if seen is not None:
            for kind, id, lang in seen.others():
                store.discard(kind, id, lang)
            seen.close()
        tally = Tally()
        for kind_of, body, number in store.numbered_bodies():
            tally.add(record_line(kind_of.record_kind, body, number))
        if (tally.digest, tally.records) != (index.digest, index.records):
            raise PublicationError("other records than announced")
        store.set_published(goal, index.confirmed)


def _follow(
    store: Store,
    files: list[Path],
    version: int,
    tally: Tally | None,
    seen: _Seen | None,
    progress: Progress,
) -> None:
    for number, file in enumerate(files, start=version + 1):
        for change in read_changes(file, number):
            if isinstance(change, Put):
                _put(store, change, tally, seen)
            else:
                _remove(store, change, tally, seen)
        progress("更新", number - version, len(files))


def _put(store: Store, change: Put, tally: Tally | None, seen: _Seen | None) -> None:
    kind, (id, lang) = change.record.record_kind, change.record.key
    if seen is not None:
        seen.add(kind, id, lang)
    old, number = store.body(kind, id, lang), store.numbers.of(kind, id)
    if (old, number) == (change.body, change.number):
        return
    if tally is not None:
        if old is not None:
            tally.take(record_line(kind, old, number))
        tally.add(record_line(kind, change.body, change.number))
    store.receive(change.record, change.body, change.number)


def _remove(store: Store, change: Removal, tally: Tally | None, seen: _Seen | None) -> None:
    if seen is not None:
        seen.remove(change.kind, change.id, change.lang)
    old = store.body(change.kind, change.id, change.lang)
    if old is None:
        return
    if tally is not None:
        tally.take(record_line(change.kind, old, store.numbers.of(change.kind, change.id)))
    store.discard(change.kind, change.id, change.lang)


class _New:
    """Records for an empty store, written some hundred of a kind at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kind = ""
        self._waiting: dict[tuple[str, str], tuple[Record, str, int | None]] = {}

    def put(self, change: Put) -> None:
        if change.record.record_kind != self._kind or len(self._waiting) >= _STEP:
            self.write()
            self._kind = change.record.record_kind
        self._waiting[change.record.key] = (change.record, change.body, change.number)

    def write(self) -> None:
        self._store.receive_new(tuple(self._waiting.values()))
        self._waiting.clear()


class _Seen:
    """Keys that the publication holds, in a table that is no part of the database: a million fit."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        conn.execute("DROP TABLE IF EXISTS temp.seen")
        conn.execute(
            """CREATE TEMP TABLE seen (kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
               PRIMARY KEY (kind, id, lang)) WITHOUT ROWID"""
        )

    def add(self, *key: str) -> None:
        self._conn.execute("INSERT OR IGNORE INTO temp.seen VALUES (?, ?, ?)", key)

    def remove(self, *key: str) -> None:
        self._conn.execute("DELETE FROM temp.seen WHERE (kind, id, lang) = (?, ?, ?)", key)

    def others(self) -> list[tuple[str, str, str]]:
        """Keys of records that the publication does not hold."""
        return self._conn.execute(
            """SELECT kind, id, lang FROM records
               WHERE NOT EXISTS (SELECT 1 FROM temp.seen s WHERE (s.kind, s.id, s.lang)
                                 = (records.kind, records.id, records.lang))"""
        ).fetchall()

    def close(self) -> None:
        self._conn.execute("DROP TABLE temp.seen")
