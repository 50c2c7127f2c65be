"""The parts that every main needs, put together by hand in one place."""

from __future__ import annotations

from datetime import datetime

from content.store import Store
from shared.application import Application
from shared.cases.client import CaseClient
from shared.cases.transport import Tls
from shared.catalogue.load import load_catalogue
from shared.request import Parts
from shared.settings import Settings
from shared.words import load_words


def build_application(settings: Settings) -> Application:
    """The application on this machine's content and the court's backend.

    Raises `shared.catalogue.load.CatalogueError` when a row of the catalogue is wrong.
    """
    parts = Parts(
        content=Store.at(settings.database),
        cases=CaseClient(
            settings.backend_url,
            terminal=settings.terminal,
            connect_timeout=settings.backend_connect_seconds,
            read_timeout=settings.backend_read_seconds,
            total_deadline=settings.backend_total_seconds,
            tls=backend_tls(settings),
        ),
        settings=settings,
    )
    return Application(
        load_catalogue(settings.services), parts, load_words(), clock=lambda: datetime.now(settings.zone)
    )


def backend_tls(settings: Settings) -> Tls:
    return Tls(settings.backend_ca, settings.backend_certificate, settings.backend_key)
