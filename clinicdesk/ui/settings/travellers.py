"""The section for travellers: the way to the clinic, its map, whom to call, and its words per language."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.text import marked
from clinicdesk.domain.travellers import TravellerFacts, TravellerWords, link_host
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.settings.section import Section, Write
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.choices import ChoiceField
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import rounded
from clinicdesk.ui.widgets.planes import Card, column, row
from clinicdesk.ui.wording import upper_first

LARGEST_FILE = 10_000_000
POINTS = ("bring", "call_when")
TOO_LARGE = marked("This picture is too large. Use one of at most 10 MB.")
NOT_READ = marked("The file cannot be read: {problem}.")


class TravellersSection(Section):
    """Written once, printed on every itinerary; what a language lacks is left out of papers in it."""

    def __init__(self, desk: Desk) -> None:
        t = desk.t
        super().__init__(
            desk,
            t("For travellers"),
            t("Printed on itineraries from the next one on. What a language lacks is left out, and told."),
        )
        self._facts = TravellerFacts()
        self._words: dict[str, TravellerWords] = {}
        self._spoken = ""
        self._picture: bytes | None = None
        self._make_place()
        self._make_words()
        self.group = FieldGroup(t, **self._lines, **self._texts, taxi=self.taxi)
        self.group.on_edited(self._edited)
        self.body.column.addStretch(1)

    def _make_place(self) -> None:
        t, look = self.desk.t, self.desk.look
        self.taxi = AreaField(look, t, t("What to show the taxi driver, in the local language"), lines=2)
        self._lines = {
            "emergency_phone": LineField(
                look, t, t("Emergency telephone, day and night"), limit=40, left_to_right=True
            ),
            "airport_code": LineField(look, t, t("Code of the airport"), hint="DAD", limit=8),
            "map_link": LineField(look, t, t("Map link"), hint="https://", limit=500, left_to_right=True),
        }
        self.host = label("", Role.CAPTION, tone="t2")
        self.picture = MapPicture(look, t("The map as it is printed"))
        self.choose = Button(look, t("Choose a picture"), icon="photo")
        self.choose.clicked.connect(self._choose)
        self.take_away = Button(look, t("Take away"))
        self.take_away.clicked.connect(lambda: self._take(None))
        self.problem = label("", Role.CAPTION, tone="red", wrap=True)
        card = Card(t("The place"), t("the same in every language"))
        lines = row(*self._lines.values(), spacing=16)
        lines.setStretch(2, 2)
        card.column.addLayout(lines)
        card.add(self.host, self.taxi, label(t("Map picture, PNG or JPEG"), Role.LABEL, tone="t3"))
        buttons = column(row(self.choose, self.take_away, None), self.problem, None, spacing=6)
        card.column.addLayout(row(self.picture, buttons, spacing=16))
        self.body.add(card)

    def _make_words(self) -> None:
        t, look = self.desk.t, self.desk.look
        self.language = ChoiceField[str](look, t, t("Language"), self._languages(), typed=True)
        self.language.edited.connect(self._turn)
        self.written = label("", Role.CAPTION, tone="t2", wrap=True)
        self._texts = {
            "directions": AreaField(look, t, t("Directions to the clinic"), lines=3),
            "airport": AreaField(look, t, t("From the airport"), lines=2),
            "around": AreaField(look, t, t("Hotels nearby and how to get about"), lines=2),
            "bring": AreaField(look, t, t("What to bring, one thing a line"), lines=6),
            "call_when": AreaField(look, t, t("When to call, one line each"), lines=3),
        }
        card = Card(t("The words"), t("each language for itself"))
        card.column.addLayout(row(self.language, self.written, spacing=16))
        usual = t("Lists that stand empty in every language are printed as the usual ones.")
        texts = list(self._texts.values())
        card.add(*texts[:3], label(usual, Role.CAPTION, tone="t2", wrap=True))
        card.column.addLayout(row(*texts[3:], spacing=16))
        self.body.add(card)

    def _languages(self) -> list[tuple[str, str]]:
        """Return the document languages with the clinic's own first."""
        own = self.desk.services.clinic.get().languages
        codes = sorted(DOCUMENT_LANGUAGES, key=lambda code: code not in own)
        return [(code, self._named(code)) for code in codes]

    def _named(self, code: str) -> str:
        return upper_first(self.desk.t.formats.language_name(code))

    def show_stored(self) -> None:
        """Show what is stored; the language stays the one that was chosen."""
        self._facts = self.desk.services.travellers.get()
        self._words = dict(self._facts.words)
        self.taxi.set_text(self._facts.taxi)
        for name, field in self._lines.items():
            field.set_text(getattr(self._facts, name))
        self.group.clear()
        self._picture = self._facts.map_picture
        self._show_picture()
        self._show_words(self._spoken or self.desk.services.clinic.get().language)

    def write(self) -> Write:
        """Return the write of everything typed, in every language."""
        self._keep()
        lines = {name: field.value() for name, field in self._lines.items()}
        facts = replace(
            self._facts, taxi=self.taxi.value(), map_picture=self._picture, words=dict(self._words), **lines
        )
        return lambda _: self.desk.services.travellers.edit(facts)

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under its field, in the language that it is about."""
        if error.field == "map_picture":
            self.problem.setText(self.desk.t.error(error))
            return True
        language = str(error.data.get("language", ""))
        if language and language != self._spoken:
            self._keep()
            self._show_words(language)
        return self.group.show_error(error)

    def _edited(self) -> None:
        self._show_host()
        self.edited()

    def _turn(self) -> None:
        """Show the words of another language; those typed are kept until they are saved."""
        try:
            language = self.language.value()
        except ClinicError:
            return
        self._keep()
        self._show_words(language)

    def _keep(self) -> None:
        if self._spoken:
            typed = {name: field.value() for name, field in self._texts.items() if name not in POINTS}
            lists = {name: _points(self._texts[name].value()) for name in POINTS}
            self._words[self._spoken] = TravellerWords(
                typed["directions"], typed["airport"], typed["around"], lists["bring"], lists["call_when"]
            )

    def _show_words(self, language: str) -> None:
        """Show one language; the clinic's own words stand in grey where nothing is written yet."""
        self._spoken = language
        self.language.set_value(language)
        base = self.desk.services.clinic.get().language
        own, words = self._words.get(base, TravellerWords()), self._words.get(language, TravellerWords())
        for name, field in self._texts.items():
            field.set_text(_as_text(getattr(words, name)))
            hint = _as_text(getattr(own, name)) if language != base else ""
            shown = self.desk.t("{language}: {text}", language=self._named(base), text=hint) if hint else ""
            field.editor.setPlaceholderText(shown)
        names = [self._named(code) for code, one in self._words.items() if one != TravellerWords()]
        self.written.setText(self.desk.t("Written in {languages}", languages=names) if names else "")
        self._show_host()

    def _show_host(self) -> None:
        """Say where the map link leads, so that a wrong one is seen."""
        link = self._lines["map_link"].value()
        try:
            words = self.desk.t("The code opens {host}", host=link_host(link)) if link else ""
        except InvalidInput:
            words = ""
        self.host.setText(words)
        self.host.setVisible(bool(words))

    def _choose(self) -> None:
        desk, t = self.desk, self.desk.t
        kinds = [FileKind(t("Pictures"), ("*.png", "*.jpg", "*.jpeg"))]
        file = desk.prompts.open_file(t("Choose the picture of the map"), kinds)
        if file is None:
            return
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise InvalidInput(TOO_LARGE, field="map_picture")
            self._take(file.read_bytes())
        except OSError as error:
            problem = error.strerror or type(error).__name__
            self.show_error(InvalidInput(NOT_READ, field="map_picture", problem=problem))
        except ClinicError as error:
            self.show_error(error)

    def _take(self, picture: bytes | None) -> None:
        self._picture = picture
        self._show_picture()
        self.edited()

    def _show_picture(self) -> None:
        self.problem.setText("")
        self.picture.show_picture(self._picture)
        self.take_away.setEnabled(self._picture is not None)


class MapPicture(QWidget):
    """The map in its frame, as wide as on paper; an empty frame where there is none."""

    def __init__(self, look: Look, name: str) -> None:
        """Show an empty frame."""
        super().__init__()
        self._look = look
        self._image = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, data: bytes | None) -> None:
        """Show a picture; one that cannot be read is an empty frame, and is refused when it is saved."""
        self._image = QImage.fromData(data) if data else QImage()
        self.update()

    def is_empty(self) -> bool:
        """Whether no picture is shown."""
        return self._image.isNull()

    def sizeHint(self) -> QSize:
        """As wide as a map on paper at 100 %."""
        px = self._look.theme.px
        return QSize(px(320), px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture inside of the frame, whole."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rounded(painter, self._look.theme, QRectF(self.rect()), "sunk", "line2", 4)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _as_text(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else "\n".join(words)
