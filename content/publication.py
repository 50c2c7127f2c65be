"""What a publication consists of: a signed folder that any web server can carry.

``metadata/`` holds TUF metadata, ``targets/`` the files that it vouches for: `INDEX`, which says what the
newest version is, and one snapshot a version, gzip of JSON lines, a record a line. Change logs from version
to version fit in beside the snapshots: the index has a place for them.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from content.records import Record, kind_named
from content.store import canonical_json

INDEX = "index.json"
FORMAT = 1
# Far above any court's content; a guard against a publisher gone wrong.
MOST_BYTES = 2_000_000_000


class PublicationError(Exception):
    """A publication that is signed but cannot be used."""


class Index(BaseModel):
    """The newest version. `digest` is SHA-256 over the snapshot's lines, `bytes` their length unpacked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = Field(description="Format of index and snapshot.")
    version: int = Field(ge=1, description="Number of the version, counted up by one.")
    published_at: AwareDatetime = Field(description="When this version was made.")
    confirmed_at: AwareDatetime = Field(description="When the court last published, changed or not.")
    snapshot: str = Field(pattern=r"^snapshots/\d{6,}\.jsonl\.gz$", description="Target with all records.")
    digest: str = Field(description="What tells whether two versions have the same records.")
    bytes: int = Field(ge=0, le=MOST_BYTES, description="Length of the snapshot, unpacked.")
    records: int = Field(ge=0, description="Number of records.")
    changes: tuple[str, ...] = Field((), description="Change-log targets that lead to this version.")


def snapshot_name(version: int) -> str:
    return f"snapshots/{version:06d}.jsonl.gz"


def pack(records: Iterable[Record]) -> tuple[bytes, str, int, int]:
    """(gzip, digest, bytes unpacked, number): the same records give the same bytes."""
    digest, size, count = hashlib.sha256(), 0, 0
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for record in records:
            line = f'{{"kind":"{record.record_kind}","record":{canonical_json(record)}}}\n'.encode()
            digest.update(line)
            size += len(line)
            count += 1
            file.write(line)
    return packed.getvalue(), digest.hexdigest(), size, count


def unpack(packed: bytes, index: Index) -> Iterator[Record]:
    """Every record, checked. PublicationError for anything that is not as the index says."""
    digest, size, count = hashlib.sha256(), 0, 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            while line := file.readline(index.bytes - size + 1):
                size += len(line)
                if size > index.bytes:
                    raise PublicationError("longer than announced")
                digest.update(line)
                count += 1
                yield _record(line)
    except (OSError, EOFError, ValueError) as error:
        raise PublicationError(f"record {count + 1}") from error
    if (size, count, digest.hexdigest()) != (index.bytes, index.records, index.digest):
        raise PublicationError("other records than announced")


def _record(line: bytes) -> Record:
    plain = json.loads(line)
    kind = (
        kind_named(plain["kind"]) if isinstance(plain, dict) and isinstance(plain.get("kind"), str) else None
    )
    if kind is None:
        raise PublicationError("a kind of record that this program does not know")
    return kind.model_validate_json(json.dumps(plain.get("record")))


def index_bytes(index: Index) -> bytes:
    return index.model_dump_json(indent=1).encode()


def next_index(old: Index | None, version: int, now: datetime, packed: tuple[bytes, str, int, int]) -> Index:
    """The index of what is published now; the old version's number and moment where nothing changed."""
    _, digest, size, count = packed
    if old is not None and old.digest == digest and old.version >= version - 1:
        return old.model_copy(update={"confirmed_at": now})
    return Index(
        format=FORMAT,
        version=version,
        published_at=now,
        confirmed_at=now,
        snapshot=snapshot_name(version),
        digest=digest,
        bytes=size,
        records=count,
    )
