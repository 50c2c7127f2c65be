"""For a court's own Asterisk: ``python -m ivr.asterisk.court VALUES.toml --into FOLDER`` configures it.

The templates are those of the Asterisk that the voice line starts itself, with a trunk, TLS and SRTP instead
of loopback. docs/voice-line.md goes through the values.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tomllib
from pathlib import Path

import jinja2
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from ivr.asterisk.server import TEMPLATES

COURT = TEMPLATES / "court"


class Values(BaseModel):
    """What a court decides; every default is safe."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trunk_host: str = Field(pattern=r"^[A-Za-z0-9.:-]+$")
    trunk_port: int = Field(5060, gt=0, le=65535)
    sip_address: str = "0.0.0.0"  # noqa: S104 - the trunk must reach it; nftables.conf lets nobody else
    sip_port: int = Field(5060, gt=0, le=65535)
    tls_port: int = Field(5061, gt=0, le=65535)
    certificate: Path
    key: Path
    authority: Path
    verify_client: bool = True
    srtp: bool = True
    operator: str = Field("operator", pattern=r"^[A-Za-z0-9_+-]+$")
    operator_seconds: int = Field(25, gt=0, le=120)
    calls: int = Field(60, gt=0)
    longest_call_seconds: int = Field(1800, ge=300)
    excuse: str = Field(pattern=r"^/[^,;&]+$")
    http_port: int = Field(8088, gt=0, le=65535)
    rtp_first: int = Field(20_000, ge=1024)
    rtp_last: int = Field(20_999, le=65535)
    run: Path = Path("/var/lib/asterisk")
    modules: Path = Path("/usr/lib/x86_64-linux-gnu/asterisk/modules")
    data: Path = Path("/usr/share/asterisk")
    ari_password: SecretStr = Field(default_factory=lambda: SecretStr(secrets.token_urlsafe(24)))


def write(values: Values, into: Path) -> list[Path]:
    """The configuration files; the ARI password stands in ari.conf, which only its owner can read."""
    into.mkdir(parents=True, exist_ok=True)
    given = values.model_dump() | {"ari_password": values.ari_password.get_secret_value()}
    # With the templates of our own Asterisk where the court's says nothing else.
    given |= {"operator_dial": "", "modules": values.modules}
    reader = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    sources = {file.name: file for folder in (TEMPLATES, COURT) for file in sorted(folder.glob("*.conf"))}
    written = []
    for name, source in sources.items():
        text = reader.from_string(source.read_text()).render(given)
        if name == "modules.conf":
            text += "load = res_srtp.so\nload = func_groupcount.so\n"
        file = into / name
        file.write_text(text)
        file.chmod(0o600)
        written.append(file)
    return written


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ivr.asterisk.court", description=__doc__)
    parser.add_argument("values", type=Path, metavar="VALUES.toml")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    asked = parser.parse_args()
    try:
        values = Values.model_validate(tomllib.loads(asked.values.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        print(error, file=sys.stderr)
        return 2
    for file in write(values, asked.into):
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
