"""Page → script: what is said, which keys and words are listened for, and where each leads. Pure.

Rules of ISO/IEC 13714 and ETSI ETR 096: at most four options at a time besides the fixed keys, the
function before the key, keys ascending; 0 a person, 9 repeat, * back, # on to the next part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ivr.keys import Key
from ivr.parts import Numbered, chapters, parts
from shared.pages import AnyPage, Fact, Item, Listing, Menu, Notice, Option
from shared.place import HOME, Place
from shared.short_codes import PERSON, NoCode
from shared.speech.script import opening
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words

# An option's hint is said when it is this short; longer ones are for the eye.
SHORT_HINT = 40
# Where a caller leaves a voice message when no person answers.
MESSAGE = Place("/complaint/new")


@dataclass(frozen=True, slots=True)
class Go:
    """Open a place."""

    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """Another part of the same page."""

    part: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say this once more."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the page before."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Chinese instead of English, or the other way about."""


@dataclass(frozen=True, slots=True)
class OtherSpeed:
    """Slower, then faster, then as before."""


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A short code was dialled that leads nowhere."""

    why: NoCode


@dataclass(frozen=True, slots=True)
class End:
    """The caller is done."""


Action = Go | Turn | Repeat | Back | OtherLanguage | OtherSpeed | WrongCode | End


@dataclass(frozen=True, slots=True)
class Script:
    """`titles` tells which key leads to what; `facts` which facts are said in this part."""

    utterances: tuple[str, ...]
    keys: Mapping[Key, Action]
    words: Mapping[str, Action] = field(default_factory=dict)
    titles: Mapping[str, Key] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    private: bool = False


def script(
    page: AnyPage,
    words: Words,
    part: int = 0,
    *,
    offered: Callable[[Place], bool] = lambda _: True,
    greeting: bool = False,
    announcements: Sequence[str] = (),
) -> Script:
    """The script of one part of a page that is no form.

    `offered` tells whether a place is on the telephone; what is not is not offered. `greeting` is for
    the home page at the start of a call, `announcements` are said after it.
    """
    every = parts(page, words, offered)
    part = min(max(part, 0), len(every) - 1)
    now = every[part]
    keys: dict[Key, Action] = {
        Key.ZERO: Go(PERSON), Key.EIGHT: OtherSpeed(), Key.NINE: Repeat(), Key.STAR: Back()
    }  # fmt: skip
    titles: dict[str, Key] = {}
    spoken: dict[str, Action] = {}
    said = list(_lead(page, words, part, announcements if greeting else None))
    said += now.sentences
    for numbered in now.choices:
        keys[numbered.key] = Go(numbered.choice.place)
        if isinstance(numbered.choice, Option):
            for word in (numbered.choice.title, *numbered.choice.words):
                spoken[word] = Go(numbered.choice.place)
    for numbered in now.offers or now.choices:
        titles[numbered.choice.title] = numbered.key
    said += [_offer(numbered, words, at_home=page.place == HOME) for numbered in now.offers]
    if isinstance(page, Listing) and now.choices and isinstance(now.choices[0].choice, Item):
        said.append(words("voice.item-details"))
    following = _following(page, part, len(every))
    if following is not None:
        keys[Key.HASH] = following
        said.append(words("voice.more"))
    if page.place == HOME:
        keys[Key.EIGHT] = OtherLanguage()
        keys[Key.STAR] = End()
        said.append(words("voice.home-keys"))
    elif following is None:
        said.append(words("voice.keys"))
    spoken |= _spoken_keys(keys, words, following)
    return Script(
        utterances=tuple(sentence for sentence in said if sentence),
        keys=keys,
        words=spoken,
        titles=titles,
        facts={fact.key: fact for fact in now.facts},
        private=page.private,
    )


class Scripts:
    """The scripts of menus, made once: every caller hears them. Of other pages, which may hold what somebody
    asked for, none is kept."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._known: dict[tuple[object, ...], tuple[AnyPage, Script]] = {}

    def of(
        self,
        page: AnyPage,
        words: Words,
        part: int,
        *,
        offered: Callable[[Place], bool],
        greeting: bool,
        announcements: tuple[str, ...],
    ) -> Script:
        """As `script`. `offered` is the same at each call."""
        key = (page.place, words.language, part, greeting, announcements)
        known = self._known.get(key)
        if known is not None and known[0] == page:
            return known[1]
        made = script(page, words, part, offered=offered, greeting=greeting, announcements=announcements)
        if isinstance(page, Menu) and not page.private:
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = page, made
        return made


def with_message(said: Script, words: Words) -> Script:
    """The script of the page about a person, when none can be had: a message may be left instead."""
    offer = words("voice.leave-message")
    return replace(
        said,
        utterances=(*said.utterances[:-1], offer, *said.utterances[-1:]),
        keys={**said.keys, Key.ONE: Go(MESSAGE)},
    )


def scripts(
    page: AnyPage, words: Words, *, offered: Callable[[Place], bool] = lambda _: True
) -> Iterator[Script]:
    """The scripts of all parts of a page; of the home page also the greeting's."""
    if page.place == HOME:
        yield script(page, words, offered=offered, greeting=True)
    for part in range(len(parts(page, words, offered))):
        yield script(page, words, part, offered=offered)


def _lead(page: AnyPage, words: Words, part: int, greeting: Sequence[str] | None) -> Iterable[str]:
    """What is said before a part: the greeting and its announcements, or the page's title and its lead."""
    if page.place == HOME:
        if greeting is not None:
            yield words("voice.greeting", court=page.title)
            if page.lead:
                yield say_text(page.lead, words.language)
            if page.as_of:
                yield words("voice.as-of", when=say(page.as_of, words.language))
            yield words("voice.english")
            yield from greeting
        elif not part:
            yield words("voice.main-menu")
        return
    if part:
        return
    yield from opening(page, words)
    if isinstance(page, Listing) and page.total:
        yield say_text(words.count("voice.total", page.total), words.language)
    if (count := chapters(page)) > 1:
        yield say_text(words("voice.chapters", number=str(count)), words.language)
    if page.offline and not isinstance(page, Notice):
        yield words("voice.offline")


def _spoken_keys(keys: Mapping[Key, Action], words: Words, following: Action | None) -> dict[str, Action]:
    """What may be said instead of a key: its number, and the words for the keys that are always there."""
    said: dict[str, Action] = {
        say(int(key), words.language): action for key, action in keys.items() if key.is_digit
    }
    named = {
        "voice.words-person": Go(PERSON),
        "voice.words-repeat": Repeat(),
        "voice.words-back": keys[Key.STAR],
        "voice.words-home": Go(HOME),
        **({"voice.words-more": following} if following is not None else {}),
    }
    for message, action in named.items():
        said |= dict.fromkeys(words(message).split("、"), action)
    return said


def _offer(numbered: Numbered, words: Words, *, at_home: bool) -> str:
    option = numbered.choice
    title = say_text(option.title, words.language)
    hint = option.hint if isinstance(option, Option) else ""
    if hint and not at_home and len(hint) <= SHORT_HINT:
        title += words("speech.comma") + say_text(hint, words.language)
    return words("voice.option", title=title, key=say(int(numbered.key), words.language))


def _following(page: AnyPage, part: int, count: int) -> Action | None:
    if part + 1 < count:
        return Turn(part + 1)
    if isinstance(page, Listing) and page.next is not None:
        return Go(page.next)
    return None
