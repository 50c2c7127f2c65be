"""The parts that every main needs, put together by hand in one place."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from content.store import Store
from shared.application import Application
from shared.catalogue.load import load_catalogue
from shared.once import Once
from shared.request import Parts
from shared.sealing import Seal, read_key
from shared.settings import Settings
from shared.words import load_words

# What the first page does without is imported where it is made: `Parts` tells why.
if TYPE_CHECKING:
    from shared.cases.client import CaseClient
    from shared.cases.transport import Tls
    from shared.outbox import Outbox
    from shared.sender import Sender
    from shared.texting import Texting

# Half of the time for which a delivery holds its entry.
SENDER_SECONDS = 30.0


def build_application(settings: Settings, *, prepared: bool = True) -> Application:
    """The application on this machine's content and the court's backend. Unless it is to be `prepared`, what
    the first page does without is left until it is needed, or until `Application.prepare` is called.

    Raises `shared.catalogue.load.CatalogueError` when a row of the catalogue is wrong, and
    `shared.sealing.SealError` when the outbox's key is none.
    """
    key = read_key(settings.outbox_key or settings.home / "outbox.key")
    parts = Parts(
        content=Store.at(settings.database),
        settings=settings,
        case_client=Once(partial(_case_client, settings)),
        kept=Once(partial(_outbox, settings, key)),
        texts=Once(partial(_texting, settings)),
    )
    application = Application(
        load_catalogue(settings.services), parts, load_words(), clock=lambda: datetime.now(settings.zone)
    )
    if prepared:
        application.prepare()
    return application


def _case_client(settings: Settings) -> CaseClient:
    from shared.cases.client import CaseClient

    return CaseClient(
        settings.backend_url,
        terminal=settings.terminal,
        connect_timeout=settings.backend_connect_seconds,
        read_timeout=settings.backend_read_seconds,
        total_deadline=settings.backend_total_seconds,
        tls=backend_tls(settings),
    )


def _outbox(settings: Settings, key: bytes) -> Outbox:
    from shared.outbox import Outbox

    return Outbox(
        settings.home / "outbox.db", Seal(key), terminal=settings.terminal, most=settings.outbox_most
    )


def _texting(settings: Settings) -> Texting:
    from shared.texting import Texting

    return Texting(settings.sms_links_per_hour)


def build_sender(application: Application) -> Sender:
    """What delivers the outbox while a main runs: ``with build_sender(application): ...``.

    It has connections and patience of its own: nobody waits for it, and a voice message takes a while.
    """
    from shared.cases.sending import Sending
    from shared.cases.transport import Transport
    from shared.sender import Sender

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
    from shared.cases.transport import Tls

    return Tls(settings.backend_ca, settings.backend_certificate, settings.backend_key)
