"""A publisher that is silent: from the end of its signatures on, every face says how old the content is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from shared.build import build_application
from shared.settings import Settings
from shared.visit import Face, Language, Visit
from tests.publishing import Court, Machine, hearing, moment


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize(("days", "stale"), [(1, False), (8, True)])
def test_pages_are_stale_once_the_signatures_have_run_out(
    court: Court, machine: Machine, face: Face, days: int, stale: bool
) -> None:
    court.put(1, starts_at=moment() + timedelta(days=30))
    court.publish()
    machine.sync(court.out)
    machine.close()
    # Hearings that may be of any age: what is stale now is so because nobody vouches for it.
    settings = Settings(home=machine.home, stale_hours={"hearing": 1e6})
    application = build_application(settings)
    application.clock = lambda: moment() + timedelta(days=days)
    page = application.open(Visit(face, Language.CHINESE), f"/hearings/{hearing(1).id}")
    application.parts.content.close()
    assert page.stale is stale
    assert page.as_of is not None
    assert page.as_of.date() == moment().date()


def test_confirmed_long_ago_is_old_however_fresh_the_publication_is(
    court: Court, machine: Machine, tmp_path: Path
) -> None:
    court.put(1)
    court.store.confirm({"hearing": moment() - timedelta(days=3)})
    court.publish()
    machine.sync(court.out)
    machine.close()
    application = build_application(Settings(home=machine.home))
    page = application.open(Visit(Face.KIOSK, Language.CHINESE), f"/hearings/{hearing(1).id}")
    application.parts.content.close()
    assert page.stale
    assert page.as_of == moment() - timedelta(days=3) or page.as_of < moment() - timedelta(days=2, hours=23)
