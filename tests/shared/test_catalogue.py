"""The catalogue: what each face offers can be opened there, and a wrong row is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.application import Application
from shared.catalogue.load import SERVICES, Catalogue, CatalogueError, load_catalogue
from shared.pages import Menu, Notice, Tone
from shared.place import HOME, Place
from shared.visit import Face, Language, Visit
from tests.world import Backend, application_at


@pytest.fixture(scope="module")
def application(machine: Path) -> Application:
    return application_at(machine, Backend("http://127.0.0.1:9"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("face", Face)
def test_every_service_is_reached_from_the_first_page_of_each_of_its_faces(
    application: Application, face: Face, language: Language
) -> None:
    visit = Visit(face, language)
    reached: set[str] = set()
    waiting = [HOME]
    while waiting:
        page = application.look(visit, waiting.pop())
        assert not (isinstance(page, Notice) and page.tone is Tone.PROBLEM), (page.place, page.title)
        reached.add(page.place.path)
        is_menu = page.place == HOME or application.catalogue.section_at(page.place.path) is not None
        if is_menu and isinstance(page, Menu):
            assert all(option.title and option.icon for option in page.options)
            waiting += [option.place for option in page.options]
    offered = {s.path for s in application.catalogue.services if s.section and face in s.faces}
    for service in application.catalogue.services:
        if service.path in offered - reached:
            ways = application.look(visit, Place(service.reached)).options
            assert face is Face.VOICE
            assert service.path in [option.place.path for option in ways]


def test_what_is_on_no_face_of_a_visit_is_said_to_be_elsewhere(machine: Path, tmp_path: Path) -> None:
    rows = tmp_path / "services.toml"
    rows.write_text(SERVICE.replace(', "voice"', ""), encoding="utf-8")
    application = application_at(machine, Backend("http://127.0.0.1:9"))
    application.catalogue = load_catalogue(rows=rows)
    page = application.open(Visit(Face.VOICE), "/hearings")
    assert isinstance(page, Notice)
    assert page.code == "other-face"


SECTION = '[[section]]\npath = "/tools"\ntitle = "tools.title"\nicon = "list"\norder = 1\n'
SERVICE = (
    '[[service]]\npath = "/hearings"\nfunction = "shared.services.hearings:page"\ntitle = "hearings.title"\n'
    'icon = "gavel"\norder = 1\nfaces = ["kiosk", "voice"]\nrequirements = ["A6"]\n'
)
OTHER = SERVICE.replace('"/hearings"', '"/others"')


def catalogue_of(folder: Path, rows: str, choices: str = "") -> Catalogue:
    table, chosen = folder / "services.toml", folder / "choices.toml"
    table.write_text(rows, encoding="utf-8")
    chosen.write_text(choices, encoding="utf-8")
    catalogue = load_catalogue(chosen, table)
    catalogue.prepare()
    return catalogue


@pytest.mark.parametrize(
    ("rows", "named", "reason"),
    [
        (SERVICE, "/hearings", "key"),
        (SERVICE + 'key = "9"\n', "/hearings", "key"),
        (SERVICE + 'key = "1"\n' + OTHER + 'key = "1"\n', "/others", "already /hearings's"),
        (SERVICE + 'key = "1"\nsection = "/nowhere"\n', "/hearings", "there is no /nowhere"),
        (SERVICE.replace("hearings:page", "hearings:pages") + 'key = "1"\n', "/hearings", "there is no"),
        (SERVICE.replace('"kiosk"', '"fax"') + 'key = "1"\n', "/hearings", "faces"),
        (SERVICE + 'key = "1"\ncolour = "red"\n', "/hearings", "colour"),
        (SECTION, "/tools", "key"),
        (SECTION + 'key = "1"\n' + SERVICE + 'key = "1"\n', "/hearings", "already /tools's"),
        ("[[service]]\n", "without a path", "path"),
        ("not toml", "services.toml", "cannot be read"),
    ],
)
def test_a_wrong_row_is_refused_with_its_name_and_the_reason(
    tmp_path: Path, rows: str, named: str, reason: str
) -> None:
    with pytest.raises(CatalogueError) as refused:
        catalogue_of(tmp_path, rows)
    assert named in str(refused.value)
    assert reason in str(refused.value)


def test_the_same_key_in_two_menus_is_no_clash(tmp_path: Path) -> None:
    rows = SECTION + 'key = "2"\n' + SERVICE + 'key = "1"\n' + OTHER + 'key = "1"\nsection = "/tools"\n'
    catalogue = catalogue_of(tmp_path, rows)
    assert [entry.path for entry in catalogue.offered("/", Face.VOICE)] == ["/hearings", "/tools"]
    assert [entry.path for entry in catalogue.offered("/tools", Face.VOICE)] == ["/others"]
    assert catalogue.offered("/tools", Face.MOBILE) == ()
    assert [entry.path for entry in catalogue.offered("/", Face.MOBILE)] == []


def test_a_court_moves_and_switches_off_in_a_file_of_its_own(tmp_path: Path) -> None:
    rows = SERVICES.read_text(encoding="utf-8")
    catalogue = catalogue_of(tmp_path, rows, '["/guides"]\nenabled = false\n["/hearings"]\norder = 99\n')
    kiosk = [entry.path for entry in catalogue.offered("/", Face.KIOSK)]
    assert "/guides" not in kiosk
    assert kiosk[-1] == "/hearings"
    assert not catalogue.is_on("/guides/appeal", Face.KIOSK)


@pytest.mark.parametrize(
    ("choices", "named"),
    [('["/nothing"]\nenabled = false\n', "/nothing"), ('["/guides"]\nkey = "9"\n', "/guides")],
)
def test_a_choice_for_nothing_or_beyond_bounds_is_refused(tmp_path: Path, choices: str, named: str) -> None:
    with pytest.raises(CatalogueError, match=named):
        catalogue_of(tmp_path, SERVICES.read_text(encoding="utf-8"), choices)
