"""Deals blocks out onto pages before anything is drawn, so that every page knows how many there are."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from clinicdesk.documents.blocks import Gap
from clinicdesk.documents.flow import Flowable
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.text import marked


class NewPage(Gap):
    """What follows begins on a page of its own."""

    def __init__(self) -> None:
        super().__init__(0.0)


class DoesNotFit(ClinicError):
    """A part of the document that cannot be cut is higher than a page."""


@dataclass
class Laid:
    """One page: its blocks with the distance of each top from the top of the room, in points."""

    blocks: list[tuple[Flowable, float, float]] = field(default_factory=list)
    used: float = 0.0

    def add(self, block: Flowable, height: float) -> None:
        """Put a block under the others."""
        self.blocks.append((block, self.used, height))
        self.used += height


def paginate(blocks: Sequence[Flowable], width: float, height: float) -> list[Laid]:
    """The pages of ``blocks`` in a room of ``width`` by ``height`` points.

    A heading (``keepWithNext``) never ends a page.  Raises DoesNotFit for a block that is higher than a page.
    """
    waiting = deque(blocks)
    pages = [Laid()]
    while waiting:
        page = pages[-1]
        block = waiting.popleft()
        if isinstance(block, NewPage):
            if page.blocks:
                pages.append(Laid())
            continue
        own = block.wrap(width, height)[1]
        if isinstance(block, Gap):
            if page.blocks and page.used + own < height:
                page.add(block, own)
            continue
        room = height - page.used
        if own <= room + 0.01 and (not page.blocks or _next_fits(block, waiting, width, room - own)):
            page.add(block, own)
            continue
        parts = [] if _stays(block) else block.split(width, room)
        if len(parts) > 1:
            page.add(parts[0], parts[0].wrap(width, room)[1])
            waiting.extendleft(reversed(parts[1:]))
        elif not page.blocks:
            raise DoesNotFit(
                marked("A part of the document is higher than a page. Shorten its longest text.")
            )
        else:
            waiting.appendleft(block)
        pages.append(Laid())
    return pages


def _stays(block: Flowable) -> bool:
    return bool(getattr(block, "keepWithNext", False))


def _next_fits(block: Flowable, waiting: deque[Flowable], width: float, room: float) -> bool:
    """Whether what a heading must stay with still begins on this page."""
    if not _stays(block):
        return True
    for follower in waiting:
        if isinstance(follower, NewPage):
            return True
        own = follower.wrap(width, room)[1]
        if isinstance(follower, Gap) or _stays(follower):
            room -= own
            continue
        return bool(own <= room + 0.01 or len(follower.split(width, room)) > 1)
    return True
