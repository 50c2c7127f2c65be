"""The printer that the settings name."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.printer import FolderPrinter, NoPrinter, Printer


def printer_named(name: str) -> Printer:
    """``none``, ``folder:PATH``, ``ipp://…`` or ``ipps://…``. ValueError for anything else."""
    kind, _, detail = name.partition(":")
    match kind:
        case "none":
            return NoPrinter()
        case "folder" if detail:
            return FolderPrinter(Path(detail))
        case "ipp" | "ipps" if detail.startswith("//"):
            # Only where there is one: it brings an HTTP client of its own.
            from kiosk.devices.ipp import IppPrinter

            return IppPrinter(name)
    raise ValueError(f"kiosk_printer: none, folder:PATH, ipp://… or ipps://…, not {name!r}")
