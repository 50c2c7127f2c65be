"""Publishing: what this machine holds, as a signed folder that others sync from (`content.publication`).

Each version is a change log from the version before. A snapshot is made anew when there is none to go on
from, when the logs since the last have grown to a share of it, and when something was withdrawn: then no
file is kept that ever held it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from content import journal
from content.check import open_findings
from content.keys import KeyProblemError
from content.policy import BY_LAW, Policy
from content.progress import Progress, silent
from content.publication import (
    CHANGES_PRESET,
    FORMAT,
    INDEX,
    PART_BYTES,
    SNAPSHOT_PRESET,
    Index,
    LinesWriter,
    Tally,
    Whole,
    changes_head,
    changes_name,
    record_line,
    removal_line,
)
from content.reader import Publication
from content.signing import Repository
from content.store import Store, Writing

MOST_LOGS = 30
# A snapshot that is no larger is made with every version: nobody waits for it.
SMALL = 1_000_000
_LOGS_SHARE = 0.25


class PublishError(Exception):
    """Nothing was published; the text says why, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class Published:
    """`changed` is False when the records are those of the version before: only the signatures are new.
    `put` and `removed` count the changes; None where a whole snapshot was compared instead."""

    version: int
    records: int
    changed: bool
    put: int | None = None
    removed: int | None = None


def publish(
    store: Store,
    out: Path,
    keys: Path,
    now: datetime,
    progress: Progress = silent,
    policy: Policy = BY_LAW,
) -> Published:
    """Write the publication to `out`. OSError: it cannot be written; PublishError: there is nothing."""
    if store.published() is None and not any(store.counts().values()):
        raise PublishError("还没有导入内容，没有可以发布的。")
    if found := open_findings(store, now.date(), progress, policy):
        raise PublishError(f"有 {len(found)} 处不得公布的个人信息，没有发布；请运行 findings 逐条处理。")
    try:
        with (
            store.transaction(now) as writing,
            TemporaryDirectory(prefix="publish-", dir=keys.parent) as made,
        ):
            repository = Repository(keys, out, now)
            done = _Publishing(store, writing, repository, Path(made), now, progress).run()
            repository.copy_to(out)
    except KeyProblemError as problem:
        raise PublishError(f"{problem}。") from problem
    return done


