"""A database that is gone for now: refused, cut off, locked, or being restored into."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class AwayError(OperationalError):
    """It was away a moment ago and nobody has reached it since; it was not asked again."""

    def __init__(self) -> None:
        super().__init__("connect", None, RuntimeError("the database is away"))


def is_away(error: BaseException | None) -> bool:
    """Whether an error means that the database is gone for now; whatever else it says is a fault of ours."""
    gone = isinstance(error, OperationalError | InterfaceError)
    return gone or (isinstance(error, DBAPIError) and error.connection_invalidated)
