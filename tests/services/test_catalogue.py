from datetime import timedelta
from threading import Thread

import pytest

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.errors import InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.procedures import Procedure, Scope, Unit, Wording
from clinicdesk.services.catalogue import Catalogue
from clinicdesk.services.context import Context
from clinicdesk.services.offers import offer_of
from clinicdesk.storage.work import Storage
from tests import make


@pytest.fixture
def context(storage: Storage) -> Context:
    return Context(storage, make.clock())


@pytest.fixture
def catalogue(context: Context) -> Catalogue:
    room = Catalogue(context)
    with context.writing() as work:
        room.seed(work)
    return room


def test_a_new_clinic_starts_with_the_shipped_catalogue(catalogue: Catalogue) -> None:
    assert len(catalogue.procedures()) >= 80
    implant = catalogue.get("IMP-01")
    assert implant.unit is Unit.IMPLANT
    assert implant.prices["USD"] > 0
    assert [visit.day for visit in implant.visits] == sorted(visit.day for visit in implant.visits)
    with pytest.raises(NotFound):
        catalogue.get("NOPE")


def test_the_completer_forgives_accents_and_ranks_the_start_first(catalogue: Catalogue) -> None:
    found = catalogue.find("crown", "en", currency="USD")
    assert found[0].name.lower().startswith("crown")
    assert all(row.price is None or row.price.currency == "USD" for row in found)
    assert "IMP-01" in {row.code for row in catalogue.find("imp-01", "en")}
    assert "IMP-04" in {row.code for row in catalogue.find("tru", "vi", limit=200)}
    assert catalogue.find("%", "en") == ()
    assert len(catalogue.find("", "en", limit=5)) == 5


def test_a_price_is_set_taken_away_and_undone(catalogue: Catalogue) -> None:
    before = catalogue.get("IMP-01").prices["USD"]
    done = catalogue.set_price("IMP-01", "USD", 123456)
    assert catalogue.get("IMP-01").prices["USD"] == done.value.prices["USD"] == 123456
    assert done.undo is not None
    done.undo()
    assert catalogue.get("IMP-01").prices["USD"] == before
    catalogue.set_price("IMP-01", "USD", None)
    assert "USD" not in catalogue.get("IMP-01").prices
    assert catalogue.find("imp-01", "en", currency="USD")[0].price is None


