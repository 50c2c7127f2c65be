"""Encryption of what waits on this machine's disk: AES-256-GCM under a key that this program alone reads."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

KEY_BYTES = 32
_NONCE = 12
# The name of the systemd credential (LoadCredentialEncrypted=) that takes the place of the key file.
CREDENTIAL = "court-outbox-key"


class SealError(RuntimeError):
    """The key is no key, or others can read it; the message names the file and what to do."""


class Seal:
    """Seals and opens pieces; what is sealed for one purpose does not open for another."""

    def __init__(self, key: bytes) -> None:
        # A program that starts looks at the key; what seals with it comes when there is something to seal.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)

    def seal(self, clear: bytes, purpose: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, clear, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes | None:
        """What was sealed; None when the key is another's, or the piece was altered or moved."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except (InvalidTag, ValueError):
            return None


def read_key(file: Path) -> bytes:
    """The key: systemd's credential where there is one, else `file`, which is made (mode 0600) at first.

    Raises `SealError`.
    """
    key = _read(file)
    if len(key) != KEY_BYTES:
        raise SealError(f"the outbox key has {len(key)} bytes instead of {KEY_BYTES}")
    return key


def _read(file: Path) -> bytes:
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (given := Path(credentials) / CREDENTIAL).is_file():
        return given.read_bytes()
    if not file.exists():
        _make(file)
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        raise SealError(f"{file} can be read by others: chmod 600 {file}")
    return file.read_bytes()


def _make(file: Path) -> None:
    """Whole or not at all, and by the first of several programs that start at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(KEY_BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(written, file)
    except FileExistsError:
        pass
    finally:
        written.unlink()
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
