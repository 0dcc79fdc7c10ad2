"""The tables. A change here needs a migration in `migrations/versions`; a test compares the two.

Times are whole seconds since 1970, in UTC, in both databases.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("region", String(16)),
    Column("language", String(8)),
    Column("gone_at", BigInteger, comment="when the bot was blocked or removed; null while it is welcome"),
    Column("changed_at", BigInteger, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", BigInteger, nullable=False, comment="updates of one lane are handled in order"),
    Column("body", LargeBinary, comment="the update as it came; blanked once it is answered"),
    Column("received_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
)

told = Table(
    "told",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_id", BigInteger, comment="the message that asked, so that an edit of it edits the answer"),
    Column("question", String(64)),
    Column("version", String(64), nullable=False),
    Column("told_at", BigInteger, nullable=False, index=True),
    Index("ix_told_asked", "chat_id", "asked_id"),
)

questions = Table(
    "questions",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("question", String(4096), nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("key", String(64), primary_key=True, comment="the hash of what the picture shows"),
    Column("file_id", String(256), nullable=False, comment="Telegram's id of it, good for this bot only"),
)
