"""The audit log can only grow, in both databases, and nothing is done without it."""

from datetime import UTC

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from bot.announcing.deeds import Deeds
from bot.announcing.seeing import Sight
from bot.store import Memory, broadcasts
from bot.store.broadcasts import Draft, State
from bot.store.tables import audit


@pytest.mark.parametrize(
    "deed", [audit.update().values(deed="nothing"), audit.delete()], ids=["change", "delete"]
)
async def test_nobody_rewrites_the_audit_log(memory: Memory, deed: object) -> None:
    row = {"at": 1, "actor": 7, "deed": "approve", "subject": "version 1", "detail": ""}
    await memory.writer.execute(audit.insert(), row)
    with pytest.raises(DatabaseError, match="append-only"):
        await memory.writer.run(lambda connection: connection.execute(deed))


async def test_what_cannot_be_logged_is_not_done(memory: Memory) -> None:
    def written_down(connection: Connection) -> int:
        connection.execute(text("ALTER TABLE audit RENAME TO elsewhere"))
        return broadcasts.create(connection, Draft("message", {}, state=State.RUNNING), [])

    number = await memory.writer.run(written_down)
    with pytest.raises(DatabaseError):
        await Deeds(memory, Sight(memory, 28, UTC)).by_button("cancel", number, 7)
    found = await memory.writer.run(lambda connection: broadcasts.find(connection, number))
    assert found
    assert found.state is State.RUNNING
