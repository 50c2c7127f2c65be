"""Whether headphones are plugged in, as the kernel tells it: a switch of an input device."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

INPUTS = Path("/sys/class/input")
# linux/input-event-codes.h and linux/input.h.
_SW_HEADPHONE_INSERT = 0x02
_BYTES = 8
_EVIOCGSW = (2 << 30) | (_BYTES << 16) | (ord("E") << 8) | 0x1B


class JackSwitch:
    """The switches ``SW_HEADPHONE_INSERT`` of this machine. The user of the kiosk must be in the group
    ``input``."""

    def __init__(self, inputs: Path = INPUTS, devices: Path = Path("/dev/input")) -> None:
        self._devices = [
            devices / event.name for event in sorted(inputs.glob("event*")) if _has_a_jack(event)
        ]

    def there(self) -> bool:
        return bool(self._devices)

    def plugged(self) -> bool:
        return any(_switched_on(device) for device in self._devices)


def _has_a_jack(event: Path) -> bool:
    """``capabilities/sw`` is a bit mask in hexadecimal words, the lowest last."""
    try:
        words = (event / "device/capabilities/sw").read_text().split()
    except OSError:
        return False
    return bool(words) and bool(int(words[-1], 16) & (1 << _SW_HEADPHONE_INSERT))


def _switched_on(device: Path) -> bool:
    try:
        number = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        states = fcntl.ioctl(number, _EVIOCGSW, bytes(_BYTES))
    except OSError:
        return False
    finally:
        os.close(number)
    return bool(states[0] & (1 << _SW_HEADPHONE_INSERT))
