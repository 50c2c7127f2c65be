"""Hearings by their addresses: what a browser, a code or a person may put there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.application import Application
from shared.pages import Form, Listing
from shared.visit import Face, Visit
from tests.world import Backend, application_at


@pytest.fixture(scope="module")
def application(machine: Path) -> Iterator[Application]:
    """Nothing here asks the backend."""
    opened = application_at(machine, Backend("http://127.0.0.1:9"))
    yield opened
    opened.parts.content.close()


@pytest.mark.parametrize("day", ["2026-02-30", "soon", "0001-01-01", "9999-12-31", "20261124x"])
def test_a_day_that_is_none_is_asked_for_again(application: Application, day: str) -> None:
    page = application.open(Visit(Face.MOBILE), f"/hearings?date={day}")
    assert isinstance(page, Form)
    assert page.fields[0].error
    assert page.fields[0].value == day


@pytest.mark.parametrize("day", ["1950-01-01", "2100-12-31"])
def test_a_far_day_has_no_hearings_and_a_way_to_those_there_are(application: Application, day: str) -> None:
    page = application.open(Visit(Face.MOBILE), f"/hearings?date={day}")
    assert isinstance(page, Listing)
    assert not page.items
    assert page.options
