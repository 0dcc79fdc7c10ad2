"""The audit log can only grow, in both databases."""

import pytest
from sqlalchemy.exc import DatabaseError

from bot.store import Memory
from bot.store.tables import audit


@pytest.mark.parametrize(
    "deed", [audit.update().values(deed="nothing"), audit.delete()], ids=["change", "delete"]
)
async def test_nobody_rewrites_the_audit_log(memory: Memory, deed: object) -> None:
    row = {"at": 1, "actor": 7, "deed": "approve", "subject": "version 1", "detail": ""}
    await memory.writer.execute(audit.insert(), row)
    with pytest.raises(DatabaseError, match="append-only"):
        await memory.writer.run(lambda connection: connection.execute(deed))
