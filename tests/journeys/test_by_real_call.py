"""A smaller set of the journeys by real SIP calls to a real Asterisk: one for each thing that callers do.

They call all at once, as callers do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.journeys.at_sip import SipWalker
from tests.journeys.journey import Journey, journey
from tests.journeys.walk import walk
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, BackendProgram, application_at

# More would keep two cores from sending keys in time.
AT_ONCE = 4
CALLS = (
    "hearing-tomorrow",
    "hearing-earlier-than-announced",
    "hearing-by-courtroom",
    "own-case",
    "enforcement-money",
    "search-by-keys",
    "fee-of-a-money-claim",
    "debtor-not-listed",
    "by-short-code",
    "survey",
    "in-english",
)


@pytest.fixture(scope="module")
def calls(machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[None]]]:
    told = {name: journey(name) for name in CALLS}
    with (
        BackendProgram(tmp_path_factory.mktemp("backend")) as backend,
        VoiceLineProgram(machine, backend) as line,
        ThreadPoolExecutor(AT_ONCE) as callers,
    ):
        yield {name: callers.submit(_walked, told[name], machine, backend, line) for name in CALLS}


def _walked(told: Journey, machine: Path, backend: Backend, line: VoiceLineProgram) -> None:
    walker = SipWalker(application_at(machine, backend, told.now), line.uri, line.home / "prompts")
    try:
        walk(told, walker, backend.fault)
        # The walker has found each sentence that ended while it listened, one after the other.
        assert walker.heard_sentences >= sum(step.sees is not None for step in told.steps)
    finally:
        walker.close()


@pytest.mark.telephone
@pytest.mark.parametrize("name", CALLS)
def test_by_a_real_call(name: str, calls: Mapping[str, Future[None]]) -> None:
    calls[name].result(300)
