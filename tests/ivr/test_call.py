"""A call as a caller lives it, on a line without sound."""

from __future__ import annotations

import threading

import pytest

import ivr.call
from content.numbers import code_of
from content.records import CHINESE
from ivr.attendant import Hours
from ivr.call import Call, Manner
from ivr.keys import Key
from ivr.line import Recording, Silence, Speed, Words
from shared.application import Application
from shared.pages import AnyPage, Fact, Form
from shared.place import HOME, Place
from shared.short_codes import NoCode, ShortCodes, codes_now
from shared.values import Telephone
from shared.visit import Language, Visit
from tests.ivr.lines import Act, ScriptedLine, keys, spoken_wav

CLOSED = Hours.parse("7 03:00-03:01")


async def _call(application: Application, acts: list[Act], **manner: object) -> tuple[Call, ScriptedLine]:
    person = bool(manner.get("transfers"))
    line = ScriptedLine(acts, person=person)
    call = Call(line, application, Manner(**manner))  # type: ignore[arg-type]
    await call.run()
    return call, line


async def test_the_greeting_says_whose_line_it_is_how_old_its_data_is_and_how_to_have_english(
    application: Application,
) -> None:
    _, line = await _call(application, [])
    said = line.said(0)
    assert said.startswith("您好，这里是示范市人民法院诉讼服务电话。")
    assert "以下信息截至二零二六年十一月二十四日" in said
    assert "For English, press eight." in said
    assert said.index("开庭公告，请按一。") < said.index("找工作人员请按零")


async def test_eight_at_the_main_menu_changes_the_language_of_everything(application: Application) -> None:
    _, line = await _call(application, keys("81"))
    assert all(utterance.lang == "en" for turn in line.turns[1:] for utterance in turn)
    assert "Hearing" in line.said()


async def test_three_silences_have_three_helps_then_a_person_then_good_bye(application: Application) -> None:
    _, line = await _call(application, keys("....."))
    helps = [turn[0].text for turn in line.turns[1:5]]
    assert len(set(helps)) == 4
    assert "找工作人员" in line.said(4)
    assert "电话将要挂断" in line.said()
    assert line.hung_up


async def test_a_wrong_key_is_said_and_the_choices_are_said_again(application: Application) -> None:
    _, line = await _call(application, keys("16"))
    assert line.said().startswith("没有这个选项，请重新按键。开庭公告。")


async def test_nine_repeats_and_star_goes_back(application: Application) -> None:
    _, line = await _call(application, keys("19*"))
    assert line.said(2).endswith(line.said(1))
    assert line.said(3).startswith("主菜单。")


async def test_the_speed_changes_for_all_that_is_said_from_then_on(application: Application) -> None:
    _, line = await _call(application, keys("18*"))
    assert {utterance.speed for utterance in line.turns[1]} == {Speed.NORMAL}
    assert {utterance.speed for turn in line.turns[2:] for utterance in turn} == {Speed.SLOW}


async def test_a_repeat_tells_how_to_have_it_slower(application: Application) -> None:
    _, line = await _call(application, keys("19"))
    assert "改变语速" in line.said()


def _kept(application: Application) -> list[str]:
    waiting = sorted(application.parts.outbox.waiting(), key=lambda entry: entry.written_at)
    return [str(entry.kind) for entry in waiting]


@pytest.mark.parametrize("answer", ["1", "3", ".", "7"])
async def test_star_at_the_main_menu_asks_how_it_was_and_ends_the_call_with_a_word(
    application: Application, answer: str
) -> None:
    _, line = await _call(application, keys(f"*{answer}"))
    assert "满意请按一" in line.said(1)
    assert line.said() == "感谢来电，再见。"
    assert line.hung_up


async def test_the_rating_is_kept_for_the_court(application: Application) -> None:
    before = _kept(application)
    await _call(application, keys("*1"))
    assert len(_kept(application)) == len(before) + 1
    assert _kept(application)[-1] == "survey"


async def test_a_complaint_is_spoken_and_kept_with_its_sound(application: Application) -> None:
    line = ScriptedLine(keys("01" + "1" + "1"), recordings=[Recording(spoken_wav(4))])
    call = Call(line, application, Manner(hours=CLOSED))
    await call.run()
    assert "要给法院留言，请按一。" in line.said(1)
    assert _kept(application)[-1] == "complaint"
    assert call.visit.attachments == {}


