"""Subscriptions and what chats chose for them.

Functions of a connection, as in `broadcasts`; `Subscriptions` calls those that answers need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, update

from bot.store.tables import chats, subscriptions, timings
from bot.store.writer import Writer
from bot.subscription import News, Rhythm, Subscription, Timing
from core.model import Segment


class Subscriptions:
    """What is asked and changed in a conversation."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def of(self, chat_id: int) -> list[Subscription]:
        """A chat's subscriptions, by region."""
        return await self._writer.run(lambda connection: of(connection, chat_id))

    async def timing(self, chat_id: int) -> Timing | None:
        """What a chat chose for its next subscription."""
        return await self._writer.run(lambda connection: timing(connection, chat_id))

    async def set_up_by(self, person: int) -> Mapping[int, int]:
        """The channels that a person set up, with how many subscriptions each has."""

        def found(connection: Connection) -> dict[int, int]:
            here = subscriptions.c.made_by == person
            rows = connection.execute(
                select(subscriptions.c.chat_id, func.count()).where(here).group_by(subscriptions.c.chat_id)
            )
            return {row.chat_id: row[1] for row in rows}

        return await self._writer.run(found)

    async def change(
        self,
        kept: Sequence[Subscription] = (),
        stopped: Sequence[Subscription] = (),
        chosen: tuple[int, Timing] | None = None,
    ) -> None:
        """Begin or change some, stop others, and set what a chat's next subscription gets: all or nothing."""

        def changed(connection: Connection) -> None:
            stop(connection, stopped)
            keep(connection, kept)
            if chosen:
                choose(connection, *chosen)

        await self._writer.run(changed)


def of(connection: Connection, chat_id: int) -> list[Subscription]:
    """A chat's subscriptions, by region."""
    return _read(connection, subscriptions.c.chat_id == chat_id)


def places(connection: Connection) -> list[tuple[str, Segment | None]]:
    """Every region and segment that anybody subscribed to."""
    rows = connection.execute(select(subscriptions.c.region, subscriptions.c.segment).distinct())
    return [(region, Segment(segment) if segment else None) for region, segment in rows]


def only_regions(connection: Connection) -> dict[tuple[int, int | None], str]:
    """The region of every chat, or topic of it, that subscribed to one alone."""
    chat_id, topic, region = subscriptions.c.chat_id, subscriptions.c.topic, subscriptions.c.region
    rows = select(chat_id, topic, func.min(region)).group_by(chat_id, topic)
    return {
        (row[0], row[1]): row[2]
        for row in connection.execute(rows.having(func.count(region.distinct()) == 1))
    }


def is_unheard(connection: Connection, release: int) -> bool:
    """Whether there are any for which a release was not looked at."""
    any_of_them = select(subscriptions.c.chat_id).where(subscriptions.c.heard < release, ~_is_gone())
    return connection.execute(any_of_them.limit(1)).first() is not None


def unheard(connection: Connection, release: int, most: int) -> list[Subscription]:
    """Some of those for which a release was not looked at, whole chats; until the transaction ends nobody else
    gets them.
    """
    return _locked(connection, subscriptions.c.heard < release, most)


def due(connection: Connection, now: int, most: int) -> list[Subscription]:
    """Some of those that have something to be told by now, in the same way."""
    when = or_(subscriptions.c.due_at <= now, subscriptions.c.digest_at <= now)
    return _locked(connection, when, most)


def digest_times(connection: Connection) -> list[tuple[Timing, int]]:
    """The settings for which digests come, each with the time of its next one."""
    rows = select(*_SETTINGS, subscriptions.c.digest_at).where(_IS_DIGESTED, ~_is_gone()).distinct()
    return [(_timing(row), row.digest_at) for row in connection.execute(rows)]


def count_digested(connection: Connection, times: Iterable[tuple[Timing, int]]) -> int:
    """How many chats get a digest by any of these settings."""
    chosen = (
        and_(
            subscriptions.c.digest_at == digest_at,
            *(subscriptions.c[name].is_not_distinct_from(value) for name, value in _columns(timing).items()),
        )
        for timing, digest_at in times
    )
    rows = select(func.count(subscriptions.c.chat_id.distinct())).where(or_(*chosen), ~_is_gone())
    return connection.execute(rows).scalar_one()


def waiting(connection: Connection, most: int) -> list[tuple[int, int]]:
    """The next times at which new figures are told that wait for their hour, each with how many chats."""
    at, chats_then = subscriptions.c.due_at, func.count(subscriptions.c.chat_id.distinct())
    rows = select(at, chats_then).where(at.is_not(None), ~_is_gone()).group_by(at).order_by(at).limit(most)
    return [(due_at, count) for due_at, count in connection.execute(rows)]


def _locked(connection: Connection, where: ColumnElement[bool], most: int) -> list[Subscription]:
    rows = select(subscriptions).where(where, ~_is_gone()).order_by(*subscriptions.primary_key.columns)
    found = [_subscription(row) for row in connection.execute(rows.limit(most).with_for_update())]
    if len(found) < most:
        return found
    # the last chat may have more of them, which belong into the same message
    return [each for each in found if each.chat_id != found[-1].chat_id] or found


def keep(connection: Connection, kept: Iterable[Subscription]) -> None:
    """Begin them, or change those that are there; what a chat was told since they were read stays told."""
    rows = [_as_told(connection, each) for each in kept]
    stop(connection, rows)
    if rows:
        connection.execute(insert(subscriptions), [_row(each) for each in rows])


