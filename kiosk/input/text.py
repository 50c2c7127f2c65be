"""Names and other text: written with a finger, spelled in pinyin or by initials, or letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.input.pinyin import Pinyin
from kiosk.input.recogniser import NoRecogniserError, Recogniser
from kiosk.input.surnames import DOT
from kiosk.input.writing_pad import WritingPad
from kiosk.widgets.base import Text, column
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

# Of all keys here; a low screen shows the whole of the panel as well.
KEY_HIGH, LOW_KEY_HIGH = 92, 70
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_DIGITS = "1234567890"
_MARKS = "，。、：；（）-·"


class Writing:
    """What text is made with; opened when it is first needed, and remembering nobody's text."""

    @cached_property
    def recogniser(self) -> Recogniser | None:
        """None where the machine has no handwriting."""
        try:
            return Recogniser()
        except NoRecogniserError:
            return None

    @cached_property
    def pinyin(self) -> Pinyin:
        return Pinyin()

    def warm_up(self) -> None:
        """Open everything now (about a second), so that nobody waits for it. For a worker thread."""
        _ = self.recogniser
        self.pinyin.warm_up()


class TextPanel(BoxLayout):
    """`changed` gets the whole text after every change, `say` how many characters there are to choose from.
    Where it is a `name`, surnames are offered first."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        writing: Writing,
        changed: Callable[[str], None],
        *,
        value: str,
        most: int,
        say: Callable[[str], None],
        name: bool = False,
        low: bool = False,
    ) -> None:
        look = hand.look
        super().__init__(orientation="vertical", spacing=look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._writing, self._changed = hand, words, writing, changed
        self._value, self._most, self._say = value, most, say
        self._name, self._low = name, low or look.landscape
        self._letters, self._page = "", 0
        self._found: tuple[str, ...] = ()
        self._pad: WritingPad | None = None
        self._high = look(LOW_KEY_HIGH if look.landscape else KEY_HIGH)
        self._tabs = BoxLayout(size_hint_y=None, height=self._high, spacing=look.gap)
        self._spelled = Text(look, "", look.text(38), colour=look.colours.accent, bold=True)
        # A low screen shows the candidates in one row. The last place is the key for more of them.
        lines, self._across = 1 if self._low else 2, 10 if look.landscape else 6
        self._at_once = lines * self._across - 1
        self._row = GridLayout(
            cols=self._across, spacing=look.gap, size_hint_y=None,
            height=lines * self._high + (lines - 1) * look.gap,
        )  # fmt: skip
        self._keys = column(look)
        for each in (self._tabs, self._keys):
            self.add_widget(each)
        self._turn("write" if writing.recogniser else "spell")

    # -- ways to write

    def _turn(self, way: str) -> None:
        hand, words = self._hand, self._words
        self._take_first()
        self._tabs.clear_widgets()
        ways = ["spell", "letters"]
        if self._writing.recogniser:
            ways.insert(0, "write")
        for name in ways:
            title = words(f"kiosk.input-{name}")
            spoken = f"{title}，{words('kiosk.write-here')}" if name == "write" else title
            self._tabs.add_widget(
                PushButton(
                    hand, title, partial(self._turn, name), chosen=name == way, spoken=spoken,
                    repeats=True, height=self._high, size=hand.look(36), padding=(0, 0),
                )
            )  # fmt: skip
        self._keys.clear_widgets()
        self._pad = None
        self._letters = ""
        self._offer(())
        self.remove_widget(self._row)
        if way != "letters":
            self.add_widget(self._row, index=1)
        match way:
            case "write":
                self._build_pad()
            case "spell":
                self._keys.add_widget(self._spelled)
                self._build_letters(self._spell)
            case _:
                self._build_letters(self._typed, digits=True)
        self._build_bar()

    def _build_pad(self) -> None:
        recogniser = self._writing.recogniser
        if recogniser is not None:
            high = self._hand.look(280 if self._low else 380)
            self._pad = WritingPad(self._hand.look, recogniser, self._offer, self._take_first, height=high)
            self._keys.add_widget(self._pad)
            self._offer(())

    def _build_letters(self, act: Callable[[str], None], *, digits: bool = False) -> None:
        look = self._hand.look
        for row in (_DIGITS, *_ROWS, _MARKS) if digits else _ROWS:
            bar = BoxLayout(size_hint_y=None, height=self._high, spacing=look.gap)
            side = (10 - len(row)) / 2
            if side:
                bar.add_widget(Widget(size_hint_x=side))
            for letter in row:
                bar.add_widget(self._key(letter, partial(act, letter), size=look(44)))
            if side:
                bar.add_widget(Widget(size_hint_x=side))
            self._keys.add_widget(bar)

    def _build_bar(self) -> None:
        look, words = self._hand.look, self._words
        bar = BoxLayout(size_hint_y=None, height=self._high, spacing=look.gap)
        if self._pad is not None:
            bar.add_widget(self._key(words("kiosk.undo-stroke"), self._pad.undo))
        if self._name:
            bar.add_widget(self._key(DOT, partial(self._typed, DOT)))
        bar.add_widget(self._key(words("kiosk.delete"), self._delete))
        bar.add_widget(self._key(words("kiosk.clear"), self._clear))
        self._keys.add_widget(bar)

    def _key(self, title: str, act: Callable[[], None], size: float | None = None) -> PushButton:
        look = self._hand.look
        return PushButton(
            self._hand, title, act, repeats=True, height=self._high, size=size or look(36), padding=(0, 0)
        )

    # -- what is typed, and what it may mean

    def _spell(self, letter: str) -> None:
        self._letters += letter
        self._show_spelled()

    def _show_spelled(self) -> None:
        self._spelled.write(self._letters)
        surname = self._name and not self._value
        self._offer(self._writing.pinyin.candidates(self._letters, surname=surname))
        if self._letters:
            words, found = self._words, len(self._found)
            said = words.count("spoken.candidates", found) if found else words("spoken.no-candidates")
            self._say(f"{' '.join(self._letters)}，{said}")

    def _offer(self, found: Sequence[str]) -> None:
        self._found, self._page = tuple(found), 0
        self._show_found()

    def _show_found(self) -> None:
        look = self._hand.look
        self._row.clear_widgets()
        if not self._found and self._pad is not None:
            # Where the candidates will be; a grid's cell is too narrow for a sentence.
            self._row.cols = 1
            hint = self._words("kiosk.write-here")
            size = min(look.body, look(38))
            self._row.add_widget(Text(look, hint, size, colour=look.colours.muted, align="center"))
            return
        self._row.cols = self._across
        start = self._page * self._at_once
        for candidate in self._found[start : start + self._at_once]:
            key = self._key(candidate, partial(self._choose, candidate), size=look(48))
            key.spoken = self._told(candidate)
            self._row.add_widget(key)
        if len(self._found) > self._at_once:
            self._row.add_widget(self._key(self._words("kiosk.more"), self._more, size=look(28)))

    def _told(self, candidate: str) -> str:
        """By ear one character is told from others by a word that it stands in."""
        word = self._writing.pinyin.word_with(candidate) if len(candidate) == 1 else ""
        return self._words("spoken.character", character=candidate, word=word) if word else candidate

    def _more(self) -> None:
        self._page = (self._page + 1) % (-(-len(self._found) // self._at_once))
        self._show_found()

    def _choose(self, candidate: str) -> None:
        self._typed(candidate)
        if self._pad is not None:
            self._pad.clear()
            self._offer(())
        elif self._letters:
            self._letters = self._letters[self._writing.pinyin.used(self._letters, candidate) :]
            self._show_spelled()

    def _take_first(self) -> None:
        """The likeliest of what was written, because the person goes on writing."""
        if self._pad is not None and self._found:
            self._typed(self._found[0])
            self._offer(())

    def _typed(self, text: str) -> None:
        if len(self._value) + len(text) <= self._most:
            self._tell(self._value + text)

    def _delete(self) -> None:
        if self._letters:
            self._letters = self._letters[:-1]
            self._show_spelled()
        elif self._pad is not None and self._found:
            self._pad.clear()
            self._offer(())
        else:
            self._tell(self._value[:-1])

    def _clear(self) -> None:
        self._letters = ""
        if self._pad is not None:
            self._pad.clear()
        self._offer(())
        self._spelled.write("")
        self._tell("")

    def _tell(self, value: str) -> None:
        self._value = value
        self._changed(value)
