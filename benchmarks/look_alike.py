"""An unknown case beside a wrong password: the 95th percentiles of a log-in must not tell them apart."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from sandbox.cases import demo_cases
from tests.world import NOW, BackendProgram

ROUNDS = 4


def run() -> None:
    with TemporaryDirectory(prefix="look-alike-") as folder, BackendProgram(Path(folder)) as backend:
        times: dict[str, list[float]] = {"unknown case": [], "wrong password": []}
        known = list(demo_cases(NOW.date()))
        for turn in range(ROUNDS):
            for number, case in enumerate(known):
                unknown = f"（2026）冀1082民初{700_000 + number}号"
                for name, asked in (("unknown case", unknown), ("wrong password", case)):
                    body = {"number": asked, "password": f"x{turn}", "face": "kiosk", "terminal": "bench"}
                    began = time.perf_counter()
                    reply = requests.post(f"{backend.url}/v1/sessions", json=body, timeout=10)
                    times[name].append(1000 * (time.perf_counter() - began))
                    assert reply.status_code == 401
    p95 = {name: statistics.quantiles(each, n=20)[-1] for name, each in times.items()}
    for name, each in times.items():
        print(f"  {name:15} p50 {statistics.median(each):6.1f} ms   p95 {p95[name]:6.1f} ms")
    difference = p95["wrong password"] - p95["unknown case"]
    print(
        f"  difference of p95 {difference:+.1f} ms, ratio {p95['wrong password'] / p95['unknown case']:.2f}"
    )