@pytest.mark.parametrize("pressed", ["", "1", "12", "121", "2", "2123", "21234567890#12", "0", "31#", "8"])
async def test_a_hang_up_at_any_moment_ends_and_wipes_the_visit(
    application: Application, pressed: str
) -> None:
    call, _ = await _call(application, keys(pressed))
    assert call.visit.history == [HOME]
    assert (call.page, call.script, call.visit.session) == (None, None, None)


async def test_five_hundred_keys_end_politely(application: Application) -> None:
    _, line = await _call(application, keys("6" * 500))
    assert "通话时间已经很长" in line.said()
    assert line.hung_up


class TestAPerson:
    async def test_zero_says_who_and_when_where_calls_cannot_be_handed_over(
        self, application: Application
    ) -> None:
        _, line = await _call(application, keys("10"))
        assert line.said().startswith("找工作人员。")

    async def test_zero_hands_the_caller_over_and_what_was_proved_is_wiped(
        self, application: Application
    ) -> None:
        call, line = await _call(application, keys("0."), transfers=True)
        assert "正在为您转接" in line.said()
        assert line.transferred == ["zh-CN"]
        assert call.visit.session is None

    async def test_who_thinks_better_of_it_presses_star(self, application: Application) -> None:
        _, line = await _call(application, keys("10*"), transfers=True)
        assert line.transferred == []
        assert "开庭公告。" in line.said()

    async def test_outside_hours_the_greeting_says_so_and_all_the_rest_works(
        self, application: Application
    ) -> None:
        _, line = await _call(application, keys("0.1"), transfers=True, hours=CLOSED)
        assert "现在是非工作时间" in line.said(0)
        assert "找工作人员。" in line.said(1)
        assert line.transferred == []

    async def test_who_comes_back_unanswered_hears_that_and_may_ask_again(
        self, application: Application
    ) -> None:
        line = ScriptedLine(keys("1"), person=True)
        call = Call(line, application, Manner(transfers=True), language=Language.ENGLISH, returned=True)
        await call.run()
        assert line.said(0).startswith("Nobody answers")
        assert line.transferred == []


class TestSpeech:
    async def test_words_for_a_service_open_it_and_a_number_is_as_good_as_a_key(
        self, application: Application
    ) -> None:
        _, line = await _call(application, [Words("开庭公告"), Words("主菜单"), Words("三")])
        assert [line.said(turn)[:5] for turn in (1, 2, 3)] == ["开庭公告。", "主菜单。开", "诉讼指南。"]
        assert {"开庭公告", "一", "人工", "重听"} <= set(line.phrases[0])

    @pytest.mark.parametrize("answer", [Words("是"), Words("对", sure=False), Key.ONE])
    async def test_what_was_not_heard_for_sure_is_asked_about(
        self, application: Application, answer: Act
    ) -> None:
        _, line = await _call(application, [Words("开庭公告", sure=False), answer])
        assert "您说的是开庭公告吗" in line.said(1)
        assert line.said(2).startswith("开庭公告。")

    @pytest.mark.parametrize("answer", [Words("不是"), Key.TWO, Silence()])
    async def test_no_is_no(self, application: Application, answer: Act) -> None:
        _, line = await _call(application, [Words("开庭公告", sure=False), answer])
        assert line.said(2).startswith("没有听清，请再说一遍，也可以按键。")

    async def test_after_two_misunderstandings_there_are_keys_only(self, application: Application) -> None:
        _, line = await _call(application, [Words("", sure=False), Words("", sure=False), Key.ONE])
        assert line.said(2).startswith("还是没有听清，请用按键选择。")
        assert [bool(phrases) for phrases in line.phrases] == [True, True, False, False]

    async def test_there_is_no_listening_in_english(self, application: Application) -> None:
        _, line = await _call(application, keys("8"))
        assert [bool(phrases) for phrases in line.phrases] == [True, False]