def note(connection: Connection, noted: Iterable[Subscription]) -> None:
    """Write down what they know by now, and when they are told next."""
    rows = [
        {
            **dict(zip(("of", "about", "alone"), each.key, strict=True)),
            "knows": each.told,
            "from_version": each.version,
            "heard_of": each.heard,
            "then": each.due_at,
            "digest": each.digest_at,
        }
        for each in noted
    ]
    if rows:
        connection.execute(_NOTE, rows)


def stop(connection: Connection, stopped: Iterable[Subscription]) -> None:
    """End them."""
    for each in stopped:
        connection.execute(delete(subscriptions).where(_is(each)))


def _as_told(connection: Connection, each: Subscription) -> Subscription:
    """The subscription with what its chat knows by now, where a release or its hour came in between."""
    row = connection.execute(select(subscriptions).where(_is(each)).with_for_update()).first()
    if row is None or (row.heard <= each.heard and (each.due_at is None or row.due_at is not None)):
        return each
    due_at = row.due_at if News.FIGURES in each.news else None
    return replace(each, told=row.told, version=row.version, heard=row.heard, due_at=due_at)


def timing(connection: Connection, chat_id: int) -> Timing | None:
    """What a chat chose for its next subscription."""
    row = connection.execute(select(timings).where(timings.c.chat_id == chat_id)).first()
    return _timing(row) if row else None


def choose(connection: Connection, chat_id: int, chosen: Timing) -> None:
    """Set what a chat's next subscription gets."""
    connection.execute(delete(timings).where(timings.c.chat_id == chat_id))
    connection.execute(insert(timings).values(chat_id=chat_id, **_columns(chosen)))


def move(connection: Connection, old_id: int, new_id: int) -> None:
    """A group has another id now; its subscriptions go with it."""
    for table in (subscriptions, timings):
        if connection.execute(select(table.c.chat_id).where(table.c.chat_id == old_id).limit(1)).first():
            connection.execute(delete(table).where(table.c.chat_id == new_id))
            connection.execute(update(table).where(table.c.chat_id == old_id).values(chat_id=new_id))


def forget(connection: Connection, chat_id: int) -> None:
    """Erase a chat's subscriptions, and that this person set channels up."""
    for table in (subscriptions, timings):
        connection.execute(delete(table).where(table.c.chat_id == chat_id))
    connection.execute(update(subscriptions).where(subscriptions.c.made_by == chat_id).values(made_by=None))


def _is(each: Subscription) -> ColumnElement[bool]:
    chat_id, region, segment = each.key
    return and_(
        subscriptions.c.chat_id == chat_id,
        subscriptions.c.region == region,
        subscriptions.c.segment == segment,
    )


def _is_gone() -> ColumnElement[bool]:
    gone = select(chats.c.chat_id).where(
        chats.c.chat_id == subscriptions.c.chat_id, chats.c.gone_at.is_not(None)
    )
    return gone.exists()


def _read(connection: Connection, where: ColumnElement[bool]) -> list[Subscription]:
    ordered = select(subscriptions).where(where).order_by(*subscriptions.primary_key.columns)
    return [_subscription(row) for row in connection.execute(ordered)]


def _subscription(row: Any) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        region=row.region,
        segment=Segment(row.segment) if row.segment else None,
        topic=row.topic,
        news=frozenset(map(News, filter(None, row.news.split(",")))),
        timing=_timing(row),
        told=row.told,
        version=row.version,
        heard=row.heard,
        due_at=row.due_at,
        digest_at=row.digest_at,
        made_by=row.made_by,
    )


def _row(each: Subscription) -> dict[str, Any]:
    chat_id, region, segment = each.key
    return {
        "chat_id": chat_id,
        "region": region,
        "segment": segment,
        "topic": each.topic,
        "news": ",".join(sorted(news.value for news in each.news)),
        **_columns(each.timing),
        "told": each.told,
        "version": each.version,
        "heard": each.heard,
        "due_at": each.due_at,
        "digest_at": each.digest_at,
        "made_by": each.made_by,
    }


def _timing(row: Any) -> Timing:
    quiet = None if row.quiet_from is None else (row.quiet_from, row.quiet_until)
    return Timing(Rhythm(row.rhythm), row.hour, row.zone, quiet)


def _columns(chosen: Timing) -> dict[str, Any]:
    begins, ends = chosen.quiet or (None, None)
    return {
        "rhythm": chosen.rhythm.value,
        "hour": chosen.hour,
        "zone": chosen.zone,
        "quiet_from": begins,
        "quiet_until": ends,
    }


_NOTE = (
    update(subscriptions)
    .where(
        subscriptions.c.chat_id == bindparam("of"),
        subscriptions.c.region == bindparam("about"),
        subscriptions.c.segment == bindparam("alone"),
    )
    .values(
        told=bindparam("knows"),
        version=bindparam("from_version"),
        heard=bindparam("heard_of"),
        due_at=bindparam("then"),
        digest_at=bindparam("digest"),
    )
)

_SETTINGS = tuple(subscriptions.c[name] for name in ("rhythm", "hour", "zone", "quiet_from", "quiet_until"))
_IS_DIGESTED = subscriptions.c.digest_at.is_not(None)
