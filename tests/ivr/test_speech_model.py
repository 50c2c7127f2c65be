"""The speech model: whole, complete, safe to load, and heard through Vosk itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from ivr.speech_model import sounds, unheard_sounds, voices
from ivr.speech_model.channel import RATE, Samples, Spoiling, resampled, spoilt
from ivr.speech_model.evidence import Evidence
from ivr.speech_model.folder import MODEL, RECORD, damaged, read_record, size, write_graph
from ivr.speech_model.grammar import (
    SPEECH,
    Grammar,
    Heard,
    NotHeard,
    Unsure,
    Vocabulary,
    accept,
    grammar_for,
)
from ivr.speech_model.graph import Costs
from ivr.speech_model.lexicon import DIGITS, catalogue_words, spoken_words
from ivr.speech_model.loading import LoadedModel, NoModel, load_model, tried
from ivr.speech_model.measure import Callers, joined, recognised
from ivr.speech_model.speechlike import Judge
from ivr.speech_model.syllables import reading
from ivr.speech_model.synthesizer import RATE as SYNTHESIZER_RATE
from ivr.speech_model.synthesizer import Manner, Synthesizer

MENU = ("开庭", "我的案件", "诉讼指南", "费用", "返回", "重复", "人工", "继续")
TINY = Vocabulary(frozenset({"开庭", "开", "庭", "公", "告", "人工", "一", "二", "[unk]"}))


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    model = load_model(MODEL)
    assert isinstance(model, LoadedModel), model
    return model


@pytest.fixture(scope="module")
def synthesizer() -> Synthesizer:
    return Synthesizer()


def by_telephone(sound: Samples, seed: int = 1, **how: float) -> Samples:
    padded = np.pad(sound, (RATE // 4, RATE))
    return spoilt(padded, Spoiling(**how), np.random.default_rng(seed))  # type: ignore[arg-type]


def heard(loaded: LoadedModel, grammar: Grammar | None, sound: Samples) -> Heard | Unsure | NotHeard:
    assert grammar is not None
    results, _ = recognised(loaded, grammar, sound)
    return accept(joined(results), grammar)


def result_of(*words: tuple[str, float, float]) -> str:
    """Vosk's result with (word, confidence, seconds)."""
    return json.dumps(
        {"result": [{"word": w, "conf": c, "start": 0.0, "end": s} for w, c, s in words], "text": "..."}
    )


def test_the_model_has_every_spoken_word_of_the_catalogue() -> None:
    missing = sorted(set(catalogue_words()) - Vocabulary.of(MODEL).words)
    assert not missing, "run: python -m ivr.speech_model words"


def test_the_committed_model_is_whole_and_small() -> None:
    assert damaged(MODEL) == []
    assert size(MODEL) <= 4_000_000
    record = read_record(MODEL)
    assert record["recipe"] >= 1
    assert "never measured on people" in record["about"]


def test_its_graph_is_made_anew_in_the_same_way_without_training(tmp_path: Path) -> None:
    shutil.copytree(MODEL / "am", tmp_path / "am")
    shutil.copytree(MODEL / "conf", tmp_path / "conf")
    write_graph(tmp_path, Costs(**read_record(MODEL)["costs"]))
    assert isinstance(load_model(tmp_path), LoadedModel)
    assert set(spoken_words()) <= Vocabulary.of(tmp_path).words


@pytest.mark.parametrize(("rate", "voice"), [(90, "m3"), (150, "f4"), (150, "m7"), (200, "f5"), (230, "m3")])
@pytest.mark.parametrize("word", MENU)
def test_words_of_a_menu_are_heard(
    loaded: LoadedModel, synthesizer: Synthesizer, word: str, voice: str, rate: int
) -> None:
    said = synthesizer.mandarin(reading(word), Manner(voice, rate)).samples
    sound = by_telephone(resampled(said, SYNTHESIZER_RATE), snr_db=20.0)
    outcome = heard(loaded, grammar_for(MENU, loaded.vocabulary), sound)
    assert isinstance(outcome, Heard | Unsure)
    assert outcome.phrases == (word,)


def test_a_phrase_that_is_no_word_of_the_model_is_heard_by_its_characters(
    loaded: LoadedModel, synthesizer: Synthesizer
) -> None:
    phrase = "遗产继承怎么办"
    assert phrase not in loaded.vocabulary.words
    said = synthesizer.mandarin(reading(phrase), Manner("f4", 150)).samples
    grammar = grammar_for((phrase, *MENU), loaded.vocabulary)
    outcome = heard(loaded, grammar, by_telephone(resampled(said, SYNTHESIZER_RATE)))
    assert isinstance(outcome, Heard)
    assert outcome.phrases == (phrase,)


