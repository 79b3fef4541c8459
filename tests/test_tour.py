"""The guided tour plays the whole journey in the real windows and leaves its pictures and papers."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from clinicdesk.tour import walk

SCENES = (
    "today",
    "new-inquiry",
    "first-reply",
    "plan-editor",
    "pipeline",
    "deposit-payment",
    "itinerary-issued",
    "record",
    "phase-two",
    "settings-hours",
    "settings-travellers",
)
PAPERS = (
    "plan-en.pdf",
    "plan-vi-en.pdf",
    "options-en.pdf",
    "receipt-vi-en.pdf",
    "statement-vi-en.pdf",
    "phase-two-en.pdf",
    "itinerary-en.pdf",
    "itinerary-vi-en.pdf",
    "summary-2026Q3.pdf",
    "summary-2026Q3.xlsx",
)


@pytest.mark.usefixtures("qapp")
def test_the_tour_leaves_a_picture_of_every_scene_and_every_paper(tmp_path: Path) -> None:
    said: list[str] = []
    walk(tmp_path / "tour", patients=12, say=said.append)
    names = {path.stem.split("-", 1)[1] for path in (tmp_path / "tour").glob("*.png")}
    assert set(SCENES) <= names
    for picture in (tmp_path / "tour").glob("*.png"):
        assert QImage(str(picture)).width() >= 1400
    for paper in PAPERS:
        assert (tmp_path / "tour" / paper).stat().st_size > 2_000
    assert said[-1].startswith("Pictures and documents")
