"""What each step of the line listens for: nothing that differs in its tones only means two things.

By telephone 是 and 十 are hardly told apart. Where a court's own titles come that close, the line asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ivr import speaking
from ivr.script import scripts
from ivr.speaking import Says
from ivr.speech_model.grammar import Heard, Unsure, Vocabulary, accept, grammar_for
from ivr.speech_model.syllables import toneless
from shared.application import Application
from shared.pages import FieldKind, Form
from shared.short_codes import is_offered
from shared.speech.wording import say
from shared.visit import Face, Language, Visit
from tests.ivr.test_script import _pages
from tests.ivr.test_speech_model import result_of


def _alike(means: Mapping[str, object]) -> list[set[str]]:
    """Phrases that sound alike but for their tones, and do not mean the same."""
    by_sound: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase in means:
        by_sound[toneless(phrase)].add(phrase)
    return [same for same in by_sound.values() if len({repr(means[phrase]) for phrase in same}) > 1]


def _steps(application: Application) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every step of every page: where it is, and what each phrase means there."""
    words = application.words(Visit(Face.VOICE))

    def listed(*messages: str) -> dict[str, object]:
        return {phrase: message for message in messages for phrase in words(message).split("、")}

    out = listed("voice.words-person", "voice.words-back")
    yield "did you say", listed("voice.words-yes", "voice.words-no")
    yield "is it right", listed("voice.words-yes", "voice.words-no") | out
    for says in Says:
        yield says.name, dict(zip(says.value, map(str, says.value), strict=True)) | out
    for page in _pages(application, Language.CHINESE):
        if not isinstance(page, Form):
            for said in scripts(page, words, offered=lambda place: is_offered(application, place)):
                yield str(page.place), said.words
            continue
        for field in page.fields:
            if field.kind is FieldKind.CHOICE:
                named = speaking.labels({choice.label: choice.value for choice in field.choices})
                numbers = {
                    say(number, words.language): choice.value
                    for number, choice in enumerate(field.choices[:9], start=1)
                }
                yield f"{page.place} {field.name}", {**numbers, **named, **out}


def test_no_step_listens_for_two_things_that_differ_only_in_tone(application: Application) -> None:
    steps, found = 0, {}
    for where, means in _steps(application):
        steps += 1
        if alike := _alike({phrase: to for phrase, to in means.items() if _is_chinese(phrase)}):
            found[where] = alike
    assert steps > 100
    # 三亿 and 三一: a sum is said back before it counts.
    assert found == {"NUMBER": [{"一", "亿"}]}


def _is_chinese(phrase: str) -> bool:
    return all("一" <= character <= "鿿" for character in phrase)


def test_what_has_a_twin_in_its_step_is_asked_about() -> None:
    grammar = grammar_for(("是", "十", "不是"), Vocabulary(frozenset(("是", "十", "不是"))))
    assert grammar is not None
    outcomes = [accept(result_of((word, 1.0, 0.5)), grammar) for word in ("是", "十", "不是")]
    assert [type(outcome) for outcome in outcomes] == [Unsure, Unsure, Heard]