def test_digits_are_heard_one_after_another(loaded: LoadedModel, synthesizer: Synthesizer) -> None:
    number = "二零二六幺幺二四"
    said = synthesizer.mandarin(reading(number), Manner("m7", 150)).samples
    grammar = grammar_for(DIGITS, loaded.vocabulary, repeating=True)
    outcome = heard(loaded, grammar, by_telephone(resampled(said, SYNTHESIZER_RATE)))
    assert isinstance(outcome, Heard | Unsure)
    assert "".join(outcome.phrases) == number


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Guten Tag, ich brauche einen Anwalt"), ("it", "buongiorno avvocato"), ("pl", "dzień dobry")],
)
def test_foreign_speech_is_not_taken_for_words(
    loaded: LoadedModel, synthesizer: Synthesizer, language: str, text: str
) -> None:
    said = synthesizer.foreign(text, language, Manner("m3", 150)).samples
    sound = by_telephone(resampled(said, SYNTHESIZER_RATE))
    assert heard(loaded, grammar_for(MENU, loaded.vocabulary), sound) == NotHeard(spoke=True)


def test_other_mandarin_is_not_taken_for_words(loaded: LoadedModel, synthesizer: Synthesizer) -> None:
    said = synthesizer.mandarin(reading("今天晚饭吃红烧肉还是炒青菜"), Manner("f4", 150)).samples
    sound = by_telephone(resampled(said, SYNTHESIZER_RATE))
    assert heard(loaded, grammar_for(MENU, loaded.vocabulary), sound) == NotHeard(spoke=True)


@pytest.mark.parametrize("key", "0123456789*#")
def test_a_key_is_not_taken_for_a_word(loaded: LoadedModel, key: str) -> None:
    outcome = heard(loaded, grammar_for(DIGITS, loaded.vocabulary), by_telephone(sounds.key(key, 0.3)))
    assert isinstance(outcome, NotHeard)


@pytest.mark.parametrize("kind", list(unheard_sounds.KINDS))
def test_sounds_that_it_never_met_are_not_taken_for_words(loaded: LoadedModel, kind: str) -> None:
    grammar = grammar_for((*MENU, *DIGITS), loaded.vocabulary)
    assert grammar is not None
    for seed in range(6):
        sound = by_telephone(unheard_sounds.KINDS[kind](np.random.default_rng(seed)), seed)
        for result in recognised(loaded, grammar, sound)[0]:
            assert isinstance(accept(result, grammar), NotHeard), seed


def test_no_noise_and_no_tune_is_taken_for_a_word(loaded: LoadedModel) -> None:
    callers = Callers(voices.UNHEARD, 1)
    # The last kinds hold scraps of foreign speech, of which now and then one is a word.
    for trial in (*callers.noise(11), *callers.music(8)):
        grammar = grammar_for(trial.phrases, loaded.vocabulary, repeating=trial.repeating)
        assert grammar is not None
        for result in recognised(loaded, grammar, trial.sound)[0]:
            assert isinstance(accept(result, grammar), NotHeard)


@pytest.mark.parametrize(
    ("score", "outcome"),
    [(2.0, Heard), (0.5, Unsure), (-1.0, NotHeard), (-9.0, NotHeard)],
)
def test_what_the_judge_says_of_a_word(score: float, outcome: type) -> None:
    grammar = grammar_for(("人工",), TINY)
    assert grammar is not None
    word = {"word": "人工", "conf": 1.0, "start": 1.0, "end": 1.5, SPEECH: score}
    found = accept(json.dumps({"result": [word]}), grammar)
    assert isinstance(found, outcome)
    if isinstance(found, NotHeard):
        # What is nearly a word was perhaps somebody; what is far from it was nobody.
        assert found.spoke == (score > -2)


@pytest.mark.parametrize(
    "broken", ["", "{}", "[]", '{"middle": 1}', '{"middle": [], "spread": [], "weights": []}']
)
def test_a_broken_judge_is_told(tmp_path: Path, broken: str) -> None:
    (tmp_path / "judge.json").write_text(broken)
    with pytest.raises(ValueError, match=r"judge|Expecting|list"):
        Judge.of(tmp_path)


def test_silence_is_no_speech(loaded: LoadedModel) -> None:
    assert heard(loaded, grammar_for(MENU, loaded.vocabulary), np.zeros(3 * RATE, np.float32)) == NotHeard(
        spoke=False
    )


def test_nothing_to_listen_for_is_no_grammar() -> None:
    assert grammar_for((), TINY) is None
    assert grammar_for(("hello", "", "  ", "饕餮"), TINY) is None


