"""Kivy's style sheet, cut to the widgets that a kiosk has: the whole of it is of eighty, and reading it takes
longer than all else that is read at the start."""

from __future__ import annotations

import re
from pathlib import Path

USED = ("<Label>:", "<Image,AsyncImage>:", "<ScrollView>:")
_RULE = re.compile(r"^(?=[<\[#])", re.MULTILINE)


def cut_style(folder: Path) -> None:
    """Import Kivy's language with the short style, which is written into `folder`. To be called before
    anything of Kivy's draws: the style is read when the language is imported."""
    import kivy

    whole = Path(kivy.kivy_data_dir, "style.kv").read_text(encoding="utf-8")
    rules = [rule for rule in _RULE.split(whole) if rule.startswith(USED)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "style.kv").write_text("".join(["#:kivy 1.0\n\n", *rules]), encoding="utf-8")
    theirs, kivy.kivy_data_dir = kivy.kivy_data_dir, str(folder)
    import kivy.lang

    kivy.kivy_data_dir = theirs
