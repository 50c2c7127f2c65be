from __future__ import annotations

from tests.rules.messages import asked_for, findings


def test_every_language_has_every_message_with_the_same_placeholders() -> None:
    assert findings() == []


def test_the_check_sees_the_messages_that_code_asks_for() -> None:
    assert "hearings.none-for-case" in {asked for _, asked in asked_for()}
