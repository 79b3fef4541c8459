"""The names of the pipeline's stages, as columns, chips and search say them."""

from collections.abc import Mapping

from clinicdesk.domain.leads import Stage
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator

STAGES: Mapping[Stage, str] = {
    Stage.NEW: marked("New"),
    Stage.REPLIED: marked("Replied"),
    Stage.PLAN_SENT: marked("Plan sent"),
    Stage.DEPOSIT_REQUESTED: marked("Deposit requested"),
    Stage.DEPOSIT_PAID: marked("Deposit paid"),
    Stage.PRE_ARRIVAL: marked("Pre-arrival"),
    Stage.ARRIVED: marked("Arrived"),
    Stage.TREATED: marked("Treated"),
    Stage.LOST: marked("Lost"),
}


def stage_name(t: Translator, stage: Stage | str) -> str:
    """Return the name of a stage. Raises ValueError for a word that is no stage."""
    return t(STAGES[Stage(stage)])