class TestShortCodes:
    @pytest.fixture
    def codes(self, application: Application) -> ShortCodes:
        return codes_now(application)

    async def test_the_keys_of_a_menu_and_hash_open_its_page_once(
        self, application: Application, codes: ShortCodes
    ) -> None:
        _, line = await _call(application, keys("3#"), code=codes.find)
        assert line.said().startswith("诉讼指南。")

    async def test_every_code_of_the_menus_opens_its_page(
        self, application: Application, codes: ShortCodes
    ) -> None:
        assert len(codes.menus) > 20
        for code, place in codes.menus.items():
            opened = await _opened(application, code, codes)
            assert opened == place, code

    async def test_the_code_of_a_record_opens_it_whatever_its_digits_do_on_the_way(
        self, application: Application, codes: ShortCodes
    ) -> None:
        """No digit of a code may send anything or begin a message, so that dialling it is harmless."""
        records = [
            Place(kind.place_of(record.key[0]))
            for record in application.parts.content.records()
            if (kind := type(record)).numbered and record.key[1] == CHINESE
        ]
        assert len(records) > 100
        for place in records[::7]:
            code = codes.code_of(place)
            assert await _opened(application, code, codes) == place, code

    async def test_a_mistyped_code_is_said_to_be_one(
        self, application: Application, codes: ShortCodes
    ) -> None:
        right = codes.code_of(Place("/guides/labour"))
        wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
        _, line = await _call(application, keys(f"{wrong}#"), code=codes.find)
        assert line.said().startswith("没有这个编号，请核对后再拨。主菜单。")

    async def test_the_code_of_what_was_taken_down_is_said_to_be_so(
        self, application: Application, codes: ShortCodes
    ) -> None:
        class Gone:
            def number_of(self, place: Place) -> int | None:
                return None

            def find(self, number: int) -> NoCode:
                return NoCode.GONE

        gone = ShortCodes(codes.menus, Gone())
        _, line = await _call(application, keys(f"{code_of(1234)}#"), code=gone.find)
        assert line.said().startswith("这个编号的内容已经撤下，现在查不到了。主菜单。")

    async def test_who_listens_between_two_digits_walks_through_menus(
        self, application: Application, codes: ShortCodes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ivr.trail.PAUSE", -1.0)
        code = codes.code_of(Place("/guides/labour"))
        assert await _opened(application, code, codes) != Place("/guides/labour")

    async def test_hash_after_a_pause_goes_on_instead(
        self, application: Application, codes: ShortCodes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ivr.trail.QUICK", -1.0)
        guide = next(code for code, place in codes.menus.items() if place == Place("/guides/labour"))
        _, line = await _call(application, keys(f"{guide}#"), code=codes.find)
        assert line.said().startswith("第二部分。")


async def _opened(application: Application, code: str, codes: ShortCodes) -> Place:
    places: list[Place] = []

    class Watched(ScriptedLine):
        async def hang_up(self) -> None:
            return

    line = Watched(keys(f"{code}#"))
    call = Call(line, application, Manner(code=codes.find))
    opening = application.open

    def noted(visit: Visit, place: Place | str, entered: object = None) -> AnyPage:
        assert entered is None, "a code sent something"
        page = opening(visit, place)
        places.append(page.place)
        return page

    application.open = noted  # type: ignore[method-assign,assignment]
    try:
        await call.run()
    finally:
        application.open = opening  # type: ignore[method-assign]
    return places[-1]


async def test_a_slow_backend_is_waited_for_with_words(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ivr.call, "PATIENCE", 0.05)
    monkeypatch.setattr(ivr.call, "FURTHER_PATIENCE", 0.05)
    line = ScriptedLine(keys("1"))
    opening, waited = application.open, threading.Event()

    def slowly(visit: Visit, place: Place | str, entered: object = None) -> AnyPage:
        if str(place) == "/hearings":
            assert waited.wait(5)
        return opening(visit, place)

    saying = line.say

    async def say(utterances: object) -> None:
        await saying(utterances)  # type: ignore[arg-type]
        waited.set()

    monkeypatch.setattr(application, "open", slowly)
    monkeypatch.setattr(line, "say", say)
    await Call(line, application, Manner()).run()
    assert line.said(1).startswith("正在查询，请稍候。开庭公告。")


async def test_a_page_that_breaks_is_words_and_the_call_goes_on(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret 123456")

    monkeypatch.setattr("ivr.script.script", broken)
    _, line = await _call(application, [Silence(), Key.ONE])
    assert "很抱歉，系统出了问题。" in line.said()
    assert line.hung_up


async def test_what_a_form_says_of_its_caller_is_of_this_call_alone(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sound goes with the call; what every caller hears is kept."""
    telephone = Telephone("13800000001")
    form = Form(
        title="核对手机号", place=Place("/case/notices/code"), to=Place("/case/notices/code"), private=True,
        facts=(Fact("notices.telephone", "手机号", telephone),), fields=(), submit="提交", sends="data",
    )  # fmt: skip
    monkeypatch.setattr(application, "open", lambda *_: form)
    _, line = await _call(application, keys("*"))
    said = [utterance for turn in line.turns for utterance in turn]
    (own,) = (utterance for utterance in said if "幺三八" in utterance.text)
    assert own.private
    (offer,) = {utterance for utterance in said if "提交" in utterance.text}
    assert not offer.private
