"""Whatever is typed into a cell is either understood or refused with a sentence, never anything else."""

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.plans import PlanItem
from clinicdesk.i18n.catalog import Translator
from clinicdesk.services import Services
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.cells import EDITABLE, Cells, Column
from tests.services.money_desk import Desk as MoneyDesk

LIKELY = st.text(alphabet="0123456789.,'-% –#URLLQupper=<>+٣六²yearsmonth", max_size=14)


def cells(money: MoneyDesk, language: str = "en") -> Cells:
    desk: Any = SimpleNamespace(services=Services(money.context), t=Translator("ui", language))
    return Cells(cast("Desk", desk), "USD")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | LIKELY, column=st.sampled_from(EDITABLE))
def test_any_text_is_read_or_refused(money: MoneyDesk, text: str, column: Column) -> None:
    reader = cells(money)
    item = money.item("IMP-01", "36, 46")
    try:
        changed: PlanItem | ClinicError = reader.read(item, column, text)
    except ClinicError as error:
        changed = error
    if isinstance(changed, ClinicError):
        assert Translator("ui", "en").error(changed)
    else:
        assert reader.read(changed, column, reader.typed(changed, column)) == changed


def test_guarantees_are_understood_in_words(money: MoneyDesk) -> None:
    reader = cells(money)
    read = {"5": 60, "5 years": 60, "1 year": 12, "18 months": 18, "6 m": 6, "none": 0, "0": 0, "": None}
    assert {text: reader.read_guarantee(text) for text in read} == read
    assert cells(money, "vi").read_guarantee("10 years") == 120


def test_areas_are_understood_by_their_words(money: MoneyDesk) -> None:
    reader = cells(money)
    assert reader.read_teeth("Upper jaw").area == "upper"
    assert reader.read_teeth("Q3").area == "Q3"
    assert reader.split("upper jaw night guard") == (reader.read_teeth("upper"), "night guard")
