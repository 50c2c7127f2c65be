"""A smaller set of the journeys through a real SIP call to a real Asterisk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.at_sip import SipWalker
from tests.journeys.journey import journey
from tests.journeys.walk import walk
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, application_at


@pytest.mark.telephone
@pytest.mark.parametrize("name", ["hearing-tomorrow", "own-case", "enforcement-money"])
def test_by_a_real_call(name: str, machine: Path, backend: Backend) -> None:
    told = journey(name)
    application = application_at(machine, backend, told.now)
    with VoiceLineProgram(machine, backend, now=told.now) as line:
        walker = SipWalker(application, line.uri, line.home / "prompts")
        try:
            walk(told, walker, backend.fault)
            # The walker has found each sentence that ended while it listened, one after the other.
            assert walker.heard_sentences > sum(step.sees is not None for step in told.steps)
        finally:
            walker.close()