class _Publishing:
    """One publication under way, within the store's transaction."""

    def __init__(
        self,
        store: Store,
        writing: Writing,
        repository: Repository,
        folder: Path,
        now: datetime,
        progress: Progress,
    ) -> None:
        self._store, self._conn, self._repository = store, writing.conn, repository
        self._folder, self._now, self._progress = folder, now, progress
        self._old = self._old_index()
        self._made: dict[str, Path] = {}
        self._purge = journal.to_purge(self._conn)

    def run(self) -> Published:
        published = self._store.published()
        old, put, removed = self._old, None, None
        if old is not None and published is not None and published.digest == old.digest:
            tally, put, removed = self._changes(old)
        else:
            tally = self._count()
        changed = old is None or tally.digest != old.digest
        index = self._index(tally, put is not None) if changed else self._confirmed()
        self._sign(index)
        publication = Publication(index.version, index.published_at, index.digest)
        self._store.set_published(publication, {})
        journal.all_purged(self._conn)
        return Published(index.version, index.records, changed, put, removed)

    def _old_index(self) -> Index | None:
        data = self._repository.read(INDEX)
        try:
            index = Index.model_validate_json(data) if data is not None else None
        except ValidationError:
            return None
        return index if index is not None and index.format == FORMAT else None

    def _next_version(self) -> int:
        known = (self._store.version(), self._old.version if self._old else self._repository.number)
        return max(known) + 1

    def _changes(self, old: Index) -> tuple[Tally, int, int]:
        """Write the log of what changed since the last publication; its tally and what it counts."""
        tally, put, removed = Tally(old.digest, old.records), 0, 0
        name = changes_name(self._next_version())
        log = LinesWriter(self._folder / "changes", CHANGES_PRESET)
        log.write(changes_head(self._next_version()))
        for one in journal.unpublished(self._conn):
            if one.published is not None:
                tally.take(record_line(one.kind, one.published, one.number))
            if one.now is not None:
                line = record_line(one.kind, one.now, one.number)
                tally.add(line)
                put += 1
            else:
                line = removal_line(one.kind, one.id, one.lang)
                removed += 1
            log.write(line)
        log.close()
        if put or removed:
            self._made[name] = log.path
        return tally, put, removed

    def _lines(self) -> Iterator[str]:
        total = sum(self._store.counts().values())
        for done, (kind, body, number) in enumerate(self._store.numbered_bodies(), start=1):
            if done % 1_000 == 0 or done == total:
                self._progress("整理", done, total)
            yield record_line(kind.record_kind, body, number)

    def _count(self) -> Tally:
        tally = Tally()
        for line in self._lines():
            tally.add(line)
        return tally

    def _index(self, tally: Tally, has_log: bool) -> Index:
        """The index of a new version. `has_log`: a change log leads to it from the version before."""
        version = self._next_version()
        since = self._since(version, has_log)
        whole = self._kept_snapshot(since, has_log) or self._snapshot(version)
        return Index(
            format=FORMAT,
            version=version,
            published_at=self._now,
            confirmed=self._store.confirmed(),
            digest=tally.digest,
            records=tally.records,
            snapshot=whole,
            since=since,
        )

    def _confirmed(self) -> Index:
        assert self._old is not None  # noqa: S101 - without one, everything is a change
        return self._old.model_copy(update={"confirmed": self._store.confirmed()})

    def _since(self, version: int, has_log: bool) -> int:
        """From which version on change logs are kept."""
        if not has_log or self._old is None:
            return version
        if self._purge:
            return version - 1
        first, lengths = version - 1, 0
        most = max(self._old.snapshot.packed, SMALL) * 2
        while first > max(self._old.since, version - MOST_LOGS):
            lengths += self._length(changes_name(first))
            if lengths > most:
                break
            first -= 1
        return first

    def _kept_snapshot(self, since: int, has_log: bool) -> Whole | None:
        """The old snapshot, where it still serves."""
        if self._old is None or not has_log or self._purge:
            return None
        whole = self._old.snapshot
        if whole.packed <= SMALL or whole.version < since:
            return None
        logs = sum(self._length(name) for name in self._old.changes(whole.version) or ())
        logs += sum(path.stat().st_size for path in self._made.values())
        missing = any(name not in self._repository.targets for name in whole.names())
        return None if missing or logs > whole.packed * _LOGS_SHARE else whole

    def _length(self, name: str) -> int:
        target = self._repository.targets.get(name)
        return int(target.length) if target else 0

    def _snapshot(self, version: int) -> Whole:
        parts: list[LinesWriter] = []
        for line in self._lines():
            if not parts or parts[-1].length > PART_BYTES:
                if parts:
                    parts[-1].close()
                parts.append(LinesWriter(self._folder / f"part-{len(parts)}", SNAPSHOT_PRESET))
            parts[-1].write(line)
        if not parts:  # everything was taken away
            parts.append(LinesWriter(self._folder / "part-0", SNAPSHOT_PRESET))
        parts[-1].close()
        whole = Whole(
            version=version,
            parts=len(parts),
            bytes=sum(part.length for part in parts),
            packed=sum(part.path.stat().st_size for part in parts),
        )
        self._made.update(zip(whole.names(), (part.path for part in parts), strict=True))
        return whole

    def _sign(self, index: Index) -> None:
        wanted = {*index.snapshot.names(), *(index.changes(index.since) or ())}
        made = {name: path for name, path in self._made.items() if name in wanted}
        data = index.model_dump_json().encode()
        self._repository.publish(data, made, wanted - made.keys(), purge=self._purge)
