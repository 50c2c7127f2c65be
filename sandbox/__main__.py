"""``python -m sandbox``: the reference court backend with made-up cases, on loopback."""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import ssl
import sys
from datetime import date, datetime
from pathlib import Path

import uvicorn

from sandbox.app import Backend, create_app
from sandbox.cases import ZONE, demo_cases
from sandbox.database import Database
from sandbox.faults import FaultRelay

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """Says its address on standard output when it really listens."""

    def __init__(self, config: uvicorn.Config, relay_port: int | None) -> None:
        super().__init__(config)
        self._relay_port = relay_port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        if self._relay_port is not None:
            port = await FaultRelay(port).start(HOST, self._relay_port)
        scheme = "https" if self.config.is_ssl else "http"
        print(f"sandbox ready {scheme}://{HOST}:{port}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8700, help="0 takes a free one")
    parser.add_argument("--data", type=Path, default=Path("var/sandbox"), help="folder of its database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(ZONE).date())
    parser.add_argument("--faults", action="store_true", help="let POST /_faults switch faults on")
    parser.add_argument("--counter", action="store_true", help="also what the court's staff do: /counter/...")
    parser.add_argument("--certificate", type=Path, help="TLS: this server's certificate chain (PEM)")
    parser.add_argument("--key", type=Path, help="TLS: its private key")
    parser.add_argument("--client-ca", type=Path, help="TLS: ask front ends for a certificate of this CA")
    parser.add_argument("--list-cases", action="store_true", help="print all cases and passwords, and leave")
    asked = parser.parse_args()

    cases = demo_cases(asked.today, asked.seed)
    if asked.list_cases:
        listed = [
            {
                "number": number,
                "lookup_number": case.lookup_number,
                "password": case.password,
                "id_numbers": case.id_numbers,
                "title": case.case["filing"]["title"],
                "stage": case.case["filing"]["stage"],
            }
            for number, case in cases.items()
        ]
        json.dump(listed, sys.stdout, ensure_ascii=False, indent=1)
        return 0
    database = Database(asked.data / "backend.db")
    backend = Backend(cases, database, lambda: datetime.now(ZONE), today=asked.today, seed=asked.seed)
    config = uvicorn.Config(
        create_app(backend, counter=asked.counter),
        host=HOST,
        port=0 if asked.faults else asked.port,
        log_level="warning",
        access_log=False,
        ssl_certfile=asked.certificate,
        ssl_keyfile=asked.key,
        ssl_ca_certs=str(asked.client_ca) if asked.client_ca else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if asked.client_ca else ssl.CERT_NONE,
    )
    try:
        asyncio.run(_Server(config, asked.port if asked.faults else None).serve())
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
