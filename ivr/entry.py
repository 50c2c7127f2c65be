"""What a caller keys in for a field, by its kind: which questions are asked, and what the digits mean. Pure.

Every entry ends with #; * clears what was keyed in so far, and with nothing keyed in goes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivr.keys import Key
from ivr.speaking import Says
from shared.pages import Field, FieldKind
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words

ID_DIGITS = 18
RECEIPT_DIGITS = 12
CHOICES_AT_A_TIME = 4
# 0 is a person.
MOST_NUMBERED = 9


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: what is said, and how many digits an answer has. `empty` stands for just #.

    After exactly `x_after` digits * is the X that an ID number may end with; with `point` the first * is a
    decimal point, and only the second clears. `says` tells what may be said instead; None: it is keyed in.
    """

    prompt: str
    least: int
    most: int
    empty: str | None = None
    x_after: int | None = None
    point: bool = False
    says: Says | None = None

    def accepts(self, keyed: str) -> bool:
        return self.least <= len(keyed) <= self.most


@dataclass(frozen=True, slots=True)
class Choices:
    """Some of a field's choices: what is said, and the value that each key stands for."""

    offers: tuple[str, ...]
    values: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Wrong:
    """The digits mean nothing; what to tell the caller."""

    text: str


def asks(field: Field, words: Words, today: date) -> Sequence[Ask] | None:
    """The questions for a field; None when it cannot be filled in by keys."""
    prompt = field.prompt
    match field.kind:
        case FieldKind.QUERY_PASSWORD | FieldKind.SEARCH_KEYS:
            return (Ask(_with_hash(prompt, words), field.least, field.most),)
        case FieldKind.YEAR:
            return (Ask(_with_hash(prompt, words), field.least, field.most, says=Says.DIGITS),)
        case FieldKind.CASE_LOGIN:
            return (Ask(_with_hash(prompt, words), 1, 20, x_after=ID_DIGITS - 1),)
        case FieldKind.CASE_REFERENCE:
            return (Ask(_with_hash(prompt, words), 1, 20),)
        case FieldKind.ID_NUMBER:
            return (Ask(words("voice.ask-id-number"), ID_DIGITS, ID_DIGITS, x_after=ID_DIGITS - 1),)
        case FieldKind.DATE:
            return (Ask(words("voice.ask-date", prompt=prompt.rstrip("。.")), 3, 8, says=Says.DATE),)
        case FieldKind.CASE_NUMBER:
            year = str(today.year)
            return (
                Ask(words("voice.ask-year", year=year), 4, 4, empty=year, says=Says.DIGITS),
                Ask(words("voice.ask-serial"), 1, 8, says=Says.DIGITS),
            )
        case FieldKind.RECEIPT_NUMBER:
            return (Ask(_with_hash(prompt, words), RECEIPT_DIGITS, RECEIPT_DIGITS),)
        case FieldKind.CODE:
            return (Ask(_with_hash(prompt, words), field.least, field.most),)
        case FieldKind.TELEPHONE:
            return (Ask(_with_hash(prompt, words), 5, 12),)
        case FieldKind.AMOUNT:
            text = words("voice.ask-amount", prompt=prompt.rstrip("。."))
            return (Ask(text, 1, 16, point=True, says=Says.NUMBER),)
    return None


def _with_hash(prompt: str, words: Words) -> str:
    return words("voice.ask", prompt=prompt.rstrip("。."))


def choices(field: Field, words: Words) -> Sequence[Choices]:
    """A choice field's choices, four at a time. Up to nine keep their numbers through all of them."""
    every = list(enumerate(field.choices, start=1))
    rows = [every[start : start + CHOICES_AT_A_TIME] for start in range(0, len(every), CHOICES_AT_A_TIME)]
    if len(every) > MOST_NUMBERED:
        rows = [list(enumerate((choice for _, choice in row), start=1)) for row in rows]
    valid = {Key(str(number)): choice.value for number, choice in every if len(every) <= MOST_NUMBERED}
    return [
        Choices(
            tuple(
                words(
                    "voice.option",
                    title=say_text(choice.label, words.language),
                    key=say(number, words.language),
                )
                for number, choice in row
            ),
            valid or {Key(str(number)): choice.value for number, choice in row},
        )
        for row in rows
    ]


def value(field: Field, answers: Sequence[str], words: Words, today: date) -> str | Wrong:
    """What the answers to all questions of a field come to."""
    match field.kind:
        case FieldKind.DATE:
            return day(answers[0], words, today)
        case FieldKind.CASE_NUMBER:
            return "-".join(answers)
    return answers[0]


def day(digits: str, words: Words, today: date) -> str | Wrong:
    """1124 is the 24th of November nearest to today; 20261124 says the year too; 105 is 5 January."""
    wrong = Wrong(words("voice.wrong-date"))
    try:
        if len(digits) == 8:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
        if len(digits) not in (3, 4):
            return wrong
        month, number = int(digits[:-2]), int(digits[-2:])
    except ValueError:
        return wrong
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, number))
        except ValueError:
            continue
    if not near:
        return wrong
    return min(near, key=lambda candidate: abs(candidate - today)).isoformat()
