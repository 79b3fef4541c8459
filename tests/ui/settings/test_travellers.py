"""The section for travellers: words that outlive a change of language, a map, refusals in their place."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinicdesk.domain.travellers import TravellerWords
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.settings import ComputerSettings
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.navigation import PageEntry
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.settings import SettingsPage, make
from clinicdesk.ui.settings.travellers import TravellersSection
from clinicdesk.ui.widgets.fields import AreaField
from tests import make as builders
from tests.documents.itineraries import map_picture
from tests.ui.conftest import MakeWindow


class Shown:
    """The section on stage, and what stands behind it."""

    def __init__(self, section: TravellersSection, desk: Desk, services: Services) -> None:
        self.section, self.desk, self.services = section, desk, services

    def turn(self, language: str) -> None:
        self.section.language.set_value(language)
        self.section.language.edited.emit()

    def type(self, name: str, words: str) -> None:
        field = self.section.group[name]
        field.editor.setFocus()
        QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if isinstance(field, AreaField):
            field.editor.insertPlainText(words)
        else:
            QTest.keyClicks(field.editor, words)


@pytest.fixture
def shown(open_window: MakeWindow, storage: Storage, tmp_path: Path) -> Shown:
    services = Services(Context(storage, builders.clock()))
    window, desk = open_window(
        [PageEntry("settings", "settings", "Settings", make, "page.settings", low=True)],
        services=services,
        prompts=ScriptedPrompts(),
    )
    places = SimpleNamespace(file=tmp_path / "clinic.clinicdesk", log=tmp_path / "log")
    desk.facts.update(settings=ComputerSettings(), places=places)  # type: ignore[attr-defined]
    window.show()
    desk.navigator.show_page("settings")
    page = window.stage.currentWidget()
    assert isinstance(page, SettingsPage)
    names = [page.list.item(place).text() for place in range(page.list.count())]
    page.list.setCurrentRow(names.index("For travellers"))
    section = page.stack.currentWidget()
    assert isinstance(section, TravellersSection)
    return Shown(section, desk, services)


def test_words_of_two_languages_are_saved_together_and_undone(shown: Shown) -> None:
    shown.type("directions", "Opposite the bridge")
    shown.type("bring", "Passport\n\n Sunglasses ")
    shown.turn("vi")
    assert shown.section._texts["directions"].text() == ""
    assert "Opposite the bridge" in shown.section._texts["directions"].editor.placeholderText()
    shown.type("directions", "Đối diện cầu")
    shown.turn("en")
    assert shown.section._texts["directions"].text() == "Opposite the bridge"
    assert shown.section.written.text() == "Written in English and Vietnamese"
    shown.section.save()
    words = shown.services.travellers.get().words
    assert words == {
        "en": TravellerWords("Opposite the bridge", bring=("Passport", "Sunglasses")),
        "vi": TravellerWords("Đối diện cầu"),
    }
    assert not shown.section.dirty
    shown.desk.commands.undo()
    assert shown.services.travellers.get().words == {}


def test_the_map_link_says_where_it_leads_and_a_wrong_one_stays_in_its_field(shown: Shown) -> None:
    shown.type("map_link", "https://maps.example/clinic")
    assert shown.section.host.text() == "The code opens maps.example"
    shown.type("map_link", "http://maps.example/clinic")
    assert shown.section.host.text() == ""
    shown.section.save()
    assert "https://" in shown.section.group["map_link"].complaint
    assert shown.section._lines["map_link"].text() == "http://maps.example/clinic"
    assert shown.section.dirty
    assert shown.services.travellers.get().map_link == ""


def test_a_text_that_is_too_long_is_shown_in_its_language(shown: Shown) -> None:
    shown.turn("vi")
    shown.section._texts["directions"].set_text("a" * 501)
    shown.section.edited()
    shown.turn("en")
    shown.section.save()
    assert shown.section.language.value() == "vi"
    assert "501" in shown.section.group["directions"].complaint
    assert shown.section._texts["directions"].text() == "a" * 501


def test_a_picture_is_chosen_shown_and_taken_away(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "map.jpg"
    file.write_bytes(map_picture("JPEG", (3000, 1500)))
    shown.desk.prompts.expect("open_file", file)  # type: ignore[attr-defined]
    shown.section.choose.click()
    assert not shown.section.picture.is_empty()
    shown.section.save()
    stored = shown.services.travellers.get().map_picture
    assert stored is not None
    assert stored != file.read_bytes()
    shown.section.take_away.click()
    shown.section.save()
    assert shown.services.travellers.get().map_picture is None
    assert shown.section.picture.is_empty()


def test_what_is_no_picture_is_refused_beside_the_frame(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "map.png"
    file.write_text("no picture")
    shown.desk.prompts.expect("open_file", file)  # type: ignore[attr-defined]
    shown.section.choose.click()
    shown.section.save()
    assert (
        shown.section.problem.text()
        == "This is not a picture that can be printed. Choose a PNG or JPEG file."
    )
    shown.desk.prompts.expect("open_file", tmp_path / "gone.png")  # type: ignore[attr-defined]
    shown.section.choose.click()
    assert "cannot be read" in shown.section.problem.text()
    assert shown.services.travellers.get().map_picture is None


def test_discard_shows_what_is_stored(shown: Shown) -> None:
    shown.type("emergency_phone", "+84 905 555 100")
    assert shown.section.dirty
    shown.section.discard.click()
    assert shown.section._lines["emergency_phone"].text() == ""
    assert not shown.section.dirty
