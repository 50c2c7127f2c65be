from __future__ import annotations

import io

import pytest
from PIL import Image

from content.importers.files import import_files
from content.importers.reasons import Reason


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("court-map.png", "PNG"), ("court-map.jpg", "JPEG")])
def test_a_picture_goes_in_byte_for_byte(tmp_path, store, now, name, kind) -> None:
    (tmp_path / name).write_bytes(picture(kind))
    assert import_files([tmp_path], store, now).accepted == 1
    found = store.picture("court-map")
    assert found is not None
    assert found.data == picture(kind)
    assert (found.width, found.height) == (40, 30)
    assert import_files([tmp_path], store, now).unchanged == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("map.png", b"not a picture", Reason.NO_PICTURE),
        ("map.png", picture("PNG")[:-30], Reason.NO_PICTURE),
        ("map.png", picture("GIF"), Reason.NO_PICTURE),
        ("map.png", picture("PNG", (5000, 2)), Reason.LARGE_PICTURE),
        ("map.png", b"0" * 1_600_000, Reason.LARGE_PICTURE),
        ("地图.png", picture("PNG"), Reason.PICTURE_NAME),
    ],
)
def test_what_is_no_picture_for_a_screen_is_refused(tmp_path, store, now, name, data, reason) -> None:
    (tmp_path / name).write_bytes(data)
    outcome = import_files([tmp_path], store, now)
    assert [refusal.reason for refusal in outcome.refused] == [reason]
    assert store.counts()["picture"] == 0
