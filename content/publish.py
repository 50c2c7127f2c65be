"""Publishing: all records of this machine as a signed folder under TUF metadata (python-tuf).

Roles root, targets, snapshot and timestamp each have an ed25519 key of their own under ``keys/``, made at the
first publication. What was signed is kept beside them, so that version numbers go on counting whatever
happens to the published folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import SerializationError

from content.publication import INDEX, Index, index_bytes, next_index, pack
from content.store import Store

ROLES = ("root", "targets", "snapshot", "timestamp")
# A frozen publisher is noticed when the timestamp runs out; every publication signs it anew.
LIFE = {
    "root": timedelta(days=365),
    "targets": timedelta(days=90),
    "snapshot": timedelta(days=30),
    "timestamp": timedelta(days=7),
}
_RENEW_ROOT = timedelta(days=90)
_KEPT_VERSIONS = 3


class PublishError(Exception):
    """Nothing was published; the text says why, in a clerk's words."""


@dataclass(frozen=True, slots=True)
class Published:
    """`changed` is False when the records are those of the version before: only the signatures are new."""

    version: int
    records: int
    changed: bool


def publish(store: Store, out: Path, keys: Path, now: datetime) -> Published:
    """Write the publication to `out`. OSError: it cannot be written; PublishError: there is nothing."""
    packed = pack(store.records())
    if not packed[3]:
        raise PublishError("还没有导入内容，没有可以发布的。")
    try:
        signers = {role: _signer(keys / f"{role}.pem") for role in ROLES}
        signed = _Signed(keys / "signed", signers, now)
    except (ValueError, RepositoryError, SerializationError) as error:
        raise PublishError(f"密钥或者签名记录损坏：{keys}") from error
    old = signed.index
    index = next_index(old, max(store.version(), old.version if old else 0) + 1, now, packed)
    changed = old is None or index.version != old.version
    signed.add(index, packed[0] if changed else None)
    _copy(keys / "signed", out)
    store.set_published(index.version, index.confirmed_at)
    return Published(index.version, index.records, changed)


def _signer(file: Path) -> CryptoSigner:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = CryptoSigner.generate_ed25519()
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as key:
            key.write(made.private_bytes)
        return made
    return CryptoSigner(load_pem_private_key(file.read_bytes(), None))


class _Signed:
    """Everything that was signed, as it is published: ``metadata/`` and ``targets/``."""

    def __init__(self, folder: Path, signers: dict[str, CryptoSigner], now: datetime) -> None:
        self._metadata, self._files = folder / "metadata", folder / "targets"
        self._signers, self._now = signers, now
        self._metadata.mkdir(parents=True, exist_ok=True)
        self._files.mkdir(parents=True, exist_ok=True)
        self._root = self._sign_root()
        timestamp = self._metadata / "timestamp.json"
        self._timestamp: Metadata[Timestamp] = (
            Metadata[Timestamp].from_file(str(timestamp)) if timestamp.exists() else Metadata(Timestamp())
        )
        self._snapshot: Metadata[Snapshot] = Metadata(Snapshot())
        self._targets: Metadata[Targets] = Metadata(Targets())
        if self._timestamp.signatures:
            version = self._timestamp.signed.snapshot_meta.version
            self._snapshot = Metadata[Snapshot].from_file(str(self._metadata / f"{version}.snapshot.json"))
            version = self._snapshot.signed.meta["targets.json"].version
            self._targets = Metadata[Targets].from_file(str(self._metadata / f"{version}.targets.json"))

    @property
    def index(self) -> Index | None:
        target = self._targets.signed.targets.get(INDEX)
        return Index.model_validate_json(self._file(target).read_bytes()) if target else None

    def add(self, index: Index, snapshot: bytes | None) -> None:
        """Sign this index and, where it is a new one, its snapshot. The timestamp is written last."""
        targets = {
            name: file for name, file in self._targets.signed.targets.items() if name == index.snapshot
        }
        if snapshot is not None:
            targets[index.snapshot] = self._write_target(index.snapshot, snapshot)
        targets[INDEX] = self._write_target(INDEX, index_bytes(index))
        self._targets.signed.targets = targets
        self._sign("targets", self._targets)
        self._snapshot.signed.meta["targets.json"] = MetaFile(version=self._targets.signed.version)
        self._sign("snapshot", self._snapshot)
        self._timestamp.signed.snapshot_meta = MetaFile(version=self._snapshot.signed.version)
        self._sign("timestamp", self._timestamp)
        self._forget_old()

    def _sign_root(self) -> Metadata[Root]:
        versions = sorted(int(file.name.split(".")[0]) for file in self._metadata.glob("*.root.json"))
        if versions:
            root = Metadata[Root].from_file(str(self._metadata / f"{versions[-1]}.root.json"))
            if root.signed.expires - self._now > _RENEW_ROOT:
                return root
        else:
            root = Metadata(Root(consistent_snapshot=True))
            for role in ROLES:
                root.signed.add_key(self._signers[role].public_key, role)
        self._sign("root", root)
        return root

    def _sign(
        self,
        role: str,
        metadata: Metadata[Root] | Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp],
    ) -> None:
        if metadata.signatures:  # signed before: the next version
            metadata.signed.version += 1
        metadata.signed.expires = (self._now + LIFE[role]).astimezone(UTC).replace(microsecond=0)
        metadata.sign(self._signers[role])
        name = "timestamp.json" if role == "timestamp" else f"{metadata.signed.version}.{role}.json"
        _write(self._metadata / name, metadata.to_bytes())

    def _write_target(self, name: str, data: bytes) -> TargetFile:
        target = TargetFile.from_data(name, data, ["sha256"])
        _write(self._file(target), data)
        return target

    def _file(self, target: TargetFile) -> Path:
        folder, _, base = target.path.rpartition("/")
        return self._files / folder / f"{target.hashes['sha256']}.{base}"

    def _forget_old(self) -> None:
        """Files of versions that nobody can be downloading any more."""
        newest = self._targets.signed.version
        kept = range(max(1, newest - _KEPT_VERSIONS + 1), newest + 1)
        wanted: set[Path] = set()
        for version in kept:
            metadata = Metadata[Targets].from_file(str(self._metadata / f"{version}.targets.json"))
            wanted.update(self._file(target) for target in metadata.signed.targets.values())
        for file in self._files.rglob("*"):
            if file.is_file() and file not in wanted:
                file.unlink()
        for role in ("targets", "snapshot"):
            for file in self._metadata.glob(f"*.{role}.json"):
                if int(file.name.split(".")[0]) < kept.start:
                    file.unlink()


def _write(file: Path, data: bytes) -> None:
    """As a whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(file)


def _copy(signed: Path, out: Path) -> None:
    """To the published folder: targets first, the timestamp last, so that a reader never misses a file."""
    files = sorted((file for file in signed.rglob("*") if file.is_file()), key=_copy_order)
    for file in files:
        there = out / file.relative_to(signed)
        if not there.exists() or there.read_bytes() != file.read_bytes():
            _write(there, file.read_bytes())
    wanted = {out / file.relative_to(signed) for file in files}
    for name in ("metadata", "targets"):
        for there in (out / name).rglob("*"):
            if there.is_file() and there not in wanted:
                there.unlink()


def _copy_order(file: Path) -> tuple[bool, bool, bool]:
    return file.name == "timestamp.json", file.name.endswith(".snapshot.json"), file.parent.name == "metadata"
