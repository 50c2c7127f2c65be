"""The parts that every main needs, put together by hand in one place."""

from __future__ import annotations

from datetime import datetime, timedelta

from content.store import Store
from shared.application import Application
from shared.cases.client import CaseClient
from shared.cases.sending import Sending
from shared.cases.transport import Tls, Transport
from shared.catalogue.load import load_catalogue
from shared.outbox import Outbox
from shared.request import Parts
from shared.sealing import Seal, read_key
from shared.sender import Sender
from shared.settings import Settings
from shared.texting import Texting
from shared.words import load_words

# Half of the time for which a delivery holds its entry.
SENDER_SECONDS = 30.0


def build_application(settings: Settings) -> Application:
    """The application on this machine's content and the court's backend.

    Raises `shared.catalogue.load.CatalogueError` when a row of the catalogue is wrong, and
    `shared.sealing.SealError` when the outbox's key is none.
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
        outbox=Outbox(
            settings.home / "outbox.db",
            Seal(read_key(settings.outbox_key or settings.home / "outbox.key")),
            terminal=settings.terminal,
            most=settings.outbox_most,
        ),
        texting=Texting(settings.sms_links_per_hour),
        settings=settings,
    )
    return Application(
        load_catalogue(settings.services), parts, load_words(), clock=lambda: datetime.now(settings.zone)
    )


def build_sender(application: Application) -> Sender:
    """What delivers the outbox while a main runs: ``with build_sender(application): ...``.

    It has connections and patience of its own: nobody waits for it, and a voice message takes a while.
    """
    settings = application.parts.settings
    transport = Transport(
        settings.backend_url,
        connect=settings.backend_connect_seconds,
        read=SENDER_SECONDS / 2,
        total=SENDER_SECONDS,
        max_body=1 << 20,
        tls=backend_tls(settings),
        breaker_failures=3,
        breaker_pause=5.0,
    )
    return Sender(
        application.parts.outbox,
        Sending(transport),
        application.clock,
        keep=timedelta(days=settings.outbox_keep_days),
    )


def backend_tls(settings: Settings) -> Tls:
    return Tls(settings.backend_ca, settings.backend_certificate, settings.backend_key)
