"""A menu: tiles in a grid, each an icon, a title and one line that helps to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.lines import broken, units
from kiosk.presenter import Row, Tile, View
from kiosk.theme import Look
from kiosk.widgets.base import Icon, Surface, Text, column, width_of
from kiosk.widgets.frame import banner
from kiosk.widgets.touch import Hand, Touchable
from shared.place import Place


class _Badge(AnchorLayout, Surface):
    """An icon on a soft round ground."""

    def __init__(self, look: Look, icon: str, size: float) -> None:
        super().__init__(size_hint=(None, None), size=(size, size), pos_hint={"center_y": 0.5})
        self.surface(look.colours.accent_soft, radius=size / 2)
        self.add_widget(Icon(icon, size * 0.44, colour=look.colours.accent))


class _Choice(Touchable):
    """Something to choose, as high as the words in it ask for and never lower than `least`."""

    def __init__(
        self, hand: Hand, title: str, on_touch: Callable[[], None], *, least: float, **more: Any
    ) -> None:
        super().__init__(hand, title, on_touch, size_hint_y=None, height=least, **more)
        self._lowest = least
        self.bind(minimum_height=self._fit)

    @property
    def least(self) -> float:
        """The height that it needs, whatever it stands beside."""
        return max(self._lowest, float(self.minimum_height))

    def _fit(self, *_: object) -> None:
        # Side by side it is as high as its neighbours.
        if self.size_hint_y is None:
            self.height = self.least


class MenuTile(_Choice):
    """`large` is one of the first page's; `flat` stands alone in a line of them."""

    def __init__(
        self,
        hand: Hand,
        tile: Tile,
        open_place: Callable[[Place], None],
        *,
        large: bool = False,
        flat: bool = False,
    ) -> None:
        look = hand.look
        super().__init__(
            hand,
            tile.title,
            lambda: open_place(tile.place),
            spoken=f"{tile.title}，{tile.hint}" if tile.hint else tile.title,
            least=look(112 if flat else 160 if large else 148),
            padding=(look(24), look(8 if look.landscape else 10)) if large else (look(32), look(20)),
            spacing=look(22 if large else 28),
        )
        self.add_widget(_Badge(look, tile.icon, look(64 if flat else 96 if large else 88)))
        title = Text(
            look, tile.title, _title_size(look, tile.title, flat) if large else look.strong, bold=True
        )
        shown = _short(look, tile.hint) if large and not flat else tile.hint
        hint = Text(look, shown, look.text(30 if large else 32), colour=look.colours.muted)
        if flat and look.comfort.text < 1.4:
            title.size_hint_x, title.width = None, width_of(tile.title, look.text(44), bold=True) + look(8)
            for each in (title, hint):
                each.pos_hint = {"center_y": 0.5}
                self.add_widget(each)
        else:
            words = column(look, spacing=look(2), pos_hint={"center_y": 0.5})
            words.add_widget(title)
            if tile.hint:
                words.add_widget(hint)
            self.add_widget(words)
        if not large or flat:
            self.add_widget(Icon("forward", look(28), colour=look.colours.edge, pos_hint={"center_y": 0.5}))


def _room(look: Look) -> float:
    """What the words on a tile of the first page have in width."""
    across, beside = (3, look(400)) if look.landscape else (2, 0)
    tile = (look.width - beside - 2 * look.margin - (across - 1) * look.gap) / across
    return tile - look(2 * 24 + 96 + 22) - 4


def _title_size(look: Look, title: str, flat: bool) -> float:
    """A low screen shows all of the first page as well; so does any where words are long."""
    size = 40 if look.landscape else 44
    while not flat and size > 32 and width_of(title, look.text(size), bold=True) > _room(look):
        size -= 1
    return look.text(size)


def _short(look: Look, hint: str) -> str:
    """Two lines of it; all of it is said, and stands on the page behind it."""
    if look.comfort.text > 1.4:
        return hint
    size, shown = look.text(30), hint
    pieces = list(units(hint))
    while pieces and broken(shown, _room(look), lambda piece: width_of(piece, size)).count("\n") > 1:
        pieces.pop()
        shown = "".join(pieces).rstrip(" ,;:，、；：") + "…"
    return shown


class Today(_Choice):
    """What is on today, at a glance: the number large, what it counts, and the next of it."""

    def __init__(self, hand: Hand, row: Row, open_place: Callable[[Place], None]) -> None:
        look, colours = hand.look, hand.look.colours
        super().__init__(
            hand,
            row.title,
            lambda: open_place(row.place),
            spoken="，".join((row.title, row.lead, *(cell.text for cell in row.cells))),
            fill=colours.accent_soft,
            line=colours.accent,
            least=look(128),
            padding=(look(36), look(10)),
            spacing=look(32),
        )
        self.add_widget(
            Text(
                look, row.lead, look.text(80), bold=True, colour=colours.accent,
                size_hint_x=None, width=width_of(row.lead, look.text(80), bold=True) + look(8),
                pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
        words = column(look, spacing=look(4), pos_hint={"center_y": 0.5})
        words.add_widget(Text(look, row.title, look.text(44), bold=True))
        for cell in row.cells:
            words.add_widget(Text(look, cell.text, look.text(32), colour=colours.ink))
        self.add_widget(words)
        self.add_widget(Icon("forward", look(28), colour=colours.accent, pos_hint={"center_y": 0.5}))


def tiles(
    hand: Hand, given: Sequence[Tile], open_place: Callable[[Place], None], *, large: bool = False
) -> Iterator[Widget]:
    """Tiles in one column, in two where the screen is wide: a line of them at a time."""
    columns = (
        (3 if hand.look.landscape else 2) if large and hand.look.comfort.text < 1.4 else hand.look.columns
    )
    for start in range(0, len(given), columns):
        some = given[start : start + columns]
        # One that is left over has a line of its own, and needs no more than a flat one.
        flat = large and columns > 1 and len(some) == 1
        made = [MenuTile(hand, tile, open_place, large=large, flat=flat) for tile in some]
        if columns == 1 or flat:
            yield made[0]
            continue
        yield level(hand.look, made, columns)


def level(look: Look, made: Sequence[Widget], columns: int) -> BoxLayout:
    """Things side by side, all as high as the highest of them needs to be."""
    row = BoxLayout(size_hint_y=None, spacing=look.gap)

    def fit(*_: object) -> None:
        row.height = max(float(getattr(each, "least", each.minimum_height)) for each in made)

    for each in made:
        each.size_hint_y = 1
        each.bind(minimum_height=fit)
        row.add_widget(each)
    for _ in range(columns - len(made)):
        row.add_widget(Widget())
    fit()
    return row


def menu_parts(hand: Hand, view: View, open_place: Callable[[Place], None]) -> Iterator[Widget]:
    today: list[Widget] = [Today(hand, row, open_place) for row in view.rows]
    if view.banner and leads_itself(hand.look, view):
        # On a low screen what leads the page stands beside today's hearings.
        today.append(banner(hand.look, view.banner))
    if len(today) > 1 and hand.look.columns > 1:
        yield level(hand.look, today, len(today))
    else:
        yield from today
    yield from tiles(hand, view.tiles, open_place, large=view.kind == "home")


def leads_itself(look: Look, view: View) -> bool:
    """Whether a page has no heading above it: the first page of a low screen, which is to show all it has."""
    return view.kind == "home" and look.landscape and not look.comfort.reach
