"""A phone in the hand: a real Chromium of 360 pixels, JavaScript off."""

from __future__ import annotations

from types import TracebackType

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Phone:
    """``with Phone(address) as phone``. `address` is the mobile page's."""

    def __init__(self, address: str, *, width: int = 360, height: int = 780) -> None:
        self.address = address.rstrip("/")
        self._size = {"width": width, "height": height}
        self._context: BrowserContext | None = None

    def __enter__(self) -> Phone:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        self.fresh()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def fresh(self) -> None:
        """Somebody else's phone: no cookies."""
        if self._context is not None:
            self._context.close()
        self._context = self._browser.new_context(viewport=self._size, java_script_enabled=False)  # type: ignore[arg-type]
        self.page: Page = self._context.new_page()

    def open(self, place: str) -> int:
        """Open a place or a whole address; the HTTP status."""
        address = place if place.startswith("http") else self.address + place
        response = self.page.goto(address)
        assert response is not None
        return response.status

    def choose(self, title: str) -> None:
        """Touch the link or button that has `title` in it."""
        self.touch(self.page.locator("a, button", has_text=title).first)

    def touch(self, link: Locator) -> None:
        """Touch a link or button and wait for its page: a click alone returns before the text is there."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            link.click()

    def enter(self, values: dict[str, str]) -> None:
        """Fill in the form and send it."""
        for name, value in values.items():
            choice = self.page.locator(f"select[name={name}]")
            if choice.count():
                choice.select_option(value)
            else:
                self.page.fill(f"[name={name}]", value)
        self.touch(self.page.locator("form.fill button[type=submit]"))

    def back(self) -> None:
        self.page.go_back()

    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def facts(self) -> dict[str, str]:
        """Fact key → shown text."""
        found = self.page.locator("[data-fact]")
        return {
            str(found.nth(index).get_attribute("data-fact")): found.nth(index).inner_text()
            for index in range(found.count())
        }

    def items(self) -> list[str]:
        return self.page.locator("ul.items > li strong").all_inner_texts()

    def notice(self) -> str | None:
        found = self.page.locator("[data-notice]")
        return found.first.get_attribute("data-notice") if found.count() else None

    def error(self) -> str:
        found = self.page.locator("[data-error], .wrong")
        return found.first.inner_text() if found.count() else ""

    def wider_than_the_screen(self) -> bool:
        """Whether the page would have to be scrolled sideways."""
        box = self.page.locator("html").bounding_box()
        widest = max(
            (
                each["x"] + each["width"]
                for each in (it.bounding_box() for it in self.page.locator("body *").all())
                if each
            ),
            default=0.0,
        )
        return box is None or widest > self._size["width"] + 1
