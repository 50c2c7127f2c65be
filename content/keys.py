"""The keys that vouch for a publication, by role, and the ceremony around them (docs/publication.md).

======== ==================================================== ====================
role     vouches for                                          where its key lives
======== ==================================================== ====================
root     which keys the other roles have                      a memory stick, in the safe
targets  the files of a version                               the publishing machine
snapshot that the files belong together                       the publishing machine
timestamp which version is the newest, for seven days         the same, or the web server
======== ==================================================== ====================

Each is an ed25519 key in a PEM file for its owner alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.exceptions import StorageError
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import SerializationError
from tuf.api.serialization.json import JSONSerializer

from content.files import write_whole

ROLES = ("root", "targets", "snapshot", "timestamp")
# A frozen publisher is noticed when the timestamp runs out; every publication signs it anew.
LIFE = {
    "root": timedelta(days=730),
    "targets": timedelta(days=90),
    "snapshot": timedelta(days=30),
    "timestamp": timedelta(days=7),
}
SOON = timedelta(days=60)
SIGNED = "signed"
# Whatever can be wrong with signed metadata on disk.
UNREADABLE = (OSError, StorageError, RepositoryError, SerializationError)

Signable = Metadata[Root] | Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp]
Passphrase = Callable[[], bytes]


class KeyProblemError(Exception):
    """A key is missing, wrong or locked; the text says so in a clerk's words."""


def key_file(folder: Path, role: str) -> Path:
    return folder / f"{role}.pem"


def make_key(file: Path) -> CryptoSigner:
    """A new key, in a file for its owner alone."""
    made = CryptoSigner.generate_ed25519()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, made.private_bytes, 0o600)
    return made


