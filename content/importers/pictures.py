"""Pictures that other records name by their file's name."""

from __future__ import annotations

import base64
import io
import re
import warnings
from pathlib import Path

from PIL import Image

from content.importers.hearings import Outcome
from content.importers.reasons import Reason, Refusal
from content.records import Picture
from content.store import Store

MOST_BYTES = 1_500_000
MOST_PIXELS = 4_096
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


def import_picture(path: Path, store: Store) -> Outcome:
    """Bring one picture into the store, within `store.transaction()`, as it is: nothing is drawn anew."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", path.stem):
        return _refused(path, Reason.PICTURE_NAME)
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        return _refused(path, Reason.LARGE_PICTURE)
    try:
        media_type, (width, height) = _looked_at(raw)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        return _refused(path, Reason.NO_PICTURE)
    if max(width, height) > MOST_PIXELS:
        return _refused(path, Reason.LARGE_PICTURE)
    picture = Picture.model_validate(
        {
            "id": path.stem,
            "media_type": media_type,
            "width": width,
            "height": height,
            "data": base64.b64encode(raw),
        }
    )
    changed = store.put(picture)
    return Outcome(accepted=int(changed), unchanged=int(not changed), kinds={Picture.record_kind})


def _looked_at(raw: bytes) -> tuple[str, tuple[int, int]]:
    """Media type and size of a picture that can be drawn; of a huge one, before it is unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(raw), formats=[*_MEDIA_TYPES]) as file:
            if max(file.size) <= MOST_PIXELS:
                file.load()
            return _MEDIA_TYPES[file.format or ""], file.size


def _refused(path: Path, reason: Reason) -> Outcome:
    return Outcome(refused=[Refusal(path, None, "", reason)])
