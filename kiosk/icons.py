"""Icon names of the house → glyphs of Font Awesome 4, the one family on every screen."""

from __future__ import annotations

_GLYPHS = {
    "back": "\uf060",
    "building": "\uf19c",
    "calendar": "\uf073",
    "case": "\uf07c",
    "clock": "\uf017",
    "done": "\uf058",
    "forward": "\uf054",
    "gavel": "\uf0e3",
    "guide": "\uf02d",
    "home": "\uf015",
    "information": "\uf05a",
    "language": "\uf1ab",
    "list": "\uf03a",
    "leave": "\uf08b",
    "map": "\uf041",
    "money": "\uf0d6",
    "people": "\uf0c0",
    "person": "\uf007",
    "phone": "\uf095",
    "problem": "\uf071",
    "qr": "\uf029",
    "search": "\uf002",
}


def glyph(name: str) -> str:
    """The glyph of an icon; a dot for a name that is not known."""
    return _GLYPHS.get(name, "\uf111")
