"""What the kiosk shows is carried away by its code: read from the pixels, opened on a real phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kiosk.program import LANDSCAPE, PORTRAIT, KioskProgram
from tests.mobile.browser import Phone
from tests.world import Backend, MobileServer, application_at

FACTS = {
    "hearing.case_number": "（2026）冀1082民初123号",
    "hearing.date": "2026年11月25日（星期三）",
    "hearing.time": "09:30",
    "hearing.courtroom": "第三法庭",
}


@pytest.mark.window
@pytest.mark.browser
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_code_of_a_hearing_opens_the_same_hearing_on_a_phone(
    size: tuple[int, int], machine: Path, backend: Backend, tmp_path: Path, phone: Phone
) -> None:
    def serve(address: str):  # type: ignore[no-untyped-def]
        return application_at(machine, backend, mobile_url=address)

    with (
        MobileServer(serve) as mobile,
        KioskProgram(tmp_path, machine, backend, mobile, size=size) as screen,
    ):
        screen.touch_and_see("开庭公告", "/hearings")
        screen.touch_and_see("明天", "/hearings?date=")
        screen.touch(FACTS["hearing.case_number"])
        shown = screen.wait(lambda state: state["kind"] == "article", "the hearing")["shown"]
        assert [value for value in FACTS.values() if value not in shown] == []
        phone.fresh()
        assert phone.open(screen.qr(begins=f"{mobile}/hearings/")) == 200
        facts = phone.facts()
        assert {key: facts.get(key) for key in FACTS} == FACTS
        assert [value for value in facts.values() if value not in shown] == []


@pytest.mark.window
def test_a_form_and_a_case_show_no_code_of_their_address(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        assert screen.qr(begins="https://mobile.example/").endswith("/")
        screen.touch_and_see("案件查询", "/case")
        assert screen.codes() == []
