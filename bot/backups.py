"""`python -m bot backup` and `python -m bot restore`: all that is remembered, into a file and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from errno import EEXIST
from functools import partial
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO, Final, assert_never

from bot.broadcast import system
from bot.i18n import Html, Translator, translator
from bot.messages import plain
from bot.settings import Settings
from bot.store import backup
from bot.store import restore as restoring
from bot.store.archive import Fault, UnusableArchiveError
from bot.store.backup import NothingToBackUpError
from bot.store.presence import InUseError
from bot.store.restore import Restored

FAILED: Final = 1


def back_up(path: Path, settings: Settings) -> int:
    """Write a backup that only its owner may read; the exit status. Raises bot.store.UnusableDatabaseError.

    The file bears its name once it is whole, and none that is there already is overwritten.
    """
    t, name = translator(settings.default_language), str(path)
    if os.path.lexists(path):
        return _fail(t("{name} is there already: name another file, or delete it first.", name=name))
    try:
        with _whole_or_not_at_all(path) as file:
            rows = backup.back_up(settings.memory_url, file)
            megabytes = Decimal(file.tell()).scaleb(-6)
    except NothingToBackUpError:
        return _fail(t("There is nothing to back up: no bot has run on this database yet."))
    except OSError as error:
        return _fail(t("{name} cannot be written ({reason}).", name=name, reason=error.strerror or ""))
    counted = {"rows": t.number(rows), "size": t.number(megabytes, 1)}
    print(plain(t("Backed up in {name}: {rows} rows, {size} MB.", name=name, **counted)))
    return 0


def restore(path: Path, settings: Settings) -> int:
    """Put a backup in the place of what is remembered; the exit status. Raises bot.store.UnusableDatabaseError.

    What the engine of the broadcasts knows goes too: it is told anew of what is to be sent.
    """
    t, url = translator(settings.default_language), settings.memory_url
    try:
        with path.open("rb") as file:
            restored = restoring.restore(url, file, partial(system.discard, database_url=url))
    except OSError as error:
        return _fail(t("{name} cannot be read ({reason}).", name=str(path), reason=error.strerror or ""))
    except InUseError:
        return _fail(t("A bot or another command works on this memory. End it first; nothing was changed."))
    except UnusableArchiveError as error:
        return _fail(_unusable(error.fault, str(path), t))
    for line in _came_back(restored, settings, t):
        print(plain(line))
    return 0


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[BinaryIO]:
    """A file beside the one meant, which gets its name at the end of the block; gone where that is not reached."""
    descriptor, name = mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.lexists(path):
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


def _came_back(restored: Restored, settings: Settings, t: Translator) -> list[Html]:
    made = datetime.fromtimestamp(restored.header.made_at, settings.zone)
    when = t("{day}, {time} {zone}", day=t.date(made.date()), time=f"{made:%H.%M}", zone=made.tzname())
    lines = [t("Restored: {rows} rows of the backup of {when}.", rows=t.number(restored.rows), when=when)]
    if restored.paused:
        lines.append(
            t.plural(
                "{count} broadcast that was not finished is paused.",
                "{count} broadcasts that were not finished are paused.",
                restored.paused,
            )
        )
    return lines


def _unusable(fault: Fault, name: str, t: Translator) -> Html:
    match fault:
        case Fault.FOREIGN:
            return t("{name} is no backup of this program; nothing was changed.", name=name)
        case Fault.NEWER:
            return t(
                "{name} was made by a newer release: update the program first. Nothing was changed.",
                name=name,
            )
        case Fault.DAMAGED:
            return t("{name} is cut off or damaged; nothing was changed.", name=name)
        case Fault.UNFIT:
            return t("{name} holds what this database refuses; nothing was changed.", name=name)
    assert_never(fault)


def _fail(line: Html) -> int:
    print(plain(line), file=sys.stderr)
    return FAILED
