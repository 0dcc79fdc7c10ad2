"""Telegram's limit of twenty messages a minute in a group, kept by all processes together.

A row a group holds the times of its last messages, and one statement both looks and counts, so that two processes
that ask at once are not both told that one fits. Only PostgreSQL has several processes, and this is its SQL.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import structlog
from sqlalchemy import Connection, delete, text
from sqlalchemy.exc import DBAPIError

from bot.store.away import is_away
from bot.store.tables import group_sends
from bot.store.writer import Writer

log = structlog.get_logger(__name__)

MOST: Final = 20
WINDOW: Final = 61_000
"""Milliseconds; one second more than Telegram's minute, as messages take their time to arrive."""

_PATIENCE: Final = 2.0
_RECOVER: Final = 5.0
"""Seconds for which a database that did not answer is not asked again."""

_OLD: Final = 3_600_000


class GroupSends:
    """Counts the messages to groups. `clock` is monotonic, in seconds."""

    def __init__(self, writer: Writer, clock: Callable[[], float] = time.monotonic) -> None:
        self._writer = writer
        self._clock = clock
        self._silent_until = float("-inf")

    async def take(self, chat_id: int) -> float:
        """Count a message that leaves now, and return 0; or the seconds until there is room for one.

        Also 0 where the database does not answer: then every process keeps to what it knows itself.
        """
        if self._writer.is_away or self._clock() < self._silent_until:
            return 0.0
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._writer.beside(partial(take, chat_id=chat_id))
        except TimeoutError as error:
            reason: Exception = error
        except DBAPIError as error:
            if not is_away(error):
                raise
            reason = error
        self._silent_until = self._clock() + _RECOVER
        log.warning("groups' limits are kept by this process alone", error=type(reason).__name__)
        return 0.0


def take(connection: Connection, chat_id: int) -> float:
    """Count a message, and return 0; or the seconds until there is room for one."""
    if connection.execute(_TAKE, {"chat_id": chat_id}).first():
        return 0.0
    left = connection.execute(_LEFT, {"chat_id": chat_id}).scalar()
    return max(1, left or 0) / 1000


def prune(connection: Connection) -> None:
    """Forget groups to which nothing was sent for an hour."""
    before = int(time.time() * 1000) - _OLD
    connection.execute(delete(group_sends).where(group_sends.c.last_at < before))


_TAKE: Final = text("""
    INSERT INTO group_sends AS g (chat_id, sent, last_at)
    SELECT :chat_id, now::text, now
    FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now) AS clock
    ON CONFLICT (chat_id) DO UPDATE SET
        last_at = excluded.last_at,
        sent = concat_ws(' ', (
            SELECT string_agg(at::text, ' ') FROM unnest(string_to_array(g.sent, ' ')::bigint[]) AS at
            WHERE at > excluded.last_at - :window
        ), excluded.sent)
    WHERE :most > (
        SELECT count(*) FROM unnest(string_to_array(g.sent, ' ')::bigint[]) AS at
        WHERE at > excluded.last_at - :window
    )
    RETURNING chat_id
    """).bindparams(most=MOST, window=WINDOW)

_LEFT: Final = text("""
    SELECT min(at) + :window - now
    FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now) AS clock,
        group_sends AS g, unnest(string_to_array(g.sent, ' ')::bigint[]) AS at
    WHERE g.chat_id = :chat_id AND at > now - :window
    GROUP BY now
    """).bindparams(window=WINDOW)
