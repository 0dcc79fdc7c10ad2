"""The tables. A change here needs a migration in `migrations/versions`; a test compares the two.

Times are whole seconds since 1970, in UTC, in both databases.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

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
    Column("holder", String(200), comment="the process that answers it, where there may be several"),
    Column(
        "passed", Integer, nullable=False, server_default="0", comment="1 while its holder has not seen it"
    ),
)

processes = Table(
    "processes",
    metadata,
    Column("name", String(200), primary_key=True),
    Column(
        "expires_at", BigInteger, nullable=False, comment="milliseconds since 1970, by the database's clock"
    ),
    comment="those that answer updates, where there may be several",
)

told = Table(
    "told",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_id", BigInteger, comment="the message that asked, so that an edit of it edits the answer"),
    Column("question", String(64)),
    Column("version", String(64), nullable=False),
    Column("answer", String(32), index=True, comment="the digest of the answer, where it has a number"),
    Column("topic", BigInteger, comment="the topic of a forum in which the message stands"),
    Column("told_at", BigInteger, nullable=False, index=True),
    Index("ix_told_asked", "chat_id", "asked_id"),
)

answers = Table(
    "answers",
    metadata,
    Column("digest", String(32), primary_key=True, comment="of the text and the version"),
    Column("number", String(8), nullable=False, index=True, comment="the beginning of the digest, as shown"),
    Column("question", String(64), nullable=False),
    Column("region", String(16), nullable=False, comment="the region meant where the question names none"),
    Column("language", String(8), nullable=False),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False, comment="as it was said, without a word of the asker"),
    Column("day", String(10), nullable=False, comment="the day for which it was said"),
    Column("said_at", BigInteger, nullable=False, index=True, comment="when it was said last"),
)

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, comment="of the figures"),
    Column("base", String(64), nullable=False, comment="the digest of the figures it was made from"),
    Column("content", LargeBinary, nullable=False, comment="all figures, packed and compressed"),
    Column("imported_by", BigInteger, comment="who imported it; null for the command line"),
    Column("imported_at", BigInteger, nullable=False),
    Column("note", String(1000), nullable=False),
    Column("observations", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("errors", Integer, nullable=False, comment="findings that forbid an approval"),
    Column("warnings", Integer, nullable=False),
    Column("rejected_at", BigInteger),
    sqlite_autoincrement=True,
)

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False, comment="became the current one; 0 is the shipped one"),
    Column("digest", String(64), nullable=False, comment="of the figures that it made current"),
    Column("approved_by", BigInteger, comment="null for the command line"),
    Column("approved_at", BigInteger, nullable=False),
    Column("deed", String(16), nullable=False, comment="approve or rollback"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", BigInteger, comment="null for the command line"),
    Column("deed", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", String(2000), nullable=False),
    sqlite_autoincrement=True,
    comment="append-only: triggers refuse a change or a deletion",
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

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False, comment="what composes the text: message, correction, notice"),
    Column("content", Text, nullable=False, comment="JSON, as its kind reads it"),
    Column("audience", Text, comment="JSON; null where the recipients were given one by one"),
    Column("state", String(16), nullable=False, index=True),
    Column("run", Integer, nullable=False, comment="goes up whenever it is resumed or moved"),
    Column("priority", Integer, nullable=False, comment="the lowest goes first"),
    Column("starts_at", BigInteger, nullable=False),
    Column("planned_at", BigInteger, comment="when its recipients were all written down"),
    Column("finished_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("made_by", BigInteger, comment="null for the command line and for the bot itself"),
    Column("why", String(200), comment="why it is paused"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("broadcast", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="from 0, without holes"),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("topic", BigInteger),
    Column("extra", Text, comment="JSON, as the broadcast's kind reads it"),
    Column("state", String(12), nullable=False),
    Column("message_id", BigInteger),
    Column("reason", String(200), comment="Telegram's own words, or ours"),
    Column("settled_at", BigInteger),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column(
        "token",
        BigInteger,
        nullable=False,
        comment="goes up with every holder; what an earlier one writes fails",
    ),
    Column(
        "expires_at", BigInteger, nullable=False, comment="milliseconds since 1970, by the database's clock"
    ),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("region", String(16), primary_key=True),
    Column("segment", String(32), primary_key=True, comment="empty for all workers with their segments"),
    Column("topic", BigInteger),
    Column("news", String(64), nullable=False, comment="what is told, with commas between"),
    Column("rhythm", String(16), nullable=False),
    Column("hour", Integer, nullable=False),
    Column("zone", String(16), nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("told", String(32), nullable=False, comment="the digest of what the chat knows of the region"),
    Column("version", Integer, nullable=False, comment="the version that it was told of"),
    Column("heard", Integer, nullable=False, comment="the release that was last looked at for it"),
    Column("due_at", BigInteger, index=True, comment="when a change that it does not know is told"),
    Column("digest_at", BigInteger, index=True),
    Column("made_by", BigInteger, index=True, comment="who set a channel up; null for every other chat"),
)

timings = Table(
    "timings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("rhythm", String(16), nullable=False),
    Column("hour", Integer, nullable=False),
    Column("zone", String(16), nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    comment="what the next subscription of a chat gets",
)

standings = Table(
    "standings",
    metadata,
    Column("region", String(16), primary_key=True),
    Column("segment", String(32), primary_key=True),
    Column("basis", String(16), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("share", String(32), primary_key=True, comment="the exact ratio aimed at"),
    Column("instrument", String(200), primary_key=True),
    Column("met", Integer, nullable=False, comment="0 or 1, as the next"),
    Column("armed", Integer, nullable=False, comment="whether the next crossing is told at once"),
)

announced = Table(
    "announced",
    metadata,
    Column("release", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("announced_at", BigInteger, nullable=False),
    comment="the releases of which subscribers were told, each planned by one process",
)

group_sends = Table(
    "group_sends",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sent", Text, nullable=False, comment="when, with spaces between: those of the last minute"),
    Column(
        "last_at",
        BigInteger,
        nullable=False,
        index=True,
        comment="milliseconds by the database's clock, as sent",
    ),
    comment="messages to groups, for the limit that all processes keep together; empty in SQLite",
)
