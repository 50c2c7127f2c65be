"""The staff's password: an Argon2 hash in the settings, digits on the keypad, and patience with nobody."""

from __future__ import annotations

import threading
from dataclasses import dataclass

TRIES = 5
# Five more wrong ones, and it is twice as long; guessing six digits would take years.
LOCKED_SECONDS, LONGEST_SECONDS = 300.0, 3600.0
SHORTEST, LONGEST = 6, 12


@dataclass(frozen=True, slots=True)
class Opened:
    """The password is right."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """It is not; `left` more tries until the door is locked."""

    left: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Nobody is let in for so many seconds, with whatever password."""

    seconds: float


def password_hash(password: str) -> str:
    """What the setting ``kiosk_staff_password`` holds. ValueError for what the keypad cannot type."""
    if not (password.isascii() and password.isdigit() and SHORTEST <= len(password) <= LONGEST):
        raise ValueError(f"the kiosk has a keypad: {SHORTEST} to {LONGEST} digits")
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


class Door:
    """`now` are seconds of a clock that only goes on. Counts over all visits; one try at a time."""

    def __init__(self, hashed: str) -> None:
        self._hash = hashed
        self._wrong = 0
        self._locked_until = float("-inf")
        self._lock = threading.Lock()

    @property
    def exists(self) -> bool:
        """Without a password there is no door."""
        return bool(self._hash)

    def locked(self, now: float) -> Locked | None:
        return Locked(self._locked_until - now) if now < self._locked_until else None

    def knock(self, password: str, now: float) -> Opened | Wrong | Locked:
        with self._lock:
            if (locked := self.locked(now)) is not None:
                return locked
            if self.exists and self._is_right(password):
                self._wrong = 0
                return Opened()
            self._wrong += 1
            if self._wrong % TRIES:
                return Wrong(TRIES - self._wrong % TRIES)
            seconds = min(LOCKED_SECONDS * 2 ** (self._wrong // TRIES - 1), LONGEST_SECONDS)
            self._locked_until = now + seconds
            return Locked(seconds)

    def _is_right(self, password: str) -> bool:
        # Here and not above: a start does not wait for what a few people a month need.
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return PasswordHasher().verify(self._hash, password)
        except (VerificationError, InvalidHashError):
            return False
