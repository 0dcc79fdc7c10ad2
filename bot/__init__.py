"""How the figures are said, to whom and when.

How an update becomes a reply:

    intake      takes Telegram's updates and commits them before anything else happens
    dispatch    reads the update: who asks what, where          (the only reader of Telegram's Update)
    language    turns Indonesian text into a Question           (pure)
    commands    answer(question) from `core`, present(answer)   (pure; one file a command)
    phrases     the wording that commands share; `sheets` writes tables, `charts` draws pictures
    outgoing    sends the Message, keeps Telegram's limits, notes what was told

How figures come in: `figures` reads a file into observations, or tells every problem with row and column. They
are a version that waits; once another admin approved it, it is current in every process. `correcting` finds the
messages that showed what it puts right.

How a broadcast reaches a chat: it is rows, a recipient each, written by `announcing` for an admin in the chat, or
by the command line; `broadcast` has one process deliver them, and the same Message goes to `outgoing`, behind
all replies.

How the bot speaks first: `notifying` plans what subscribers do not know yet, once for each release and for each
hour that comes; `correcting` finds what was told wrongly; `broadcast` delivers both.

`app` puts these together and `lifetime` runs them from the start of the process to its end; `settings` is the only
reader of the environment, `store` is the memory. Operators look in through `watching`, `metrics` and `logs`.
"""

from typing import Final

VERSION: Final = "0.1.0"
"""Of the program; the same as in `pyproject.toml`."""
