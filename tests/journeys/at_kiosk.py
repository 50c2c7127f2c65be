"""A visit at the kiosk through its presenter: what its widgets would show, without a window."""

from __future__ import annotations

from kiosk.presenter import Cells, Moments, View, present
from shared.application import Application
from shared.pages import AnyPage, Bullets, Heading, Paragraph, Steps, Table
from shared.place import HOME, Place
from shared.services.search import SEARCH
from shared.short_codes import codes_now, spelled
from shared.visit import Face, Language, Visit
from tests.journeys.walk import Seen


class KioskWalker:
    def __init__(self, application: Application, mobile_url: str) -> None:
        self._application = application
        self._mobile_url = mobile_url
        self._visit = Visit(Face.KIOSK)
        self.view = self._present(application.open(self._visit, HOME))

    def choose(self, title: str) -> None:
        self._go(_found(self.view, title))

    def enter(self, values: dict[str, str]) -> None:
        form = self.view.form
        assert form is not None, "there is no form"
        wanted = {field.name for field in form.fields if not field.optional}
        assert wanted <= set(values) <= {field.name for field in form.fields}, sorted(wanted)
        if form.sends == "data":
            self.view = self._present(self._application.open(self._visit, form.to, values))
        else:
            self._go(form.to.having(**values))

    def code(self, place: str) -> None:
        code = codes_now(self._application).code_of(Place(place))
        self._go(SEARCH.having(q=spelled(code)))
        self._go(self.view.rows[0].place)

    def back(self) -> None:
        self.view = self._present(self._application.back(self._visit))

    def person(self) -> None:
        self._go(Place("/person"))

    def language(self, language: Language) -> None:
        self._visit.language = language
        self.view = self._present(self._application.again(self._visit))

    def end(self) -> None:
        self._application.end(self._visit)
        self._go(HOME)

    def look(self) -> Seen:
        view = self.view
        kind = "menu" if view.kind == "home" else view.kind
        text = "\n".join(_texts(view))
        return Seen(kind, view.title, dict(view.facts), [row.title for row in view.rows], view.code, text)

    def more(self) -> bool:
        return False

    def like(self, text: str) -> str:
        return text

    def _go(self, place: Place) -> None:
        self.view = self._present(self._application.open(self._visit, place))

    def _present(self, page: AnyPage) -> View:
        words = self._application.words(self._visit)
        court = self._application.parts.content.court()
        return present(
            page,
            words,
            court=court.name_in(words.language) if court else "",
            mobile_url=self._mobile_url,
            proved=self._visit.session is not None,
        )


def _found(view: View, title: str) -> Place:
    targets = view.targets()
    for name, place in targets.items():
        if name == title:
            return place
    return next(
        (place for name, place in targets.items() if title in name),
        None,
    ) or _nowhere(title, list(targets))


def _nowhere(title: str, there: list[str]) -> Place:
    raise LookupError(f"nothing is called {title!r} among {there}")


def _texts(view: View) -> list[str]:
    texts = [view.title, view.intro, view.banner, view.error, view.text, view.count, *view.steps]
    for field in view.fields:
        texts += [field.label, field.prompt, field.hint, field.error]
    for row in view.rows:
        texts += [row.badge, row.title, *(cell.text for cell in row.cells)]
    for block in view.blocks:
        match block:
            case Heading() | Paragraph():
                texts.append(block.text)
            case Bullets() | Steps():
                texts += block.items
            case Table():
                texts += [" ".join(cells) for cells in (block.head, *block.rows)]
            case Cells():
                texts += [f"{cell.label} {cell.text}" for cell in block.items]
            case Moments():
                texts += [f"{moment.title} {moment.when} {moment.detail}" for moment in block.items]
    texts += [f"{tile.title} {tile.hint}" for tile in (*view.tiles, *view.filters)]
    return [text for text in texts if text]