def test_phrases_are_cut_into_the_longest_words_that_the_model_knows() -> None:
    grammar = grammar_for(("开庭公告", "人工", "吃饭", "人工"), TINY)
    assert grammar is not None
    assert json.loads(grammar.json) == ["开庭 公 告", "人工", "[unk]"]
    assert grammar.unknown == ("吃饭",)


def test_a_model_without_outside_speech_gets_a_grammar_without_it() -> None:
    grammar = grammar_for(("开庭",), Vocabulary(frozenset({"开庭"})))
    assert grammar is not None
    assert json.loads(grammar.json) == ["开庭"]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ([("人工", 1.0, 0.5)], Heard(("人工",), 1.0)),
        ([("人工", 0.95, 0.5), ("人工", 1.0, 0.5)], Heard(("人工",), 0.95)),
        ([("开庭", 1.0, 0.5), ("公", 1.0, 0.2), ("告", 0.9, 0.2)], Heard(("开庭公告",), 0.9)),
        ([("人工", 0.55, 0.5)], Unsure(("人工",), 0.55)),
        ([("人工", 0.1, 0.5)], NotHeard(spoke=True)),
        ([("开庭", 1.0, 0.5), ("公", 1.0, 0.2)], NotHeard(spoke=True)),
        ([("人工", 1.0, 0.5), ("开庭", 1.0, 0.5), ("公", 1.0, 0.2), ("告", 1.0, 0.2)], NotHeard(spoke=True)),
        ([("人工", 1.0, 0.3), ("[unk]", 1.0, 1.5)], NotHeard(spoke=True)),
        ([("[unk]", 1.0, 1.5)], NotHeard(spoke=True)),
        ([], NotHeard(spoke=False)),
    ],
)
def test_what_is_made_of_a_result(
    words: list[tuple[str, float, float]], outcome: Heard | Unsure | NotHeard
) -> None:
    grammar = grammar_for(("开庭公告", "人工"), TINY)
    assert grammar is not None
    assert accept(result_of(*words), grammar) == outcome


