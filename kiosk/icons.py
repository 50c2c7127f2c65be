"""Icon names of the house → glyphs of Font Awesome 4, the one family on every screen."""

from __future__ import annotations

_GLYPHS = {
    "auction": "\uf1ad",
    "back": "\uf060",
    "balance": "\uf24e",
    "bell": "\uf0f3",
    "briefcase": "\uf0b1",
    "building": "\uf19c",
    "calculator": "\uf1ec",
    "calendar": "\uf073",
    "case": "\uf07c",
    "clock": "\uf017",
    "comfort": "\uf031",
    "done": "\uf058",
    "file": "\uf0f6",
    "forward": "\uf054",
    "gavel": "\uf0e3",
    "guide": "\uf02d",
    "hand": "\uf0a6",
    "home": "\uf015",
    "information": "\uf05a",
    "language": "\uf1ab",
    "leave": "\uf08b",
    "list": "\uf03a",
    "lock": "\uf023",
    "map": "\uf041",
    "message": "\uf086",
    "keyboard": "\uf11c",
    "money": "\uf0d6",
    "mute": "\uf026",
    "pen": "\uf040",
    "people": "\uf0c0",
    "person": "\uf007",
    "phone": "\uf095",
    "print": "\uf02f",
    "problem": "\uf071",
    "qr": "\uf029",
    "refresh": "\uf021",
    "remove": "\uf00d",
    "search": "\uf002",
    "sound": "\uf028",
    "undo": "\uf0e2",
    "video": "\uf03d",
}


def glyph(name: str) -> str:
    """The glyph of an icon; a dot for a name that is not known."""
    return _GLYPHS.get(name, "\uf111")
