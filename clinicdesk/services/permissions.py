"""Who may do what: one table of every service function, checked when it is called (safety rule 22)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from clinicdesk.domain.errors import NotAllowed
from clinicdesk.domain.people import Role
from clinicdesk.domain.text import marked
from clinicdesk.services.context import Context

P = ParamSpec("P")
R = TypeVar("R")

EVERYBODY = frozenset(Role)
COORDINATION = frozenset({Role.COORDINATOR, Role.OWNER})
OWNERS = frozenset({Role.OWNER})


class Room(Protocol):
    """A service: it has a context."""

    context: Context


S = TypeVar("S", bound=Room)


def permitted(
    roles: frozenset[Role],
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Mark a service method with the roles that may call it; others get a sentence.

    An actor of None (set-up, scripts of the machine's owner, the demo) may do everything.
    """

    def decorate(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(method)
        def checked(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
            actor = self.context.actor
            if actor is not None and actor.role not in roles:
                raise NotAllowed(
                    marked("{name} may not do this. Ask a colleague whose role includes it."),
                    name=actor.name,
                )
            return method(self, *args, **kwargs)

        known: Any = checked
        known.permitted_roles = roles
        typed: Callable[Concatenate[S, P], R] = known
        return typed

    return decorate
