"""The sheet of settings for eyes, hands and ears; each holds at once, all go back at the end of the visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.uix.boxlayout import BoxLayout

from kiosk.comfort import DEFAULT, TEXT_STEPS, Comfort, Contrast
from kiosk.widgets.base import Card, Text, line
from kiosk.widgets.frame import Sheet
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words


class ComfortSheet(Sheet):
    def __init__(
        self, hand: Hand, words: Words, change: Callable[[Comfort], None], close: Callable[[], None]
    ) -> None:
        look = hand.look
        self._hand, self._change = hand, change
        now = look.comfort
        width = min(look.width - look(48), look(1400 if look.landscape else 1000))
        card = Card(look, padding=look(40), spacing=look.gap, size_hint_x=None, width=width)
        self._card = card
        super().__init__(look, card, spoken=words("kiosk.comfort-title"))
        card.add_widget(Text(look, words("kiosk.comfort-title"), look(48), bold=True))
        self._row(
            words("kiosk.text-size"),
            [
                (words(f"kiosk.text-size-{step}"), replace(now, text_step=step), now.text_step == step)
                for step in range(len(TEXT_STEPS))
            ],
        )
        self._row(
            words("kiosk.contrast"),
            [
                (words(f"kiosk.contrast-{mode}"), replace(now, contrast=mode), now.contrast is mode)
                for mode in Contrast
            ],
        )
        for message, on, without, having in (
            ("kiosk.reach", now.reach, replace(now, reach=False), replace(now, reach=True)),
            (
                "kiosk.slow-touch",
                now.slow_touch,
                replace(now, slow_touch=False),
                replace(now, slow_touch=True),
            ),
        ):
            choices = [(words("kiosk.off"), without, not on), (words("kiosk.on"), having, on)]
            self._row(words(message), choices)
        bar = BoxLayout(size_hint_y=None, height=look(120), spacing=look.gap)
        bar.add_widget(
            PushButton(
                hand, words("kiosk.comfort-reset"), lambda: change(replace(DEFAULT, aloud=now.aloud)),
                height=look(120), size=look(38),
            )
        )  # fmt: skip
        bar.add_widget(
            PushButton(hand, words("kiosk.close"), close, main=True, height=look(120), size=look(38))
        )
        card.add_widget(bar)

    def _row(self, label: str, choices: list[tuple[str, Comfort, bool]]) -> None:
        look = self._hand.look
        # The sheet itself does not grow: it must show all of its choices on every screen.
        name = Text(look, label, look(32), colour=look.colours.muted, pos_hint={"center_y": 0.5})
        bar = BoxLayout(size_hint_y=None, height=look(104), spacing=look.gap)
        for title, comfort, chosen in choices:
            bar.add_widget(
                PushButton(
                    self._hand, title, partial(self._change, comfort), chosen=chosen, repeats=True,
                    height=look(104), size=look(38), padding=(0, 0), spoken=f"{label}，{title}",
                )
            )  # fmt: skip
        if look.landscape:
            name.size_hint_x, name.width = None, look(400)
            beside = line(look)
            beside.add_widget(name)
            beside.add_widget(bar)
            self._card.add_widget(beside)
        else:
            self._card.add_widget(name)
            self._card.add_widget(bar)
