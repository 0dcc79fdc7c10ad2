"""A database that cannot be used, told in one line that says what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.store.migrate import NewerDatabaseError
from bot.store.presence import BeingRestoredError


class UnusableDatabaseError(Exception):
    """The database cannot be used; the message is one line that says why and what would be right."""


@contextmanager
def usable(database_url: str, *also: type[Exception]) -> Iterator[None]:
    """Tell whatever goes wrong with a database in the block, and these errors `also`, as UnusableDatabaseError."""
    unusable: tuple[type[Exception], ...] = (SQLAlchemyError, *also)
    try:
        yield
    except NewerDatabaseError as error:
        raise UnusableDatabaseError(str(error)) from None
    except BeingRestoredError:
        raise UnusableDatabaseError(
            "a backup is being restored into it; try again once that is done"
        ) from None
    except unusable as error:
        # the driver's own message may quote the address, and with it a password
        raise UnusableDatabaseError(_what_to_do(error, database_url)) from error


def _what_to_do(error: Exception, database_url: str) -> str:
    name = type(error).__name__
    if database_url.startswith("sqlite:"):
        return (
            f"the file cannot be opened or written ({name}); name one in a folder that this user may write to"
        )
    return f"cannot be reached or used ({name}); check host, port, user, password and name of the database"