@pytest.mark.parametrize(
    ("currency", "minor", "field"), [("USD", -1, "price"), ("USD", 10**18, "price"), ("usd", 1, "currency")]
)
def test_a_price_that_cannot_be_meant_names_its_field(
    catalogue: Catalogue, currency: str, minor: int, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        catalogue.set_price("IMP-01", currency, minor)
    assert caught.value.field == field


def test_a_shipped_wording_is_unread_until_somebody_says_they_checked_it(catalogue: Catalogue) -> None:
    assert catalogue.offer().state("IMP-01", "vi") is Words.UNREAD
    assert catalogue.offer().state("IMP-01", "en") is Words.CHECKED
    done = catalogue.set_wording("IMP-01", "vi", name="Trụ implant", description="Chân răng bằng titan")
    assert catalogue.offer().state("IMP-01", "vi") is Words.CHECKED
    assert done.undo is not None
    done.undo()
    assert catalogue.offer().state("IMP-01", "vi") is Words.UNREAD


def test_a_changed_english_wording_makes_the_others_stale(storage: Storage) -> None:
    clock = make.clock()
    room = Catalogue(Context(storage, clock))
    with room.context.writing() as work:
        room.seed(work)
    room.set_wording("IMP-01", "vi", name="Trụ implant")
    clock.move(timedelta(minutes=1))
    room.set_wording("IMP-01", "en", name="Dental implant")
    assert room.offer().state("IMP-01", "vi") is Words.STALE
    clock.move(timedelta(minutes=1))
    room.set_wording("IMP-01", "vi", name="Trụ răng implant")
    assert room.offer().state("IMP-01", "vi") is Words.CHECKED
    room.clear_wording("IMP-01", "en")
    assert room.offer().name("IMP-01", "en") == "Implant"


def test_a_french_wording_keeps_its_no_break_spaces(catalogue: Catalogue) -> None:
    words = "Porté la nuit\u00a0; à garder"
    assert catalogue.set_wording("IMP-01", "fr", name=f" {words}\u202f!", description=words).value == Wording(
        f"{words}\u00a0!", words, checked=True
    )


def test_an_undone_change_leaves_no_language_stale(storage: Storage) -> None:
    clock = make.clock()
    room = Catalogue(Context(storage, clock))
    with room.context.writing() as work:
        room.seed(work)
    room.set_wording("IMP-01", "en", name="Implant one")
    clock.move(timedelta(minutes=1))
    room.set_wording("IMP-01", "vi", name="Trụ")
    clock.move(timedelta(minutes=1))
    done = room.set_wording("IMP-01", "en", name="Implant two")
    assert room.offer().state("IMP-01", "vi") is Words.STALE
    assert done.undo is not None
    done.undo()
    assert room.offer().state("IMP-01", "vi") is Words.CHECKED
    assert room.offer().name("IMP-01", "en") == "Implant one"


def test_an_own_procedure_gets_a_code_and_blocks_where_it_has_no_words(catalogue: Catalogue) -> None:
    laser = Procedure("", "other", Unit.SESSION, Scope.NONE, prices={"USD": 5000})
    done = catalogue.add_own(laser, name="<b>Laser</b> =1+1", language="en")
    assert done.value.code == "OWN-01"
    found = catalogue.find("laser", "en", currency="USD")
    assert (found[0].name, found[0].price) == ("<b>Laser</b> =1+1", Money(5000, "USD"))
    assert catalogue.offer().state("OWN-01", "vi") is Words.MISSING
    assert done.undo is not None
    done.undo()
    assert catalogue.find("laser", "en") == ()
    catalogue.bring_back("OWN-01")
    assert len(catalogue.find("laser", "en")) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 10_000_000}, "name"),
        ({"description": "x" * 5000}, "description"),
    ],
)
def test_a_wording_that_cannot_be_used_names_its_field(
    catalogue: Catalogue, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        catalogue.set_wording("IMP-01", "vi", **{"name": "x", **fields})
    assert caught.value.field == field


def test_only_owners_set_prices(storage: Storage, catalogue: Catalogue) -> None:
    desk = Catalogue(Context(storage, make.clock(), StaffMember(1, "Mai Vũ", Role.FRONT_DESK)))
    with pytest.raises(NotAllowed):
        desk.set_price("IMP-01", "USD", 1)
    assert desk.get("IMP-01").code == "IMP-01"


def test_keys_are_worded_and_typed_text_stays_itself(catalogue: Catalogue) -> None:
    assert catalogue.text("areas", "full", "en") == "both jaws"
    assert catalogue.text("materials", "Straumann BLX", "vi") == "Straumann BLX"
    assert catalogue.text("included", "<i>x</i>", "en") == "<i>x</i>"
    assert "travel" in catalogue.choices("not_included", "vi")
    assert {row.key for row in catalogue.plan_templates()} >= {"single_implant", "eight_veneers"}


def test_a_reader_that_began_before_a_change_leaves_no_old_price_behind(catalogue: Catalogue) -> None:
    with catalogue.context.reading() as early:
        before = offer_of(early, catalogue.context).procedures["IMP-01"].prices["USD"]
        thread = Thread(target=catalogue.set_price, args=("IMP-01", "USD", 777))
        thread.start()
        thread.join()
        assert offer_of(early, catalogue.context).procedures["IMP-01"].prices["USD"] == before
    assert catalogue.get("IMP-01").prices["USD"] == 777
