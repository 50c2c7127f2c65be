"""The synthetic speech model: errors and refusals on voices never trained on; speed beside PocketSphinx.

Promises (nothing here says anything about people): word error at most 2 % in a step's grammar, 10 % at 5 dB
and at 260 words a minute, 15 % with voices of other families; at most 5 % of foreign speech taken for words;
no key or tone of 200; 40 callers at once on a core.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np
import pocketsphinx

from benchmarks.measured import table
from ivr.speech_model import unheard_sounds, voices
from ivr.speech_model.channel import RATE, resampled
from ivr.speech_model.folder import MODEL, size
from ivr.speech_model.loading import LoadedModel, NoModel, load_model
from ivr.speech_model.measure import Callers, Trial, measured
from ivr.speech_model.report import scores, shown

TRIALS = 200
PEER = "PocketSphinx 5, its English model, a grammar of as many words"
# The peer hears English only: of it only the speed, and what it makes of what is no word, can be compared.
_WORDS = (
    "back", "repeat", "operator", "home", "continue", "slower", "faster", "hearing", "guide", "address",
    "fees", "judgment", "appeal",
)  # fmt: skip
_PEERS_RATE = 16000


def run() -> None:
    loaded = load_model(MODEL)
    if isinstance(loaded, NoModel):
        raise SystemExit(loaded.reason)
    rows: list[tuple[object, ...]] = [
        ("condition", "n", "word error", "taken", "asked", "refused", "promise", "")
    ]
    audio = seconds = 0.0
    for condition, score in scores(loaded, TRIALS):
        rows.append(shown(condition, score))
        audio, seconds = audio + score.audio, seconds + score.seconds
    table(rows)
    print(f"  model {size(MODEL) / 1e6:.2f} MB; callers at once on a core {audio / seconds:.0f} (promise 40)")
    _beside_the_peer(loaded)


def _beside_the_peer(loaded: LoadedModel) -> None:
    """The same sounds, none of which is a word of either grammar."""
    callers = Callers(voices.UNHEARD, 4711)
    trials = [
        *callers.foreign(60, voices.FOREIGN_UNHEARD),
        *callers.no_speech(30, lambda _, rng: unheard_sounds.keys(rng)),
        *callers.music(30),
    ]
    ours = measured(loaded, trials)
    taken, seconds = _peer(trials)
    share, theirs = taken / len(trials), seconds / ours.audio
    table(
        [
            ("foreign speech, keys, music", "taken for words", "work for a second of sound"),
            ("ours", f"{ours.heard_share:.1%}", f"{ours.speed * 1000:.1f} ms"),
            (PEER, f"{share:.1%}", f"{theirs * 1000:.1f} ms"),
        ]
    )
    wrongly = ours.heard_share / max(share, 1e-9)
    print(f"  ratio of work {ours.speed / theirs:.2f}, of words taken wrongly {wrongly:.2f}")


def _peer(trials: Iterable[Trial]) -> tuple[int, float]:
    """How many sounds it takes for words, and its seconds of work."""
    grammar = f"#JSGF V1.0; grammar step; public <step> = {' | '.join(_WORDS)};"
    decoder = pocketsphinx.Decoder(samprate=_PEERS_RATE, lm=None, loglevel="FATAL")
    decoder.add_jsgf_string("step", grammar)
    decoder.activate_search("step")
    taken, seconds = 0, 0.0
    for trial in trials:
        sound = resampled(trial.sound, RATE, _PEERS_RATE)
        raw = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
        started = time.process_time()
        decoder.start_utt()
        decoder.process_raw(raw, full_utt=True)
        decoder.end_utt()
        seconds += time.process_time() - started
        hypothesis = decoder.hyp()
        taken += bool(hypothesis and hypothesis.hypstr)
    return taken, seconds
