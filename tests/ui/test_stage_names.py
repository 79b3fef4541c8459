import pytest

from clinicdesk.domain.leads import Stage
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.stage_names import stage_name


def test_every_stage_has_a_name_of_its_own(t: Translator) -> None:
    names = [stage_name(t, stage) for stage in Stage]
    assert len(set(names)) == len(Stage)
    assert stage_name(t, "pre_arrival") == "Pre-arrival"
    with pytest.raises(ValueError, match="parked"):
        stage_name(t, "parked")
