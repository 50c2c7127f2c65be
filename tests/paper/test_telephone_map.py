"""Somebody who has nothing but the printed map of the telephone menu: every key on it leads where it says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.keys import Key
from ivr.script import Back, End, Go, OtherLanguage, OtherSpeed, Repeat, Script, scripts
from kiosk.paper.__main__ import main, printed
from shared.application import Application
from shared.pages import Form
from shared.place import HOME, Place
from shared.short_codes import PERSON, codes_now, is_offered
from shared.visit import Face, Language, Visit
from tests.paper.reading import codes, text, texts
from tests.world import Backend, application_at

KEYS = re.compile(r"^([1-7])(?: ([1-7]))?\s+(\D.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def application(machine: Path) -> Application:
    return application_at(machine, Backend("http://127.0.0.1:9"), mobile_url="https://mobile.example")


def the_map(application: Application, language: Language) -> bytes:
    pdf = printed(application, application.parts.settings, "/telephone-map", language)
    assert pdf is not None
    return pdf


def heard(application: Application, visit: Visit, place: Place) -> Script:
    """What a caller hears there, and what the keys then do, with the titles of all parts of the menu."""
    page = application.look(visit, place)
    assert not isinstance(page, Form)
    every = list(scripts(page, application.words(visit), offered=lambda at: is_offered(application, at)))
    return replace(every[-1], titles={title: key for one in every for title, key in one.titles.items()})


@pytest.mark.parametrize("language", Language)
def test_every_key_on_the_printed_map_leads_to_what_it_names(
    application: Application, language: Language
) -> None:
    pdf = the_map(application, language)
    assert len(texts(pdf)) == 1
    caller = Visit(Face.VOICE, language)
    on_paper = {first + second: title.strip() for first, second, title in KEYS.findall(text(pdf))}
    for keys, title in on_paper.items():
        place, menu = HOME, heard(application, caller, HOME)
        for number, key in enumerate(keys):
            if number:
                menu = heard(application, caller, place)
            action = menu.keys[Key(key)]
            assert isinstance(action, Go)
            place = action.place
        assert menu.titles[title] == Key(keys[-1])
        assert application.catalogue.is_on(place.path, Face.VOICE)
    # And nothing that the main menu and the menus below it offer is missing.
    main = heard(application, caller, HOME)
    for key in [key for key in main.keys if key.is_digit and "1" <= key <= "7"]:
        assert key in on_paper
        action = main.keys[key]
        assert isinstance(action, Go)
        below = application.look(caller, action.place)
        if not isinstance(below, Form):
            offered = [one for one in heard(application, caller, action.place).keys if "1" <= one <= "7"]
            assert {key + one for one in offered} <= set(on_paper)
    assert len(on_paper) > 30


def test_the_keys_that_mean_the_same_everywhere_do_what_the_map_says(application: Application) -> None:
    stands = text(the_map(application, Language.CHINESE))
    caller = Visit(Face.VOICE)
    first, later = heard(application, caller, HOME), heard(application, caller, Place("/public"))
    for said, keys in (
        ("0 找工作人员", [(first, Key.ZERO, Go(PERSON)), (later, Key.ZERO, Go(PERSON))]),
        ("9 再听一遍", [(first, Key.NINE, Repeat()), (later, Key.NINE, Repeat())]),
        ("* 返回；刚接通时是结束通话", [(first, Key.STAR, End()), (later, Key.STAR, Back())]),
        (
            "8 换快慢；刚接通时换成英语",
            [(first, Key.EIGHT, OtherLanguage()), (later, Key.EIGHT, OtherSpeed())],
        ),
    ):
        assert said in stands.replace("\n", " ")
        for menu, key, action in keys:
            assert menu.keys[key] == action


def test_the_map_has_the_number_the_hours_a_code_and_an_example_that_is_true(
    application: Application,
) -> None:
    pdf = the_map(application, Language.CHINESE)
    stands = text(pdf).replace("\n", "")
    assert application.parts.settings.voice_number in stands
    assert "工作日上午8:30至12:00" in stands
    found = re.search(r"例如按(\d+)#，就是“(.+?)”", stands)
    assert found
    place = codes_now(application).find(found[1])
    assert isinstance(place, Place)
    assert application.look(Visit(Face.VOICE), place).title == found[2]
    assert codes(pdf) == ["https://mobile.example/telephone-map"]


def test_another_number_and_a_service_switched_off_make_another_map(machine: Path, tmp_path: Path) -> None:
    choices = tmp_path / "services.toml"
    choices.write_text('["/rosters"]\nenabled = false\n["/fees"]\nkey = "7"\n', encoding="utf-8")
    application = application_at(
        machine, Backend("http://127.0.0.1:9"), services=choices, voice_number="0310-1234567"
    )
    stands = text(the_map(application, Language.CHINESE))
    assert "0310-1234567" in stands
    assert "名册" not in stands
    assert "5 7 诉讼费计算" in stands


def test_the_command_writes_the_map_and_refuses_what_is_not_for_paper(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "map.pdf"
    assert main(["/telephone-map", str(file), "--home", str(machine)]) == 0
    assert "电话菜单图" in text(file.read_bytes())
    assert main(["/guides", str(tmp_path / "no.pdf"), "--home", str(machine)]) == 2
    assert "/guides" in capsys.readouterr().err
    assert not (tmp_path / "no.pdf").exists()
