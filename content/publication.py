"""What a publication consists of: a signed folder that any web server can carry.

``metadata/`` holds TUF metadata, ``targets/`` the files that it vouches for:

- `INDEX` says what the newest version is;
- ``snapshots/<version>/<part>.jsonl.xz`` hold every record of one version, a record a line, in parts;
- ``changes/<version>.jsonl.xz`` leads from the version before to this one: a first line that says so, then
  what was put and what was removed.

A record's line is canonical, so that the same record is the same bytes on every machine, and a `Tally` over
the lines tells whether two machines hold the same records.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from content.numbers import FIRST_NUMBER
from content.records import Record, kind_named

INDEX = "index.json"
FORMAT = 3
# Guards against a publisher gone wrong, far above any court's content.
MOST_BYTES = 8_000_000_000
LONGEST_LINE = 8_000_000
# A snapshot's part, unpacked: small enough to be fetched again after a line broke off.
PART_BYTES = 32_000_000
SNAPSHOT_PRESET, CHANGES_PRESET = 0, 6


class PublicationError(Exception):
    """A publication that is signed but cannot be used."""


class NewerPublicationError(PublicationError):
    """It holds what this program is too old to know."""


class Whole(BaseModel):
    """A snapshot: every record of one version."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = Field(ge=1, description="Version whose records it holds.")
    parts: int = Field(ge=1, le=10_000, description="Number of its files.")
    bytes: int = Field(ge=0, le=MOST_BYTES, description="Length of all of them, unpacked.")
    packed: int = Field(ge=0, le=MOST_BYTES, description="Length of all of them, as they are fetched.")

    def names(self) -> list[str]:
        return [f"snapshots/{self.version:06d}/{part:04d}.jsonl.xz" for part in range(1, self.parts + 1)]


class Index(BaseModel):
    """The newest version, and what leads to it: a snapshot, and change logs from `since` + 1 on."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = Field(description="Format of index, snapshots and change logs.")
    version: int = Field(ge=1, description="Number of the version, counted up by one.")
    published_at: AwareDatetime = Field(description="When this version was made.")
    confirmed: dict[str, AwareDatetime] = Field(description="To when the records of each kind are true.")
    digest: str = Field(pattern=r"^[0-9a-f]{64}$", description="`Tally` over the records of this version.")
    records: int = Field(ge=0, description="Number of records of this version.")
    snapshot: Whole = Field(description="The snapshot, of this version or an earlier one.")
    since: int = Field(ge=0, description="Version that the oldest change log begins from.")

    def changes(self, version: int) -> list[str] | None:
        """The change logs from `version` to the newest; None where they do not reach back that far."""
        if not self.since <= version <= self.version:
            return None
        return [changes_name(number) for number in range(version + 1, self.version + 1)]


def changes_name(version: int) -> str:
    return f"changes/{version:06d}.jsonl.xz"


def record_line(kind: str, body: str, number: int | None) -> str:
    """A record as it is published, without the end of the line: its canonical JSON, and before it the number
    that it is dialled by, where it has one."""
    numbered = "" if number is None else f'"number":{number},'
    return f'{{"kind":"{kind}",{numbered}"record":{body}}}'


class Tally:
    """A digest of a set of records that each put and each removal changes by itself: the sum of the SHA-256
    of their lines. It tells sets apart that differ by mistake; against malice stand the signatures."""

    def __init__(self, digest: str = "0" * 64, records: int = 0) -> None:
        self._sum, self.records = int(digest, 16), records

    def add(self, line: str) -> None:
        self._sum = (self._sum + _number(line)) % (1 << 256)
        self.records += 1

    def take(self, line: str) -> None:
        self._sum = (self._sum - _number(line)) % (1 << 256)
        self.records -= 1

    @property
    def digest(self) -> str:
        return f"{self._sum:064x}"


def _number(line: str) -> int:
    return int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")


@dataclass(frozen=True, slots=True)
class Put:
    """A record that is new or changed; `body` is its JSON as published, `number` what it is dialled by."""

    record: Record
    body: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Removal:
    kind: str
    id: str
    lang: str


class LinesWriter:
    """Writes a packed file of lines; `length` counts them unpacked, with their ends."""

    def __init__(self, path: Path, preset: int) -> None:
        self.path, self.length = path, 0
        self._file = lzma.open(path, "wb", preset=preset)  # noqa: SIM115 - closed by `close`

    def write(self, line: str) -> None:
        data = f"{line}\n".encode()
        self.length += len(data)
        self._file.write(data)

    def close(self) -> None:
        self._file.close()


def changes_head(version: int) -> str:
    return json.dumps({"from": version - 1, "to": version})


def removal_line(kind: str, id: str, lang: str) -> str:
    return json.dumps({"kind": kind, "remove": [id, lang]}, ensure_ascii=False)


def read_snapshot(files: list[Path], whole: Whole) -> Iterator[Put]:
    """Every record of a snapshot, checked one by one as it is read."""
    length = 0
    for file in files:
        for line in _lines(file, whole.bytes - length):
            length += len(line)
            change = _change(line)
            if not isinstance(change, Put):
                raise PublicationError("a snapshot that removes something")
            yield change


def read_changes(file: Path, version: int) -> Iterator[Put | Removal]:
    """What leads to `version` from the one before."""
    lines = _lines(file, MOST_BYTES)
    if next(lines, b"").decode("utf-8", "replace").rstrip("\n") != changes_head(version):
        raise PublicationError("changes between other versions than announced")
    for line in lines:
        yield _change(line)


def _lines(file: Path, most: int) -> Iterator[bytes]:
    length = 0
    try:
        with lzma.open(file) as packed:
            while line := packed.readline(LONGEST_LINE + 1):
                length += len(line)
                if length > most or len(line) > LONGEST_LINE:
                    raise PublicationError("longer than announced")
                yield line
    except (lzma.LZMAError, EOFError) as error:
        raise PublicationError("cannot be unpacked") from error


def _change(line: bytes) -> Put | Removal:
    try:
        plain: dict[str, Any] = json.loads(line)
        kind = kind_named(plain["kind"])
        if kind is None:
            raise NewerPublicationError("a kind of record that this program does not know")
        if "remove" in plain:
            id, lang = plain["remove"]
            return Removal(kind.record_kind, str(id), str(lang))
        # The text itself, not what a model would make of it: the tally is over the very bytes.
        number = plain.get("number")
        if number is not None and not (type(number) is int and FIRST_NUMBER <= number < 1 << 62):
            raise PublicationError("a line with a number that is none")
        head, text = record_line(kind.record_kind, "", number)[:-1], line.decode().rstrip("\n")
        if not (text.startswith(head) and text.endswith("}")):
            raise PublicationError("a line that is no record")
        body = text[len(head) : -1]
        return Put(kind.model_validate_json(body), body, number)
    except ValidationError as error:
        # A field added since this program was made is no damage.
        newer = any(problem["type"] == "extra_forbidden" for problem in error.errors())
        raise (NewerPublicationError if newer else PublicationError)("a record that is not valid") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PublicationError("a line that is no record") from error
