"""The mobile page: ``mobile_main.py`` serves it and prints its address when it listens."""

from __future__ import annotations

from shared.wiping import wipe_freed_memory

if __name__ == "__main__":
    # The program begins again with it, so before anything else is imported.
    wipe_freed_memory()

import argparse
import getpass
import socket
import sys
from pathlib import Path

import uvicorn

from mobile.app import create_app
from mobile.staff import password_hash
from shared.build import build_application, build_sender
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.sealing import SealError
from shared.settings import read_settings


class Server(uvicorn.Server):
    """Says its address on standard output when it really listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            print(f"mobile page ready http://{host}:{port}", flush=True)


def _make_hash() -> int:
    password = getpass.getpass("Password of the staff's pages (12 characters or more): ")
    if len(password) < 12 or password != getpass.getpass("Once more: "):
        print("Too short, or not the same twice.", file=sys.stderr)
        return 2
    print(password_hash(password))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--port", type=int, help="0 takes a free one")
    parser.add_argument(
        "--staff-password", action="store_true", help="make the hash for the setting mobile_staff_password"
    )
    asked = parser.parse_args()
    if asked.staff_password:
        return _make_hash()
    settings = read_settings(home=asked.home, mobile_port=asked.port)
    set_up_logs(settings.log_level)
    try:
        application = build_application(settings)
        app = create_app(application, settings)
    except (CatalogueError, SealError) as error:
        print(error, file=sys.stderr)
        return 2
    # uvicorn's access log writes addresses, and a hand-off's address holds its code.
    config = uvicorn.Config(
        app, host=settings.mobile_host, port=settings.mobile_port, access_log=False, log_level="warning",
        server_header=False, timeout_keep_alive=15, proxy_headers=False,
    )  # fmt: skip
    with build_sender(application):
        Server(config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
