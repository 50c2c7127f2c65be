"""A window of Kivy's with one line of text and nothing of ours: how soon a program in Kivy can show anything.
``python -m benchmarks.kiosk_label``, for `kiosk`."""

from __future__ import annotations

import os

from kiosk.fonts import FOLDER

WIDTH, HEIGHT = 1080, 1920


def main() -> None:
    # Read when Kivy is imported, which opens the window.
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONSOLELOG="1", KIVY_NO_FILELOG="1")
    from kivy.base import runTouchApp
    from kivy.config import Config

    for name, value in (("width", WIDTH), ("height", HEIGHT), ("multisamples", 0), ("vsync", 0)):
        Config.set("graphics", name, str(value))
    from kivy.uix.label import Label

    line = Label(
        text="诉讼自助服务 " * 6, font_name=str(FOLDER / "chinese-regular.otf"), font_size=60,
        size_hint=(None, None), size=(WIDTH, 400), pos=(0, HEIGHT - 460), text_size=(WIDTH, None),
    )  # fmt: skip
    runTouchApp(line)


if __name__ == "__main__":
    main()
