"""The key that ID numbers of judgment debtors are sealed with: HMAC-SHA256, 96 bits kept.

What it protects against: who has the published folder, a copy of the content database or a backup of it, but
not the key, can neither read an ID number nor try numbers out. What it does not: who has database and key (a
machine's whole disk) can try all numbers that fit the digits shown, some 60,000, in less than a second. So
the key is no part of a publication; it goes to each machine once, by hand, like the root of trust.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

FILE = "debtors.key"
_BYTES = 32


class DebtorKey:
    """A key in memory. `mark` tells one key from another and nothing about it."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _BYTES:
            raise ValueError("not a key for debtors")
        self._secret = secret
        self.mark = base64.urlsafe_b64encode(hashlib.sha256(b"mark" + secret).digest()[:9]).decode()

    @classmethod
    def new(cls) -> DebtorKey:
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def read(cls, file: Path) -> DebtorKey | None:
        """The key in a file; None where there is none. ValueError: it is damaged."""
        return cls(base64.urlsafe_b64decode(file.read_bytes().strip())) if file.is_file() else None

    def write(self, file: Path) -> None:
        """As a file that only its owner reads. FileExistsError: there is another key already."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(base64.urlsafe_b64encode(self._secret) + b"\n")

    def seal_number(self, number: str) -> str:
        """An ID number of 18 characters as 16."""
        return self._seal(f"number|{number}")

    def seal_birth(self, name: str, year: int) -> str:
        """A name with a year of birth as 16 characters."""
        return self._seal(f"born|{name}|{year}")

    def _seal(self, text: str) -> str:
        digest = hmac.digest(self._secret, text.encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:12]).decode()
