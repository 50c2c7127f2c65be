"""All settings of all programs, read once by each main. Every default is safe and local.

They come, in this order, from environment variables ``COURT_<NAME>``, from the TOML file that
``COURT_SETTINGS`` names, and from the defaults here. docs/configuration.md is made from this class.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from content.records import KINDS, Record

LOOPBACK = "127.0.0.1"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="COURT_", frozen=True, extra="forbid", validate_default=True)

    home: Path = Field(
        Path("var"), description="Folder with this machine's data: content database, prompts, keys."
    )
    timezone: str = Field("Asia/Shanghai", description="The court's time zone (IANA name).")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged. No level logs personal data."
    )
    services: Path | None = Field(
        None,
        description="TOML file with the court's own choices for the catalogue: off, order, telephone key.",
    )
    stale_hours: dict[str, float] = Field(
        {kind.record_kind: kind.fresh_hours for kind in KINDS if kind.fresh_hours != Record.fresh_hours},
        description="Age in hours from which content of a kind is announced as out of date.",
    )
    stale_hours_otherwise: float = Field(
        Record.fresh_hours, gt=0, description="The same for kinds that `stale_hours` does not name."
    )

    backend_url: str = Field(f"http://{LOOPBACK}:8700", description="The court backend's address.")
    backend_connect_seconds: float = Field(2.0, gt=0, description="Longest wait for a connection.")
    backend_read_seconds: float = Field(
        4.0, gt=0, description="Longest wait between two pieces of an answer."
    )
    backend_total_seconds: float = Field(
        4.5, gt=0, le=8.0, description="Longest time for one page, with all its answers and retries."
    )
    backend_ca: Path | None = Field(
        None, description="CA certificates (PEM) that the backend's must come from; empty: the system's."
    )
    backend_certificate: Path | None = Field(
        None, description="This machine's client certificate (PEM, mTLS); its common name is `terminal`."
    )
    backend_key: Path | None = Field(
        None, description="Its private key (PEM), readable by this program only."
    )
    outbox_key: Path | None = Field(
        None,
        description="Key file of the outbox (32 random bytes, mode 0600); empty: `outbox.key` in `home`, "
        "made at first. systemd's credential `court-outbox-key` comes before it.",
    )
    sms_links_per_hour: int = Field(
        60, gt=0, description="Texts with a page's address that this machine asks for in an hour, at most."
    )
    outbox_most: int = Field(
        5_000,
        gt=0,
        description="Most submissions that may wait for the backend; then the counter takes them.",
    )
    outbox_keep_days: float = Field(
        90.0, gt=0, description="Days for which the state of what was delivered can be looked up here."
    )
    terminal: str = Field(
        "terminal-1", min_length=1, max_length=64, description="This machine's name towards the backend."
    )

    mobile_url: str = Field(
        f"http://{LOOPBACK}:8702", description="Public address of the mobile page: what QR codes lead to."
    )
    mobile_host: str = Field(LOOPBACK, description="Address that the mobile page listens on.")
    mobile_port: int = Field(8702, ge=0, le=65535, description="Its port; 0 takes a free one.")
    mobile_visit_minutes: float = Field(15.0, gt=0, description="Idle minutes after which a visit is wiped.")
    mobile_requests_per_minute: int = Field(120, gt=0, description="Requests a minute from one address.")
    mobile_staff_password: SecretStr = Field(
        SecretStr(""),
        description="Argon2 hash of the password of the staff's pages (`mobile_main.py --staff-password` "
        "makes one); empty: there are none.",
    )
    mobile_trusted_proxy: str = Field(
        "", description="Address of the reverse proxy whose X-Forwarded-For is believed; empty: none."
    )

    kiosk_size: str = Field(
        "1080x1920", pattern=r"^\d{3,4}x\d{3,4}$", description="Window size in pixels, width x height."
    )
    kiosk_fullscreen: bool = Field(False, description="Fill the screen, without a frame.")
    kiosk_idle_seconds: float = Field(90.0, ge=20, description="Seconds without a touch until the warning.")
    kiosk_warning_seconds: float = Field(
        30.0, ge=20, description="Seconds that the warning waits (WCAG 2.2.1: at least 20)."
    )
    kiosk_board_seconds: float = Field(
        45.0,
        ge=10,
        description="Seconds at the first page without a touch until the board of today's hearings.",
    )
    kiosk_reach_share: float = Field(
        0.62,
        gt=0.3,
        le=0.9,
        description="Lower part of the screen's height that lies below 1220 mm: where reach mode puts keys.",
    )
    kiosk_sound: str = Field(
        "none",
        pattern=r"^(none|alsa(:\w+)?|folder:.+)$",
        description="Where the kiosk reads aloud: none, alsa, alsa:CARD, or folder:PATH (files, no sound).",
    )
    kiosk_printer: str = Field(
        "none",
        pattern=r"^(none|ipps?://.+|folder:.+)$",
        description="Where the kiosk prints: none, ipp://HOST/PATH (a queue of CUPS such as "
        "`ipp://localhost/printers/hall`, or a printer itself), ipps://…, or folder:PATH (files, no paper).",
    )
    kiosk_printer_side: Literal["right", "left", "below"] = Field(
        "right", description="Where the paper comes out, as people are told."
    )
    kiosk_print_pages: int = Field(10, gt=0, le=50, description="Most pages of one print.")
    kiosk_print_jobs: int = Field(5, gt=0, description="Most prints of one visit.")
    kiosk_staff_password: SecretStr = Field(
        SecretStr(""),
        description="Argon2 hash of the password of the staff's page, digits "
        "(`kiosk_main.py --staff-password` makes one); empty: there is no such page.",
    )
    kiosk_content_source: str = Field(
        "",
        description="Address or folder of the publication, for *update now* on the staff's page; empty: no "
        "such button.",
    )
    kiosk_backlight: Path | None = Field(
        None, description="Folder of the screen's backlight, such as `/sys/class/backlight/intel_backlight`."
    )
    kiosk_volume: int | None = Field(
        None, ge=0, le=100, description="Percent that the sound card is set to at the start; else as it is."
    )
    kiosk_bright_hours: str = Field(
        "",
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)?$",
        description="When the screen is bright, such as 07:30-18:30; a touch wakes it. Empty: always.",
    )
    kiosk_dark_seconds: float = Field(
        30.0, ge=10, description="Outside these hours: seconds at the first page without a touch until dark."
    )
    kiosk_card_reader: str = Field(
        "none",
        pattern=r"^(none|program:.+|folder:.+)$",
        description="Reader of ID cards: program:COMMAND, which writes a line of JSON for each card, or"
        " folder:PATH (demo and tests).",
    )
    kiosk_mirror: Path | None = Field(
        None, description="Folder for a picture of the screen. For the demo and tests only."
    )

    voice_number: str = Field("12368", description="Number of the voice line, as it is announced.")
    voice_key_wait_seconds: float = Field(
        6.0, ge=3, le=10, description="Wait for a key after a prompt (ETSI ETR 096: 3 to 10 s)."
    )
    voice_calls: int = Field(
        60, gt=0, description="Calls answered at once; further ones hear that the line is busy."
    )
    operator_number: str = Field(
        "", description="Number of a person, as announced on 0; empty: the directory's."
    )
    operator_hours: str = Field(
        "", description="When a person answers, as announced; empty: the directory's."
    )
    operator_open: str = Field(
        "",
        description="When a person answers transferred calls, such as `1-5 08:30-12:00 14:00-17:30` "
        "(1 is Monday; several rules are divided by `;`). Empty: always.",
    )
    operator_context: str = Field(
        "",
        description="Dialplan context whose extension `s` calls a person. Empty: 0 tells the number only.",
    )
    operator_dial: str = Field(
        "",
        description="For the Asterisk that the voice line starts itself: what it dials for a person, "
        "such as `PJSIP/anonymous/sip:desk@127.0.0.1:5070`. Empty: nobody.",
    )
    voice_recordings: Path | None = Field(
        None, description="Folder with recordings of the court's speaker; what is not there is synthesised."
    )
    voice_model: Path | None = Field(
        None,
        description="Folder of a Vosk model for speech recognition (extra `listening`). Empty: keys only.",
    )
    voice_listeners: int = Field(
        0, ge=0, description="Callers listened to at once; 0: four for each core. Others use keys."
    )
    voice_media_host: str = Field(
        LOOPBACK, description="Address at which Asterisk reaches the voice line with a caller's speech."
    )
    voice_english_callers: tuple[str, ...] = Field(
        (), description="Beginnings of callers' numbers that are greeted in English, such as `+44` or `001`."
    )
    ari_url: str = Field(f"ws://{LOOPBACK}:8088/ari/events", description="Asterisk's ARI WebSocket.")
    ari_user: str = Field("court", description="ARI user.")
    ari_password: SecretStr = Field(SecretStr(""), description="ARI password.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @field_validator("mobile_url", "backend_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/")

    @field_validator("backend_url")
    @classmethod
    def _passwords_in_clear_stay_here(cls, url: str) -> str:
        host = urlsplit(url).hostname or ""
        if (
            url.startswith("http://")
            and host != "localhost"
            and not host.startswith("127.")
            and host != "::1"
        ):
            raise ValueError("must be https:// for any machine but this one")
        return url

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> Path:
        return self.home / "content.db"

    @property
    def prompts(self) -> Path:
        return self.home / "prompts"

    @property
    def kiosk_pixels(self) -> tuple[int, int]:
        width, _, height = self.kiosk_size.partition("x")
        return int(width), int(height)

    def stale_after_hours(self, kind: str) -> float:
        return self.stale_hours.get(kind, self.stale_hours_otherwise)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = os.environ.get("COURT_SETTINGS")
        if file and not Path(file).is_file():
            raise FileNotFoundError(f"COURT_SETTINGS names {file}, which is no file")
        toml = TomlConfigSettingsSource(settings_cls, toml_file=file)
        return init_settings, env_settings, toml


def read_settings(**given: object) -> Settings:
    """The settings; `given` values (from a command line) come first."""
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
