"""Printers: what ails them is known before, what is sent comes out, nothing waits inside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.ipp import IppPrinter, condition_of
from kiosk.devices.printer import Condition, FolderPrinter, NoPrinter
from kiosk.devices.printers import printer_named
from kiosk.paper.press import Press
from tests.paper.printer import HallPrinter, Queue
from tests.paper.reading import text

PROCESSING, CANCELED = 5, 7
PAGE = "<html lang=zh-CN><body style='font-family: Noto Sans CJK SC'><p>示范市人民法院"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return Press().render(PAGE, 10).pdf


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallPrinter]:
    with HallPrinter(tmp_path) as printer:
        yield printer


def test_what_is_sent_to_an_ipp_printer_comes_out(hall: HallPrinter, pdf: bytes) -> None:
    printer = IppPrinter(hall.uri)
    assert printer.condition() is Condition.READY
    assert printer.print(pdf, threading.Event()) is Condition.READY
    (printed,) = hall.printed()
    assert "示范市人民法院" in text(printed)


def test_a_printer_without_paper_says_so_and_is_sent_nothing(hall: HallPrinter, pdf: bytes) -> None:
    printer = IppPrinter(hall.uri)
    hall.load(0)
    assert printer.condition() is Condition.NO_PAPER
    assert printer.print(pdf, threading.Event()) is Condition.NO_PAPER
    assert hall.printed() == []
    hall.load(50)
    assert printer.condition() is Condition.READY


def test_a_job_that_the_paper_does_not_reach_for_is_taken_back(tmp_path: Path, pdf: bytes) -> None:
    began, go = tmp_path / "began", tmp_path / "go"
    command = tmp_path / "slow.sh"
    command.write_text(f"#!/bin/sh\ntouch {began}\nwhile [ ! -e {go} ]; do sleep 0.05; done\n", "utf-8")
    command.chmod(0o755)
    with HallPrinter(tmp_path / "hall", str(command)) as hall:
        printer = IppPrinter(hall.uri, patience=0.5)
        outcome: list[Condition] = []
        job = threading.Thread(target=lambda: outcome.append(printer.print(pdf, threading.Event())))
        job.start()
        while not began.exists() and job.is_alive():
            job.join(0.05)
        assert hall.job_state(1) == PROCESSING
        hall.load(0)
        job.join(60)
        assert outcome == [Condition.NO_PAPER]
        # Nobody's case comes out for whoever stands there when the paper is filled up.
        go.touch()
        while (state := hall.job_state(1)) == PROCESSING:
            pass
        assert state == CANCELED


def test_a_printer_that_is_not_there_is_offline(hall: HallPrinter, pdf: bytes) -> None:
    elsewhere = IppPrinter(hall.uri.replace("/ipp/print", "/printers/none"))
    assert elsewhere.condition() is Condition.OFFLINE
    gone = IppPrinter("ipp://127.0.0.1:9/ipp/print")
    assert gone.condition() is Condition.OFFLINE
    assert gone.print(pdf, threading.Event()) is Condition.OFFLINE


def test_a_queue_that_still_says_no_paper_is_looked_through_to_its_printer(
    hall: HallPrinter, tmp_path: Path, pdf: bytes
) -> None:
    with HallPrinter(tmp_path / "queue") as behind, Queue(behind.uri, device=hall.uri) as queue:
        printer = IppPrinter(queue.uri)
        behind.load(0)
        assert printer.condition() is Condition.READY
        hall.load(0)
        assert printer.condition() is Condition.NO_PAPER


def test_a_job_that_is_known_no_more_is_over(hall: HallPrinter, pdf: bytes) -> None:
    with Queue(hall.uri, forgets=True) as queue:
        assert IppPrinter(queue.uri).print(pdf, threading.Event()) is Condition.READY
        assert queue.asked
    assert len(hall.printed()) == 1


@pytest.mark.parametrize(
    ("reasons", "trays", "condition"),
    [
        (["none"], [], Condition.READY),
        (["media-low-report", "marker-supply-low-warning"], [], Condition.READY),
        (["media-empty-error"], ["level=250;"], Condition.NO_PAPER),
        (["media-empty-warning"], ["type=other;level=0;", "type=other;level=-2;"], Condition.NO_PAPER),
        (["media-empty-report"], ["level=0;name=by-pass", "level=-3;name=main"], Condition.READY),
        (["cups-missing-filter-warning", "offline-report"], [], Condition.READY),
        (["shutdown", "media-empty"], [], Condition.OFFLINE),
        (["media-jam-error"], [], Condition.TROUBLE),
        (["toner-empty-warning"], [], Condition.READY),
    ],
)
def test_what_the_reasons_of_a_printer_come_to(
    reasons: list[str], trays: list[str], condition: Condition
) -> None:
    assert condition_of(reasons, trays) is condition


def test_the_folder_printer_prints_numbered_files_and_can_fall_ill(tmp_path: Path, pdf: bytes) -> None:
    printer = printer_named(f"folder:{tmp_path / 'paper'}")
    assert isinstance(printer, FolderPrinter)
    assert [printer.print(pdf, threading.Event()) for _ in range(2)] == [Condition.READY] * 2
    assert sorted(file.name for file in (tmp_path / "paper").iterdir()) == ["0001.pdf", "0002.pdf"]
    (tmp_path / "paper" / "no-paper").touch()
    assert printer.condition() is Condition.NO_PAPER
    assert printer.print(pdf, threading.Event()) is Condition.NO_PAPER


def test_printers_are_named_in_the_settings() -> None:
    assert isinstance(printer_named("none"), NoPrinter)
    assert isinstance(printer_named("ipp://localhost/printers/hall"), IppPrinter)
    for wrong in ("folder:", "lpt1", "ipp:"):
        with pytest.raises(ValueError, match="kiosk_printer"):
            printer_named(wrong)
