"""The recognisers' own process: ``python -m ivr.recogniser MODEL``. Should Vosk die in it, no call does.

Frames on standard input and output: number of the turn (4 bytes), kind (1 byte), length (4 bytes), payload.
In: G a grammar as JSON, which begins a turn; A audio, 8 kHz 16-bit; E its end. Out: R a result as JSON.
"""

from __future__ import annotations

import queue
import struct
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from ivr.speech_model.evidence import Evidence
from ivr.speech_model.speechlike import Judge, likelihood_by

HEAD = struct.Struct("!IcI")
GRAMMAR, AUDIO, END, RESULT = b"G", b"A", b"E", b"R"


def main(model_folder: str) -> int:
    import vosk  # of the listening extra

    vosk.SetLogLevel(-1)
    model = vosk.Model(model_folder)
    judge = Judge.of(Path(model_folder))
    likelihood = likelihood_by(Path(model_folder)) if judge is not None else None
    writing = threading.Lock()
    turns: dict[int, queue.SimpleQueue[bytes | None]] = {}

    def work(number: int, grammar: str, audio: queue.SimpleQueue[bytes | None]) -> None:
        recogniser: Any = vosk.KaldiRecognizer(model, 8000, grammar)
        recogniser.SetWords(True)
        evidence = Evidence(judge.score if judge is not None else None, likelihood)
        while (samples := audio.get()) is not None:
            evidence.hear(samples)
            if recogniser.AcceptWaveform(samples):
                result = evidence.marked(recogniser.Result()).encode()
                with writing:
                    sys.stdout.buffer.write(HEAD.pack(number, RESULT, len(result)) + result)
                    sys.stdout.buffer.flush()

    while (frame := _frame(sys.stdin.buffer)) is not None:
        number, kind, payload = frame
        if kind == GRAMMAR:
            audio = turns[number] = queue.SimpleQueue()
            threading.Thread(target=work, args=(number, payload.decode(), audio), daemon=True).start()
        elif kind == AUDIO and number in turns:
            turns[number].put(payload)
        elif kind == END and number in turns:
            turns.pop(number).put(None)
    return 0


def _frame(source: BinaryIO) -> tuple[int, bytes, bytes] | None:
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    number, kind, length = HEAD.unpack(head)
    return number, kind, source.read(length)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
