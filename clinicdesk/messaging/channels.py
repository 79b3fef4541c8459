"""What each channel can do from a workstation: prefilled text, addresses, and what it needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass

from clinicdesk.domain.messages import Channel
from clinicdesk.domain.people import ContactKind


@dataclass(frozen=True)
class Ability:
    """What a channel can do (facts of the field, section 5).

    ``prefill``: a link may carry the text. ``writes``: it carries written messages at all. ``contacts``
    are the kinds of address it uses, best first.
    """

    contacts: tuple[ContactKind, ...]
    prefill: bool = False
    writes: bool = True


ABILITIES: Mapping[Channel, Ability] = {
    Channel.EMAIL: Ability((ContactKind.EMAIL,), prefill=True),
    Channel.WHATSAPP: Ability((ContactKind.WHATSAPP, ContactKind.PHONE), prefill=True),
    Channel.ZALO: Ability((ContactKind.ZALO, ContactKind.PHONE)),
    Channel.LINE: Ability((ContactKind.LINE,), prefill=True),
    Channel.MESSENGER: Ability((ContactKind.MESSENGER,)),
    Channel.TELEGRAM: Ability((ContactKind.TELEGRAM, ContactKind.PHONE), prefill=True),
    Channel.VIBER: Ability((ContactKind.VIBER, ContactKind.PHONE)),
    Channel.KAKAO: Ability((ContactKind.KAKAO,)),
    Channel.SMS: Ability((ContactKind.PHONE,)),
    Channel.PHONE: Ability((ContactKind.PHONE,), writes=False),
}
