"""What the voice line does on a disk that is full: ``python -m tests.telephone.full_disk FOLDER``.

FOLDER lies on a small disk of its own. What came of each attempt is printed, one a line.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from ivr.line import Recording, Utterance
from ivr.prompts import Prompts
from ivr.recording import speech_seconds
from shared.speech.voice import Voice
from tests.telephone.audio import read_wav
from tests.telephone.caller import Caller
from tests.telephone.test_recording import recorded, running, speech

SENTENCES = tuple(f"第{number}条，诉讼请求应当写明具体的数额和理由。" for number in range(100, 130))


def _fill(folder: Path) -> Path:
    """Take all the room that is left."""
    taken = folder / "taken"
    with taken.open("ab", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return taken


async def _message(folder: Path) -> None:
    async def speak(call: Caller) -> None:
        await call.speak(speech())
        await call.press("#")

    with running(folder) as asterisk:
        taken = _fill(folder)
        for _ in range(2):
            outcome = await recorded(asterisk, speak)
            heard = isinstance(outcome, Recording) and speech_seconds(outcome.wav) > 1
            print("message", "recorded" if heard else "not recorded", flush=True)
            taken.unlink(missing_ok=True)
        print("left behind", len(list((folder / "a/spool/recording").iterdir())), flush=True)


async def _prompts(folder: Path) -> None:
    voice = Voice()
    prompts = Prompts(folder / "prompts", voice)
    try:
        spoken = 0
        for sentence in SENTENCES:
            files = await prompts.files(Utterance(sentence, "zh-CN"), "")
            spoken += all(len(read_wav(file)) > 8000 for file in files)
        print("spoken", spoken, flush=True)
        print("unfinished", len(list(folder.glob("prompts/kept/*.part.wav"))), flush=True)
    finally:
        voice.close()


if __name__ == "__main__":
    asyncio.run(_message(Path(sys.argv[1])))
    asyncio.run(_prompts(Path(sys.argv[1])))
