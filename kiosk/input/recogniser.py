"""Handwriting → characters, by Zinnia with Tegaki's model of simplified Chinese. No Kivy in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cffi import FFI

MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
_LIBRARY = "libzinnia.so.0"
_SIZE = 1000
_DECLARED = """
typedef struct zinnia_recognizer_t zinnia_recognizer_t;
typedef struct zinnia_character_t zinnia_character_t;
typedef struct zinnia_result_t zinnia_result_t;
zinnia_recognizer_t *zinnia_recognizer_new(void);
void zinnia_recognizer_destroy(zinnia_recognizer_t *);
int zinnia_recognizer_open(zinnia_recognizer_t *, const char *);
zinnia_result_t *zinnia_recognizer_classify(zinnia_recognizer_t *, const zinnia_character_t *, size_t);
zinnia_character_t *zinnia_character_new(void);
void zinnia_character_destroy(zinnia_character_t *);
void zinnia_character_set_width(zinnia_character_t *, size_t);
void zinnia_character_set_height(zinnia_character_t *, size_t);
int zinnia_character_add(zinnia_character_t *, size_t, int, int);
const char *zinnia_result_value(zinnia_result_t *, size_t);
size_t zinnia_result_size(zinnia_result_t *);
void zinnia_result_destroy(zinnia_result_t *);
"""

# A stroke: points with 0 to 1 from the left and from the top.
Stroke = Sequence[tuple[float, float]]


def in_other_orders(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """With two that follow each other changed about: the model knows each character in one order alone, not
    always in that of the norm (GF 0023-2020), and would not find 张 or 万 by it."""
    for at in range(len(strokes) - 1):
        yield [*strokes[:at], strokes[at + 1], strokes[at], *strokes[at + 2 :]]


class NoRecogniserError(RuntimeError):
    """Library or model is missing: handwriting is not offered."""


class Recogniser:
    """Opens the model once (65 ms, 27 MB); a character takes about 13 ms. One thread at a time."""

    def __init__(self, model: Path = MODEL) -> None:
        """Raises `NoRecogniserError`."""
        self._ffi = FFI()
        self._ffi.cdef(_DECLARED)
        try:
            self._library: Any = self._ffi.dlopen(_LIBRARY)
        except OSError:
            raise NoRecogniserError("libzinnia0 is not installed") from None
        new = self._library.zinnia_recognizer_new()
        self._recogniser = self._ffi.gc(new, self._library.zinnia_recognizer_destroy)
        if not self._library.zinnia_recognizer_open(self._recogniser, str(model).encode()):
            raise NoRecogniserError("tegaki-zinnia-simplified-chinese is not installed")

    def candidates(self, strokes: Sequence[Stroke], most: int = 10) -> list[str]:
        """What was written, likeliest first."""
        if not any(strokes):
            return []
        library, ffi = self._library, self._ffi
        character = ffi.gc(library.zinnia_character_new(), library.zinnia_character_destroy)
        library.zinnia_character_set_width(character, _SIZE)
        library.zinnia_character_set_height(character, _SIZE)
        for number, stroke in enumerate(strokes):
            for x, y in stroke:
                library.zinnia_character_add(character, number, int(x * _SIZE), int(y * _SIZE))
        result = library.zinnia_recognizer_classify(self._recogniser, character, most)
        if result == ffi.NULL:
            return []
        result = ffi.gc(result, library.zinnia_result_destroy)
        found = (
            ffi.string(library.zinnia_result_value(result, at)).decode()
            for at in range(library.zinnia_result_size(result))
        )
        return list(found)
