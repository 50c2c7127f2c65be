"""What the speech model is made of: syllables, words, sounds, the files that Vosk reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ivr.speech_model import sounds, voices
from ivr.speech_model.channel import RATE, Spoiling, coded, resampled, spoilt, with_losses
from ivr.speech_model.corpus import Studio, foreign_words, some_words
from ivr.speech_model.folder import write_acoustic, write_graph
from ivr.speech_model.graph import Costs
from ivr.speech_model.kaldi import model_bytes
from ivr.speech_model.layers import FIRST, NARROW, SPREADS, WIDTH, Affine, Layer, Network
from ivr.speech_model.lexicon import pronunciations, spoken_words
from ivr.speech_model.loading import LoadedModel, load_model
from ivr.speech_model.phones import FOREIGN, SILENCE, Phones
from ivr.speech_model.syllables import as_spoken, inventory, reading, units
from ivr.speech_model.synthesizer import Manner, Synthesizer, SynthesizerError


@pytest.mark.parametrize(
    ("syllable", "initial", "final"),
    [
        ("shi4", "sh", "ih4"), ("zi5", "z", "iz5"), ("yi1", "y", "i1"), ("yuan2", "yv", "van2"),
        ("wei3", "w", "uei3"), ("lv4", "l", "v4"), ("jue2", "j", "ve2"), ("er2", "0", "er2"),
        ("gui1", "g", "uei1"),
    ],
)  # fmt: skip
def test_a_syllable_is_an_initial_and_a_final(syllable: str, initial: str, final: str) -> None:
    assert units(syllable) == (initial, final)


@pytest.mark.parametrize("text", ["", "shi", "m2", "ng4", "hello1", "4"])
def test_what_is_no_syllable_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="syllable"):
        units(text)


def test_words_are_read_with_the_tones_that_people_make() -> None:
    assert reading("重复") == ("chong2", "fu4")
    assert as_spoken(("ni3", "hao3"), "你好") == (("ni3", "hao3"), ("ni2", "hao3"))
    assert as_spoken(("bu4", "shi4"), "不是")[-1] == ("bu2", "shi4")
    assert as_spoken(("kai1", "ting2"), "开庭") == (("kai1", "ting2"),)


def test_what_is_not_chinese_has_no_reading() -> None:
    with pytest.raises(ValueError, match="not Chinese"):
        reading("PIN码")


def test_every_word_can_be_built_of_the_models_units() -> None:
    phones = Phones()
    for word, readings in pronunciations().items():
        for syllables in readings:
            assert len(phones.word(syllables)) == 2 * len(syllables), word


def test_no_voice_that_is_measured_was_trained_on() -> None:
    measured = {*voices.UNHEARD, *voices.OTHER_FAMILIES, *voices.CHOOSING}
    assert not measured & set(voices.TRAINED)
    assert not set(voices.FOREIGN_TRAINED) & {*voices.FOREIGN_UNHEARD, *voices.FOREIGN_CHOOSING}


def test_every_voice_and_language_exists() -> None:
    synthesizer = Synthesizer()
    for voice in (*voices.TRAINED, *voices.CHOOSING, *voices.UNHEARD, *voices.OTHER_FAMILIES):
        assert len(synthesizer.mandarin(["ma1"], Manner(voice)).samples) > 1000
    for language, locale in (
        voices.FOREIGN_TRAINED | voices.FOREIGN_UNHEARD | voices.FOREIGN_CHOOSING
    ).items():
        assert len(synthesizer.foreign(foreign_words(locale)[0], language, Manner("m3")).samples) > 1000


def test_every_syllable_is_spoken_with_its_times() -> None:
    synthesizer = Synthesizer()
    for start in range(0, len(inventory()), 8):
        syllables = inventory()[start : start + 8]
        speech = synthesizer.mandarin(syllables, Manner("f2", 200))
        ends = [0] + [mark.end for mark in speech.marks]
        for before, mark in zip(ends, speech.marks, strict=False):
            assert before <= mark.start <= mark.final < mark.end <= len(speech.samples)


def test_an_unknown_voice_is_an_error_and_not_english() -> None:
    with pytest.raises(SynthesizerError, match="no voice"):
        Synthesizer().mandarin(["ma1"], Manner("nobody"))


def test_the_same_seed_gives_the_same_sounds_in_another_process() -> None:
    program = """
