"""A visit on a phone in the hand: real Chromium, 360 pixels wide, JavaScript off."""

from __future__ import annotations

import re

from shared.visit import Language
from tests.journeys.walk import Seen
from tests.mobile.browser import Phone


class MobileWalker:
    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        phone.fresh()
        phone.open("/")

    def choose(self, title: str) -> None:
        found = self._phone.page.locator("main a, form.end button", has_text=title)
        exact = [
            index
            for index in range(found.count())
            if title in found.nth(index).locator("strong").all_inner_texts()
        ]
        if not found.count():
            raise LookupError(f"nothing is called {title!r}")
        self._phone.touch(found.nth(exact[0] if exact else 0))

    def enter(self, values: dict[str, str]) -> None:
        self._phone.enter(values)

    def code(self, place: str) -> None:
        self._phone.open(place)
        shown = re.search(r"输入([\d ]+)#", self._phone.text())
        assert shown, "the page shows no code"
        self._phone.fresh()
        self._phone.open(f"/{shown[1].replace(' ', '')}")

    def back(self) -> None:
        self._phone.back()

    def person(self) -> None:
        self._phone.open("/person")

    def language(self, language: Language) -> None:
        link = self._phone.page.locator("a.language")
        if link.get_attribute("lang") == str(language):
            self._phone.touch(link)

    def end(self) -> None:
        button = self._phone.page.locator("form.end button")
        if button.count():
            self._phone.touch(button)
        self._phone.open("/")

    def look(self) -> Seen:
        assert not self._phone.wider_than_the_screen(), "the page is wider than the phone"
        kind = self._phone.page.locator("main").get_attribute("data-page") or ""
        facts, items = self._phone.facts(), self._phone.items()
        return Seen(kind, self._phone.title(), facts, items, self._phone.notice() or "", self._phone.text())

    def more(self) -> bool:
        return False

    def like(self, text: str) -> str:
        return text
