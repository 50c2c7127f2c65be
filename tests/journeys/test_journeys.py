"""Every journey on every face that it names: the same facts on three media."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.visit import Face
from tests.journeys.at_kiosk import KioskWalker
from tests.journeys.at_phone import MobileWalker
from tests.journeys.at_telephone import VoiceWalker
from tests.journeys.journey import Journey, journeys
from tests.journeys.walk import walk
from tests.mobile.browser import Phone
from tests.world import Backend, MobileServer, application_at


def on(face: Face) -> pytest.MarkDecorator:
    found = [journey for journey in journeys() if face in journey.faces]
    return pytest.mark.parametrize("journey", found, ids=[journey.name for journey in found])


@on(Face.KIOSK)
def test_at_the_kiosk(journey: Journey, machine: Path, backend: Backend) -> None:
    application = application_at(machine, backend, journey.now)
    walk(journey, KioskWalker(application, "https://mobile.example"), backend.fault)


@on(Face.VOICE)
def test_by_telephone(journey: Journey, machine: Path, backend: Backend) -> None:
    walker = VoiceWalker(application_at(machine, backend, journey.now))
    try:
        walk(journey, walker, backend.fault)
    finally:
        walker.close()


@pytest.mark.browser
@on(Face.MOBILE)
def test_on_a_phone(journey: Journey, machine: Path, backend: Backend, phone: Phone) -> None:
    server = MobileServer(lambda address: application_at(machine, backend, journey.now, mobile_url=address))
    with server as address:
        phone.address = address
        walk(journey, MobileWalker(phone), backend.fault)
