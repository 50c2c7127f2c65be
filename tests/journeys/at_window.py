"""A visit at the kiosk's real window: touched where things are drawn, believed only what is written there.

A kiosk without a window goes the same way beside it and tells which facts are to be there.
"""

from __future__ import annotations

from shared.application import Application
from shared.pages import FieldKind
from shared.place import HOME
from shared.visit import Language
from tests.journeys.at_kiosk import KioskWalker
from tests.journeys.walk import Seen
from tests.kiosk.touchscreen import Touchscreen


class WindowWalker:
    def __init__(self, touchscreen: Touchscreen, application: Application, mobile_url: str) -> None:
        self._screen = touchscreen
        self._beside = KioskWalker(application, mobile_url)

    def choose(self, title: str) -> None:
        self._beside.choose(title)
        self._screen.touch(title)

    def enter(self, values: dict[str, str]) -> None:
        form = self._beside.view.form
        assert form is not None, "there is no form"
        for field in form.fields:
            if len(form.fields) > 1:
                self._screen.touch(field.label)
            value = values[field.name]
            if field.value:
                self._screen.touch("清除")
            if field.kind is FieldKind.CASE_LOGIN and value.isdigit():
                self._screen.touch("用查询码")
            self._screen.type(value)
        self._beside.enter(values)
        self._screen.touch(form.submit)

    def back(self) -> None:
        self._beside.back()
        self._screen.touch("返回")

    def code(self, place: str) -> None:
        raise LookupError("a code is typed into the search")

    def person(self) -> None:
        raise LookupError("the kiosk shows the way to a person on its notices")

    def language(self, language: Language) -> None:
        self._beside.language(language)
        self._screen.touch("English" if language is Language.ENGLISH else "中文")

    def end(self) -> None:
        self._beside.end()
        self._screen.touch("我用完了")
        self._screen.wait(lambda state: state["place"] == str(HOME), "home")

    def look(self) -> Seen:
        beside = self._beside.view
        state = self._screen.wait(
            lambda state: state["title"] == beside.title and state["code"] == beside.code, beside.title
        )
        shown = [*state["shown"], *(each["title"] for each in state["touch"])]
        facts = {key: value for key, value in beside.facts.items() if value in shown}
        items = [row.title for row in beside.rows if row.title in shown]
        kind = "menu" if state["kind"] == "home" else state["kind"]
        return Seen(kind, state["title"], facts, items, state["code"], "\n".join(shown))

    def more(self) -> bool:
        return False

    def like(self, text: str) -> str:
        return text
