"""`python -m bot broadcast`: writes wishes into the database, and reads what became of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.announcement import BY_HAND
from bot.answering import Answering
from bot.broadcast import desk, report
from bot.broadcast.audience import Audience, size
from bot.broadcast.desk import Done, NoBroadcast, NotNow
from bot.broadcast.filling import UnusableTextError
from bot.broadcast.message import KIND, question_content, text_content
from bot.broadcast.timing import UnreadableTimeError, read_time
from bot.broadcast.whom import Several, read_audience
from bot.i18n import translator
from bot.language.places import Gazetteer
from bot.language.question import ABOUT_FIGURES
from bot.notifying import KIND as NOTICE
from bot.occasion import Occasion
from bot.settings import InvalidSettingsError, Settings
from bot.store import broadcasts, deliveries, leases
from bot.store.audit import append
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Fate
from bot.store.engine import open_engine
from bot.store.migrate import NewerDatabaseError, upgrade
from core.shipped import shipped

REFUSED: Final = 1
UNREADABLE: Final = 2

_WISHED: Final = {"pause": "paused", "resume": "resumed", "repeat": "resumed", "cancel": "cancelled"}


class RefusedError(Exception):
    """What was asked cannot be done; the message is the one line that says so."""


class UnreadableWishError(Exception):
    """An argument that cannot be understood; the message names it and what would be right."""


def run(arguments: Sequence[str], settings: Settings) -> int:
    """Do what the arguments ask for; the exit status. Raises SystemExit where they are none of ours."""
    options = _parser().parse_args(arguments)
    work: Callable[[argparse.Namespace, Settings, Engine], None] = options.work
    try:
        engine = _opened(settings)
        try:
            work(options, settings, engine)
        finally:
            engine.dispose()
    except (UnreadableWishError, UnreadableTimeError) as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    except (RefusedError, UnusableTextError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except NewerDatabaseError as error:
        raise InvalidSettingsError([f"DATABASE_URL: {error}"]) from None
    except (SQLAlchemyError, OSError) as error:
        raise InvalidSettingsError(
            [f"DATABASE_URL: cannot be reached or used ({type(error).__name__})"]
        ) from None
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cakupan broadcast", description="Send a message to many chats.")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)
    send = verbs.add_parser("send", help="write a broadcast down; the running bot sends it")
    what = send.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--text", metavar="FILE", type=Path, help="a text with holes such as {cakupan}; - is standard input"
    )
    what.add_argument(
        "--ask", metavar="TEXT", help="a question; each chat gets the answer for its own region"
    )
    send.add_argument(
        "--to",
        nargs="+",
        required=True,
        metavar="WHOM",
        help="all, subscribers (of anything), a region (who subscribed to it or chose it), or chat ids",
    )
    send.add_argument("--at", metavar="TIME", help='such as 08:00 or "2026-12-01 08:00"; at once by default')
    send.add_argument("--yes", action="store_true", help="do not ask whether to send it")
    send.set_defaults(work=_send)
    listed = verbs.add_parser("list", help="the last broadcasts, and the notices that have not ended")
    listed.add_argument("--all", action="store_true", help="with every notice to subscribers")
    listed.set_defaults(work=_list)
    status = verbs.add_parser("status", help="how far a broadcast is")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.add_argument("--csv", action="store_true", help="every recipient with its reason, as CSV")
    status.set_defaults(work=_status)
    pause = verbs.add_parser("pause", help="stop before the next message")
    pause.set_defaults(work=_pause)
    resume = verbs.add_parser("resume", help="go on where it stopped")
    resume.add_argument("--uncertain", action="store_true", help="send once more what may not have arrived")
    resume.add_argument("--failed", action="store_true", help="send once more what was refused")
    resume.set_defaults(work=_resume)
    cancel = verbs.add_parser("cancel", help="end it for good")
    cancel.set_defaults(work=_cancel)
    for each in (status, pause, resume, cancel):
        each.add_argument("id", type=int, metavar="ID", help="the number of the broadcast")
    return parser


def _opened(settings: Settings) -> Engine:
    engine = open_engine(settings.memory_url)
    upgrade(engine)
    return engine


def _send(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    gazetteer = Gazetteer(shipped().regions)
    audience = _audience(options.to, gazetteer)
    now = datetime.now(UTC)
    at = read_time(options.at, now, settings.zone) if options.at else None
    content = text_content(_text(options.text)) if options.text else _answer(options.ask, settings, gazetteer)
    with engine.connect() as connection:
        messages = size(connection, audience)
        present = leases.is_held(connection)
    when = f"at {at:%Y-%m-%d %H:%M %Z}" if at else "at once"
    print(f"to {messages:,} chats, {when}, {_duration(messages, settings.broadcast_rate)}")
    if not messages and not at:
        raise RefusedError("there is nobody to send it to")
    if not options.yes and not _agreed():
        raise RefusedError("not sent")
    with engine.begin() as connection:
        starts_at = int(at.timestamp()) if at else 0
        number = desk.send(connection, KIND, content, audience, starts_at=starts_at)
        _log(connection, "send", number)
    print(f"broadcast {number}")
    if not present:
        print("no bot is running; the next to start sends it", file=sys.stderr)


def _list(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    with engine.connect() as connection:
        for each in broadcasts.newest(connection, aside=None if options.all else NOTICE):
            print(_line(each, settings))


def _status(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    with engine.connect() as connection:
        found = report.progress(connection, options.id)
        if found is None:
            raise RefusedError(f"there is no broadcast {options.id}")
        if options.csv:
            sys.stdout.buffer.write(report.as_csv(deliveries.outcomes(connection, options.id), settings.zone))
            return
    if options.json:
        print(json.dumps(found.as_json()))
        return
    print(_line(found.broadcast, settings))
    counted = found.as_json() | {"skipped": found.skipped}
    for name in ("total", "sent", "blocked", "failed", "uncertain", "skipped", "pending"):
        print(f"{name:10} {counted[name]:>9,}")


def _pause(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    _carry_out("pause", partial(desk.pause, number=options.id, why=BY_HAND), settings, engine)


def _resume(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    repeating = [Fate.UNCERTAIN] * options.uncertain + [Fate.FAILED] * options.failed
    deed = partial(desk.resume, number=options.id, repeating=repeating)
    _carry_out("repeat" if repeating else "resume", deed, settings, engine)


def _cancel(options: argparse.Namespace, settings: Settings, engine: Engine) -> None:
    _carry_out("cancel", partial(desk.cancel, number=options.id), settings, engine)


def _carry_out(name: str, deed: Callable[[Connection], Done], settings: Settings, engine: Engine) -> None:
    """Do it, with its entry in the log in the same transaction, and tell how the broadcast stands then."""
    with engine.begin() as connection:
        done = deed(connection)
        match done:
            case Broadcast():
                _log(connection, name, done.number)
            case NoBroadcast(number):
                raise RefusedError(f"there is no broadcast {number}")
            case NotNow(number, state):
                raise RefusedError(f"broadcast {number} is {state} and cannot be {_WISHED[name]}")
    print(_line(done, settings))


def _log(connection: Connection, deed: str, number: int) -> None:
    append(connection, None, deed, f"broadcast {number}")


def _line(broadcast: Broadcast, settings: Settings) -> str:
    starts = datetime.fromtimestamp(broadcast.starts_at, settings.zone)
    why = f" ({broadcast.why})" if broadcast.why else ""
    return f"{broadcast.number}  {broadcast.state}{why}  {broadcast.kind}  {starts:%Y-%m-%d %H:%M %Z}"


def _audience(to: Sequence[str], gazetteer: Gazetteer) -> Audience:
    name = " ".join(to)
    found = read_audience(name, gazetteer)
    if isinstance(found, Several):
        named = ", ".join(f"{code} ({gazetteer.regions[code].name})" for code in found.codes)
        raise UnreadableWishError(f"{name}: which one? {named}")
    if found is None:
        raise UnreadableWishError(f"{name}: neither all, subscribers, a region nor chat ids")
    return found


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read().strip()
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file}: cannot be read ({type(error).__name__})") from None


def _answer(text: str, settings: Settings, gazetteer: Gazetteer) -> dict[str, Any]:
    occasion = Occasion(
        figures=shipped(),
        today=datetime.now(settings.zone).date(),
        region=settings.default_region,
        t=translator(settings.default_language),
        bot_name="cakupan_bot",
    )
    question = Answering(gazetteer.regions).text(text, occasion).message.question
    if question is None or question.intent not in ABOUT_FIGURES:
        raise UnreadableWishError(f"{text}: not understood as a question about figures")
    return question_content(question)


def _duration(messages: int, rate: float) -> str:
    if not rate:
        return "as fast as it goes"
    seconds = report.seconds(messages, rate)
    if seconds < 120:
        return f"about {seconds} s"
    if seconds < 7200:
        return f"about {seconds // 60} min"
    return f"about {seconds // 3600} h {seconds % 3600 // 60} min"


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise RefusedError("add --yes to send it without being asked")
    return input("Send? [y/N] ").strip().lower() in ("y", "yes", "ya")