def read_key(file: Path, passphrase: Passphrase | None = None) -> CryptoSigner:
    """The key in a file. `passphrase` is asked when the file is locked. Raises `KeyProblemError`."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise KeyProblemError(f"找不到密钥文件：{file}") from error
    secret = passphrase() if b"ENCRYPTED" in data and passphrase else None
    try:
        key = load_pem_private_key(data, secret)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError("another kind of key")
        return CryptoSigner(key)
    except (ValueError, TypeError) as error:
        raise KeyProblemError(f"密钥文件损坏，或者口令不对：{file}") from error


def sign(metadata: Signable, signers: list[CryptoSigner], role: str, now: datetime) -> bytes:
    """The next version of a role's metadata, good from now on for the role's life."""
    if metadata.signatures:  # signed before
        metadata.signed.version += 1
    metadata.signed.expires = (now + LIFE[role]).astimezone(UTC).replace(microsecond=0)
    metadata.signatures.clear()
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def read_root(metadata: Path) -> Metadata[Root] | None:
    """The newest root in a metadata folder."""
    versions = sorted(int(file.name.split(".")[0]) for file in metadata.glob("[0-9]*.root.json"))
    if not versions:
        return None
    try:
        return Metadata[Root].from_file(str(metadata / f"{versions[-1]}.root.json"))
    except UNREADABLE as error:
        raise KeyProblemError(f"签名记录损坏：{metadata}") from error


def write_root(metadata: Path, root: Metadata[Root], signers: list[CryptoSigner], now: datetime) -> None:
    data = sign(root, signers, "root", now)
    write_whole(metadata / f"{root.signed.version}.root.json", data)


def first_keys(keys: Path, now: datetime) -> Metadata[Root]:
    """All keys and the first root: what the first publication of a court makes."""
    signers = {
        role: read_key(key_file(keys, role))
        if key_file(keys, role).exists()
        else make_key(key_file(keys, role))
        for role in ROLES
    }
    root = Metadata(Root(consistent_snapshot=True))
    for role, signer in signers.items():
        root.signed.add_key(signer.public_key, role)
    write_root(keys / SIGNED / "metadata", root, [signers["root"]], now)
    return root


def take_root_away(keys: Path, stick: Path, passphrase: bytes | None) -> Path:
    """Move the root key to another folder, a memory stick; where it is now. Raises `KeyProblemError`."""
    here, there = key_file(keys, "root"), key_file(stick, "root")
    if there.exists():
        raise KeyProblemError(f"那里已经有一个根密钥：{there}")
    key = load_pem_private_key(read_key(here).private_bytes, None)
    locking = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    write_whole(there, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locking), 0o600)
    if read_key(there, lambda: passphrase or b"").public_key != read_key(here).public_key:
        raise KeyProblemError(f"写到 {there} 的密钥读不回来，本机的没有删除")
    # Overwritten before it is removed; on a flash disk that is no promise.
    here.write_bytes(bytes(here.stat().st_size))
    here.unlink()
    return there


def renew_root(keys: Path, root_key: Path, now: datetime, passphrase: Passphrase) -> datetime:
    """Sign the root for another life, which the next publication carries; when it ends.

    Raises `KeyProblemError`.
    """
    root = _root_here(keys)
    signer = _root_signer(root, root_key, passphrase)
    write_root(keys / SIGNED / "metadata", root, [signer], now)
    return root.signed.expires


def replace_key(keys: Path, role: str, root_key: Path, now: datetime, passphrase: Passphrase) -> None:
    """Give a role a new key, the old one being lost or no longer secret. Raises `KeyProblemError`.

    The next publication is signed with it. Machines follow by themselves, as the root vouches for it.
    """
    root = _root_here(keys)
    old = _root_signer(root, root_key, passphrase)
    signers = [old]
    for keyid in list(root.signed.roles[role].keyids):
        root.signed.revoke_key(keyid, role)
    if role == "root":
        locked = b"ENCRYPTED" in root_key.read_bytes()
        made = CryptoSigner.generate_ed25519()
        signers.append(made)  # a new root is vouched for by the old one and by itself
        root_key.rename(root_key.with_suffix(".old.pem"))
        secret = BestAvailableEncryption(passphrase()) if locked else NoEncryption()
        key = load_pem_private_key(made.private_bytes, None)
        write_whole(root_key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret), 0o600)
    else:
        made = make_key(key_file(keys, role))
    root.signed.add_key(made.public_key, role)
    write_root(keys / SIGNED / "metadata", root, signers, now)


@dataclass(frozen=True, slots=True)
class KeyState:
    """`here`: its key is on this machine. `expires`: until when what it signed is good."""

    role: str
    here: bool
    expires: datetime | None


def key_states(keys: Path) -> tuple[KeyState, ...]:
    """Each role's key and how long its last signature is good."""
    metadata = keys / SIGNED / "metadata"
    found = []
    for role in ROLES:
        here = key_file(keys, role).exists()
        files = (
            [metadata / "timestamp.json"]
            if role == "timestamp"
            else sorted(metadata.glob(f"[0-9]*.{role}.json"), key=lambda file: int(file.name.split(".")[0]))
        )
        expires = None
        if files and files[-1].exists():
            try:
                expires = Metadata.from_file(str(files[-1])).signed.expires
            except UNREADABLE as error:
                raise KeyProblemError(f"签名记录损坏：{files[-1]}") from error
        found.append(KeyState(role, here, expires))
    return tuple(found)


def _root_here(keys: Path) -> Metadata[Root]:
    root = read_root(keys / SIGNED / "metadata")
    if root is None:
        raise KeyProblemError("本机还没有发布过，没有可以更新的根")
    return root


def _root_signer(root: Metadata[Root], root_key: Path, passphrase: Passphrase) -> CryptoSigner:
    signer = read_key(key_file(root_key, "root") if root_key.is_dir() else root_key, passphrase)
    if signer.public_key.keyid not in root.signed.roles["root"].keyids:
        raise KeyProblemError(f"这不是本院发布内容的根密钥：{root_key}")
    return signer
