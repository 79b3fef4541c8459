"""Writes the cards that the board shows to a CSV file that the person chooses."""

from clinicdesk.domain.board import Board, Card
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.exporting import Listing, save_csv
from clinicdesk.ui.pipeline.words import state_words
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.wording import channel_name, upper_first


def export(desk: Desk, board: Board) -> None:
    """Write every card of ``board``, column by column, with the filters it was read with."""
    t = desk.t
    heads = (
        t("Stage"),
        t("Name"),
        t("Name in their own script"),
        t("Market"),
        t("Treatment"),
        t("Value"),
        t("Currency"),
        t("Who"),
        t("Channel"),
        t("Due"),
    )

    def read(_: Progress) -> Listing:
        return heads, [_cells(desk, card) for column in board.columns for card in column.cards]

    save_csv(desk, t("Export the pipeline"), t("pipeline"), read)


def _cells(desk: Desk, card: Card) -> tuple[str, ...]:
    t = desk.t
    return (
        stage_name(t, card.stage),
        card.name,
        card.native_name,
        t.formats.country(card.country) if card.country else "",
        card.treatment,
        str(card.value.decimal()) if card.value else "",
        card.value.currency if card.value else "",
        card.owner_initials,
        upper_first(channel_name(t, card.channel)) if card.channel else "",
        upper_first(state_words(desk, card)),
    )