import hashlib, numpy as np
from ivr.speech_model.corpus import Studio
studio, digest = Studio(), hashlib.sha256()
for number in range(6):
    sound, labels = studio.sound(np.random.default_rng((7, number)))
    assert len(sound) == len(labels)
    digest.update(sound.tobytes() + labels.tobytes())
print(digest.hexdigest())
"""
    digests = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in "ab"
    }
    assert len(digests) == 1


def test_labels_follow_the_sounds() -> None:
    studio, phones = Studio(), Phones()
    sound, labels = studio.mandarin(["ba4", "shi2"], Manner("m3"), np.random.default_rng(1))
    assert len(sound) == len(labels)
    order = [int(label) for place, label in enumerate(labels) if place == 0 or label != labels[place - 1]]
    quiet = phones.densities[SILENCE][0]
    expected = [d for unit in ("b", "a4", "sh", "ih2") for d in phones.densities[unit]]
    assert [label for label in order if label != quiet] == expected


def test_densities_are_numbered_without_gaps() -> None:
    phones = Phones()
    numbers = sorted({d for states in phones.densities.values() for d in states})
    assert numbers == list(range(phones.density_count))
    assert phones.densities[FOREIGN] == (1,)


def test_callers_say_words_of_the_lexicon() -> None:
    rng = np.random.default_rng(3)
    known = set("".join(spoken_words())) | set("十二三")
    for _ in range(200):
        assert set("".join(some_words(rng))) <= known


def test_resampling_keeps_a_tones_pitch() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(22050) / 22050).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(resampled(tone, 22050)))
    assert np.argmax(spectrum) == 1000


@pytest.mark.parametrize("codec", ["alaw", "ulaw", "linear"])
def test_a_codec_changes_speech_little(codec: str) -> None:
    signal = (0.3 * np.random.default_rng(1).standard_normal(8000)).clip(-1, 1).astype(np.float32)
    error = coded(signal, codec) - signal
    assert 10 * np.log10(np.sum(signal**2) / np.sum(error**2)) > 33


def test_lost_packets_are_lost() -> None:
    signal = np.full(RATE, 0.5, np.float32)
    lost = with_losses(signal, 1.0, np.random.default_rng(2))
    assert np.all(lost == 0.0)
    assert np.array_equal(with_losses(signal, 0.0, np.random.default_rng(2)), signal)


def test_noise_has_the_level_that_was_asked_for() -> None:
    signal = np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE).astype(np.float32)
    noisy = spoilt(signal, Spoiling(-20.0, 5.0, "white", codec="linear"), np.random.default_rng(1))
    clean = spoilt(signal, Spoiling(-20.0, None, codec="linear"), np.random.default_rng(1))
    ratio = 10 * np.log10(np.sum(clean**2) / np.sum((noisy - clean) ** 2))
    assert ratio == pytest.approx(5.0, abs=0.5)


def test_a_key_is_its_two_tones() -> None:
    spectrum = np.abs(np.fft.rfft(sounds.key("5", 1.0)))
    assert set(np.argsort(spectrum)[-2:]) == {770, 1336}


def test_vosk_loads_a_network_that_was_never_trained(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)

    def affine(rows: int, columns: int) -> Affine:
        return Affine(rng.standard_normal((rows, columns)) / columns / 10, np.zeros(rows))

    phones = Phones()
    network = Network(
        affine(WIDTH, 30 * len(FIRST)),
        tuple(Layer(affine(NARROW, 3 * WIDTH), affine(WIDTH, NARROW)) for _ in SPREADS),
        Layer(affine(NARROW, WIDTH), affine(phones.density_count, NARROW)),
        np.full(phones.density_count, 1 / phones.density_count),
    )
    write_acoustic(tmp_path, model_bytes(phones, network))
    write_graph(tmp_path, Costs())
    assert isinstance(load_model(tmp_path), LoadedModel)