@pytest.mark.parametrize(
    ("around", "outcome"),
    [(0, Heard), (1_000, Heard), (2_500, Unsure), (3_500, NotHeard), (5_000, NotHeard)],
)
def test_a_word_must_stand_out_from_what_is_around_it(around: int, outcome: type) -> None:
    grammar = grammar_for(("人工",), TINY)
    assert grammar is not None
    evidence, loud = Evidence(), np.full(3 * RATE, around)
    loud[RATE : RATE + RATE // 2] = 4_000
    line = (loud * np.random.default_rng(1).standard_normal(len(loud))).astype("<i2")
    for piece in np.split(line, 30):
        evidence.hear(piece.tobytes())
    word = {"word": "人工", "conf": 1.0, "start": 1.0, "end": 1.5}
    assert isinstance(accept(evidence.marked(json.dumps({"result": [word]})), grammar), outcome)


def test_a_word_that_other_speech_surrounds_need_not_stand_out() -> None:
    evidence, line = Evidence(), np.zeros(3 * RATE, "<i2")
    line[RATE // 2 : 2 * RATE] = 11_500
    evidence.hear(line.tobytes())
    words = [("[unk]", 0.5, 1.0), ("人工", 1.0, 1.5), ("[unk]", 1.5, 2.0)]
    result = [{"word": word, "conf": 1.0, "start": start, "end": end} for word, start, end in words]
    marked = json.loads(evidence.marked(json.dumps({"result": result})))
    assert min(word.get("above", 99) for word in marked["result"]) > 20


def test_a_word_as_steady_as_a_tone_or_as_short_as_a_knock_was_one() -> None:
    grammar = grammar_for(("人工",), TINY)
    assert grammar is not None
    word = {"word": "人工", "conf": 1.0, "start": 1.0, "end": 1.5}
    outcomes = []
    hiss = np.random.default_rng(1).standard_normal(RATE // 2)
    for sound in (sounds.key("5", 0.5), hiss * np.exp(-np.arange(RATE // 2) / 50), 0.1 * hiss):
        evidence, line = Evidence(), np.zeros(3 * RATE)
        line[RATE : RATE + len(sound)] = sound
        evidence.hear((line * 20_000).astype("<i2").tobytes())
        outcomes.append(accept(evidence.marked(json.dumps({"result": [word]})), grammar))
    assert outcomes == [NotHeard(spoke=False), NotHeard(spoke=False), Heard(("人工",), 1.0)]


def test_a_long_call_is_forgotten_and_the_times_stay_right() -> None:
    evidence, word = Evidence(), {"word": "人工", "conf": 1.0, "start": 100.0, "end": 100.5}
    quiet = bytes(2 * RATE)
    for second in range(102):
        evidence.hear(np.full(RATE, 9_000, "<i2").tobytes() if second == 100 else quiet)
    marked = json.loads(evidence.marked(json.dumps({"result": [word]})))
    assert marked["result"][0]["above"] < 4  # half of the loud second is the word, half is around it
    evidence = Evidence()
    for second in range(102):
        half = np.zeros(RATE, "<i2")
        half[: RATE // 2] = 9_000
        evidence.hear(half.tobytes() if second == 100 else quiet)
    marked = json.loads(evidence.marked(json.dumps({"result": [word]})))
    assert marked["result"][0]["above"] > 20


@pytest.mark.parametrize("result", ["", "[]", '{"text": ""}', '{"result": [{}]}', '{"result": []}'])
def test_a_result_without_words_stays_as_it_is(result: str) -> None:
    assert Evidence().marked(result) == result


def test_a_word_among_a_little_other_speech_is_asked_about() -> None:
    grammar = grammar_for(("人工",), TINY)
    assert grammar is not None
    outcome = accept(result_of(("[unk]", 1.0, 0.2), ("人工", 1.0, 0.5)), grammar)
    assert isinstance(outcome, Unsure)


def test_digits_of_a_number_are_all_kept() -> None:
    grammar = grammar_for(("一", "二"), TINY, repeating=True)
    assert grammar is not None
    said = result_of(("一", 1.0, 0.2), ("一", 0.9, 0.2), ("二", 1.0, 0.2))
    assert accept(said, grammar) == Heard(("一", "一", "二"), 0.9)


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"text": ""}', '{"result": [{"word": "人工"}]}'])
def test_a_result_that_is_none_is_silence(broken: str) -> None:
    grammar = grammar_for(("人工",), TINY)
    assert grammar is not None
    assert accept(broken, grammar) == NotHeard(spoke=False)


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    assert isinstance(load_model(tmp_path / "nowhere"), NoModel)


FILES = (*(str(file.relative_to(MODEL)) for file in sorted(MODEL.rglob("*")) if file.is_file()),)
DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "cut": lambda whole: whole[: len(whole) // 2],
    "garbled": lambda whole: np.random.default_rng(1).bytes(max(100, len(whole))),
    "emptied": lambda _: b"",
    "longer": lambda whole: whole + b"\xff",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_of_the_model_is_told(tmp_path: Path, name: str, damage: str) -> None:
    folder = shutil.copytree(MODEL, tmp_path / "model")
    (folder / name).write_bytes(DAMAGES[damage]((MODEL / name).read_bytes()))
    same = (folder / name).read_bytes() == (MODEL / name).read_bytes()
    if not same:
        assert isinstance(tried(folder), NoModel)


@pytest.mark.parametrize("name", [name for name in FILES if name != RECORD])
@pytest.mark.parametrize("damage", ["cut", "garbled"])
def test_a_broken_model_without_a_record_ends_nothing(tmp_path: Path, name: str, damage: str) -> None:
    """One that somebody else made: Vosk itself is asked, in a process of its own."""
    folder = shutil.copytree(MODEL, tmp_path / "model")
    (folder / RECORD).unlink()
    (folder / name).write_bytes(DAMAGES[damage]((MODEL / name).read_bytes()))
    assert isinstance(tried(folder), NoModel | Vocabulary)


def test_no_grammar_ends_a_recogniser() -> None:
    program = r"""
import sys, json, numpy as np
from pathlib import Path
from ivr.speech_model.grammar import accept, grammar_for
from ivr.speech_model.loading import load_model
from ivr.speech_model.measure import recognised
from ivr.speech_model.syllables import characters
loaded, rng = load_model(Path(sys.argv[1])), np.random.default_rng(1)
every = characters()
odd = [
    [], [""], ["   "], ["[unk]"], ["<eps>", "#0", "<s>"], ["开庭\0"], ["\n开庭\t公告 "], ['"', "\\", "]["],
    ["𠀀", "🙂", "\ud800"], ["开庭"] * 1000, ["一" * 3000], list(every),
    ["".join(rng.choice(every, 6)) for _ in range(3000)],
]
sound = rng.uniform(-0.3, 0.3, 8000).astype(np.float32)
for phrases in odd:
    for repeating in (False, True):
        grammar = grammar_for(phrases, loaded.vocabulary, repeating=repeating)
        if grammar is not None:
            for result in recognised(loaded, grammar, sound)[0]:
                accept(result, grammar)
"""
    subprocess.run([sys.executable, "-c", program, str(MODEL)], check=True, timeout=120)
