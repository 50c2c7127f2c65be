"""Names and other text: written with a finger, spelled in pinyin or by initials, or letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.input.pinyin import Pinyin
from kiosk.input.recogniser import NoRecogniserError, Recogniser
from kiosk.input.writing_pad import WritingPad
from kiosk.widgets.base import Text, column
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

SHOWN = 10
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_DIGITS = "1234567890"
_MARKS = "，。、：；（）-"


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
    """`changed` gets the whole text after every change."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        writing: Writing,
        changed: Callable[[str], None],
        *,
        value: str,
        most: int,
    ) -> None:
        look = hand.look
        super().__init__(orientation="vertical", spacing=look(18), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._writing, self._changed = hand, words, writing, changed
        self._value, self._most = value, most
        self._letters, self._page = "", 0
        self._found: tuple[str, ...] = ()
        self._pad: WritingPad | None = None
        self._tabs = BoxLayout(size_hint_y=None, height=look(88), spacing=look(18))
        self._spelled = Text(look, "", look.text(38), colour=look.colours.accent, bold=True)
        # A low screen shows the candidates in one row.
        across = SHOWN + 1 if look.landscape else 6
        self._row = GridLayout(
            cols=across, spacing=look(14), size_hint_y=None, height=look(92 if look.landscape else 198)
        )
        self._keys = column(look, spacing=look(14))
        for each in (self._tabs, self._row, self._keys):
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
                    repeats=True, height=hand.look(88), size=hand.look(36), padding=(0, 0),
                )
            )  # fmt: skip
        self._keys.clear_widgets()
        self._pad = None
        self._letters = ""
        self._offer(())
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
            self._pad = WritingPad(self._hand.look, recogniser, self._offer, self._take_first)
            self._keys.add_widget(self._pad)
            self._offer(())

    def _build_letters(self, act: Callable[[str], None], *, digits: bool = False) -> None:
        look = self._hand.look
        for row in (_DIGITS, *_ROWS, _MARKS) if digits else _ROWS:
            bar = BoxLayout(size_hint_y=None, height=look(92), spacing=look(12))
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
        bar = BoxLayout(size_hint_y=None, height=look(92), spacing=look(18))
        if self._pad is not None:
            bar.add_widget(self._key(words("kiosk.undo-stroke"), self._pad.undo))
        bar.add_widget(self._key(words("kiosk.delete"), self._delete))
        bar.add_widget(self._key(words("kiosk.clear"), self._clear))
        self._keys.add_widget(bar)

    def _key(self, title: str, act: Callable[[], None], size: float | None = None) -> PushButton:
        look = self._hand.look
        return PushButton(
            self._hand, title, act, repeats=True, height=look(92), size=size or look(36), padding=(0, 0)
        )

    # -- what is typed, and what it may mean

    def _spell(self, letter: str) -> None:
        self._letters += letter
        self._show_spelled()

    def _show_spelled(self) -> None:
        self._spelled.write(self._letters)
        self._offer(self._writing.pinyin.candidates(self._letters))

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
        self._row.cols = SHOWN + 1 if look.landscape else 6
        start = self._page * SHOWN
        for candidate in self._found[start : start + SHOWN]:
            self._row.add_widget(self._key(candidate, partial(self._choose, candidate), size=look(48)))
        if len(self._found) > SHOWN:
            self._row.add_widget(self._key(self._words("kiosk.more"), self._more))

    def _more(self) -> None:
        self._page = (self._page + 1) % (-(-len(self._found) // SHOWN))
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
