"""The signed side of a publication: TUF metadata over its files (python-tuf), and a copy for the web server.

What was signed is kept in ``keys/signed``, so that version numbers go on counting whatever happens to the
published folder; where that is lost or older, the published folder itself tells, if our keys signed it.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError, UnsignedMetadataError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from content.files import copy_whole, write_whole
from content.keys import (
    SIGNED,
    UNREADABLE,
    KeyProblemError,
    Signable,
    first_keys,
    key_file,
    read_key,
    read_root,
    sign,
)
from content.publication import INDEX

# Files of this many versions stay: somebody may be fetching them.
_KEPT_VERSIONS = 3
_SIGNING = ("targets", "snapshot", "timestamp")


class Repository:
    """Everything that was signed, as it is published: ``metadata/`` and ``targets/``."""

    def __init__(self, keys: Path, out: Path, now: datetime) -> None:
        """Raises `KeyProblemError`: a key is missing or not the one that the root names."""
        self._folder, self._now = keys / SIGNED, now
        self._metadata, self._files = self._folder / "metadata", self._folder / "targets"
        self._take_up(out, keys)
        self.root = read_root(self._metadata) or first_keys(keys, now)
        if self.root.signed.is_expired(now.astimezone(UTC)):
            raise KeyProblemError("根已过有效期，请带根密钥运行 keys renew")
        self._signers = {role: self._signer(keys, role) for role in _SIGNING}
        self._files.mkdir(parents=True, exist_ok=True)
        try:
            self._timestamp, self._snapshot, self._targets = _read(self._metadata)
        except UNREADABLE as error:
            raise KeyProblemError(f"签名记录损坏：{self._metadata}") from error

    def _signer(self, keys: Path, role: str) -> CryptoSigner:
        signer = read_key(key_file(keys, role))
        if signer.public_key.keyid not in self.root.signed.roles[role].keyids:
            raise KeyProblemError(f"{key_file(keys, role).name} 不是根所指定的密钥")
        return signer

    @property
    def number(self) -> int:
        """How often something was signed: at least the number of the newest version."""
        return self._targets.signed.version if self._targets.signatures else 0

    @property
    def targets(self) -> Mapping[str, TargetFile]:
        return self._targets.signed.targets

    def read(self, name: str) -> bytes | None:
        """A signed file, None where it is missing or damaged."""
        target = self.targets.get(name)
        if target is None:
            return None
        try:
            data = self._file(target).read_bytes()
            target.verify_length_and_hashes(data)
        except (OSError, RepositoryError):
            return None
        return data

    def publish(self, index: bytes, made: Mapping[str, Path], kept: Iterable[str], *, purge: bool) -> None:
        """Sign the index, the files made and those kept; `purge` leaves no other file. Timestamp last."""
        targets = {name: self.targets[name] for name in kept}
        for name, path in made.items():
            targets[name] = TargetFile.from_file(name, str(path), ["sha256"])
            copy_whole(path, self._file(targets[name]))
        targets[INDEX] = TargetFile.from_data(INDEX, index, ["sha256"])
        write_whole(self._file(targets[INDEX]), index)
        self._targets.signed.targets = targets
        self._write("targets", self._targets)
        self._snapshot.signed.meta["targets.json"] = MetaFile(version=self._targets.signed.version)
        self._write("snapshot", self._snapshot)
        self._timestamp.signed.snapshot_meta = MetaFile(version=self._snapshot.signed.version)
        self._write("timestamp", self._timestamp)
        self._forget_old(1 if purge else _KEPT_VERSIONS)

    def copy_to(self, out: Path) -> None:
        """To the published folder: files first, the timestamp last, so that nobody misses one."""
        files = sorted((file for file in self._folder.rglob("*") if file.is_file()), key=_copy_order)
        for file in files:
            there = out / file.relative_to(self._folder)
            if not there.exists() or not filecmp.cmp(file, there, shallow=False):
                copy_whole(file, there)
        wanted = {out / file.relative_to(self._folder) for file in files}
        for name in ("metadata", "targets"):
            for there in (out / name).rglob("*"):
                if there.is_file() and there not in wanted:
                    there.unlink()
            for folder in sorted((out / name).rglob("*"), reverse=True):
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    def _write(self, role: str, metadata: Signable) -> None:
        data = sign(metadata, [self._signers[role]], role, self._now)
        name = "timestamp.json" if role == "timestamp" else f"{metadata.signed.version}.{role}.json"
        write_whole(self._metadata / name, data)

    def _file(self, target: TargetFile) -> Path:
        folder, _, base = target.path.rpartition("/")
        return self._files / folder / f"{target.hashes['sha256']}.{base}"

    def _take_up(self, out: Path, keys: Path) -> None:
        """Go on from the published folder where it is newer than what was kept here: a restored backup, a
        timestamp renewed at the web server. What our keys did not sign is refused."""
        there = out / "metadata"
        if not (there / "timestamp.json").exists():
            return
        ours, key = read_root(self._metadata), key_file(keys, "timestamp")
        try:
            theirs = read_root(there)
            if ours is not None and theirs is not None:
                ours.verify_delegate("root", theirs)
            _verified(there, theirs)
            known = ours is not None or (
                theirs is not None
                and key.exists()
                and read_key(key).public_key.keyid in theirs.signed.roles["timestamp"].keyids
            )
            if not known:
                raise UnsignedMetadataError("signed by somebody else")
        except (*UNREADABLE, KeyProblemError) as error:
            if ours is None:
                raise KeyProblemError(
                    f"{out} 里已有发布的内容，不是用 {keys} 里的密钥签名的；请恢复密钥，或者换一个文件夹"
                ) from error
            return  # spoilt: what was kept here is put in its place
        if _read(there)[0].signed.version > _version(self._metadata):
            for file in sorted((one for one in out.rglob("*") if one.is_file()), key=_copy_order):
                if file.relative_to(out).parts[0] in ("metadata", "targets"):
                    copy_whole(file, self._folder / file.relative_to(out))

    def _forget_old(self, versions: int) -> None:
        newest = self._targets.signed.version
        first = max(1, newest - versions + 1)
        wanted: set[Path] = set()
        for version in range(first, newest + 1):
            file = self._metadata / f"{version}.targets.json"
            if file.exists():
                targets = Metadata[Targets].from_file(str(file)).signed.targets
                wanted.update(self._file(target) for target in targets.values())
        for file in self._files.rglob("*"):
            if file.is_file() and file not in wanted:
                file.unlink()
        for role, oldest in (
            ("targets", first),
            ("snapshot", self._snapshot.signed.version - newest + first),
        ):
            for file in self._metadata.glob(f"[0-9]*.{role}.json"):
                if int(file.name.split(".")[0]) < oldest:
                    file.unlink()


def renew_timestamp(out: Path, key: Path, now: datetime) -> datetime:
    """Sign the timestamp of a published folder anew; when it ends. Raises `KeyProblemError`.

    Needs no other key: it says that what is there is still the newest, over a holiday for one.
    """
    metadata, signer = out / "metadata", read_key(key)
    try:
        root = read_root(metadata)
        _verified(metadata, root)
        timestamp = _read(metadata)[0]
    except UNREADABLE as error:
        raise KeyProblemError(f"{out} 里的发布没有通过检查，没有续期") from error
    if root is None or signer.public_key.keyid not in root.signed.roles["timestamp"].keyids:
        raise KeyProblemError(f"{key} 不是这个发布的时间戳密钥")
    write_whole(metadata / "timestamp.json", sign(timestamp, [signer], "timestamp", now))
    return timestamp.signed.expires


def _version(metadata: Path) -> int:
    """The timestamp's version; 0 where there is none, or none that can be read."""
    file = metadata / "timestamp.json"
    try:
        return Metadata[Timestamp].from_file(str(file)).signed.version
    except UNREADABLE:
        return 0


def _read(metadata: Path) -> tuple[Metadata[Timestamp], Metadata[Snapshot], Metadata[Targets]]:
    file = metadata / "timestamp.json"
    if not file.exists():
        return Metadata(Timestamp()), Metadata(Snapshot()), Metadata(Targets())
    timestamp = Metadata[Timestamp].from_file(str(file))
    number = timestamp.signed.snapshot_meta.version
    snapshot = Metadata[Snapshot].from_file(str(metadata / f"{number}.snapshot.json"))
    number = snapshot.signed.meta["targets.json"].version
    return timestamp, snapshot, Metadata[Targets].from_file(str(metadata / f"{number}.targets.json"))


def _verified(metadata: Path, root: Metadata[Root] | None) -> None:
    """Raises `RepositoryError` where the root does not vouch for what stands there."""
    if root is None:
        raise RepositoryError("no root")
    timestamp, snapshot, targets = _read(metadata)
    root.verify_delegate("timestamp", timestamp)
    root.verify_delegate("snapshot", snapshot)
    root.verify_delegate("targets", targets)


def _copy_order(file: Path) -> tuple[bool, bool, bool]:
    return file.name == "timestamp.json", file.name.endswith(".snapshot.json"), file.parent.name == "metadata"
