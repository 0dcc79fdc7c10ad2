"""The command line: `python -m bot`, or `cakupan` where the package is installed."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn

from bot.settings import InvalidSettingsError, Settings, read_settings

USAGE_ERROR: Final = 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without the letters of an answer shows "?" in their place, and no traceback
            stream.reconfigure(errors="replace")
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.name != "broadcast":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        sys.exit(command(options))
    except BrokenPipeError:
        # whoever read us has seen enough; nothing more may be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except InvalidSettingsError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        sys.exit(USAGE_ERROR)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cakupan",
        description="Coverage of BPJS Ketenagakerjaan by region, on Telegram or in the terminal.",
    )
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="name")
    commands.add_parser("run", help="run the bot (the default)").set_defaults(command=_run)
    commands.add_parser("check", help="say what of the configuration is wrong").set_defaults(command=_check)
    ask = commands.add_parser("ask", help="answer one question here, without a network")
    ask.add_argument("text", nargs="+", help='a question, such as "cakupan formal kalbar"')
    ask.add_argument("--lang", choices=("id", "en"), help="the language of the answer")
    as_of = "answer as on that day (2025-03-01)"
    ask.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help=as_of)
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(command=_ask)
    _add_figures(commands.add_parser("figures", help="bring figures in, approve them, go back, export"))
    backup = commands.add_parser(
        "backup", help="write all that is remembered into a file, also while the bot runs"
    )
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of all that is remembered")
    restore.set_defaults(command=_restore)
    for each in (backup, restore):
        each.add_argument("file", type=Path, metavar="FILE")
    # its own arguments are read where it is done: that takes imports which nothing else needs
    broadcast = commands.add_parser("broadcast", help="send a message to many chats", add_help=False)
    broadcast.set_defaults(command=_broadcast)
    return parser


def _add_figures(parser: argparse.ArgumentParser) -> None:
    """What stands below `figures`: the name of a deed of `bot.figures.command_line`, and what it needs."""
    below = parser.add_subparsers(title="commands", metavar="COMMAND", dest="deed", required=True)
    bring = below.add_parser("import", help="check a CSV or XLSX file and propose it as a version")
    bring.add_argument("file", type=Path)
    bring.add_argument("--note", default="", help="what the version is, for those who approve it")
    below.add_parser("list", help="every version with its counts")
    show = below.add_parser("show", help="what a version changes and what stands out in it")
    approve = below.add_parser("approve", help="make a proposed version the current one")
    back = below.add_parser("rollback", help="make an earlier version current again (0: the shipped figures)")
    for each in (show, approve, back):
        each.add_argument("version", type=int)
    alone = "approve even what was imported here, which is logged"
    approve.add_argument("--alone", action="store_true", help=alone)
    export = below.add_parser("export", help="the current figures as a CSV file that can be imported")
    export.add_argument("file", type=Path)
    parser.set_defaults(command=_figures)


def _figures(options: argparse.Namespace) -> int:
    from bot.figures.command_line import run  # noqa: PLC0415 - only this needs it

    return _on_the_memory(lambda settings: run(options, settings))


def _backup(options: argparse.Namespace) -> int:
    from bot.backups import back_up  # noqa: PLC0415 - only this needs it

    return _on_the_memory(lambda settings: back_up(options.file, settings))


def _restore(options: argparse.Namespace) -> int:
    from bot.backups import restore  # noqa: PLC0415 - only this needs it

    return _on_the_memory(lambda settings: restore(options.file, settings))


def _on_the_memory(work: Callable[[Settings], int]) -> int:
    """Do what needs the database and no bot."""
    from bot import logs  # noqa: PLC0415 - most commands need neither
    from bot.store import UnusableDatabaseError  # noqa: PLC0415

    settings = read_settings()
    logs.configure("WARNING", settings.log_format, settings.secrets)
    try:
        return work(settings)
    except UnusableDatabaseError as error:
        raise InvalidSettingsError([f"DATABASE_URL: {error}"]) from None


def _run(_options: argparse.Namespace) -> int:
    # imported here, because `ask` and `check` need none of it and should start at once
    from telegram.error import InvalidToken  # noqa: PLC0415

    from bot import lifetime  # noqa: PLC0415
    from bot.server import AddressInUseError  # noqa: PLC0415
    from bot.store import UnusableDatabaseError  # noqa: PLC0415

    settings = _runnable()
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(lifetime.run(settings))
    except InvalidToken:
        raise InvalidSettingsError(["BOT_TOKEN: no bot has this token; copy it from BotFather"]) from None
    except AddressInUseError as error:
        raise InvalidSettingsError([str(error)]) from None
    except UnusableDatabaseError as error:
        raise InvalidSettingsError([f"DATABASE_URL: {error}"]) from None
    return 0


def _runnable() -> Settings:
    """The settings, where the bot can run with them."""
    settings = read_settings()
    if settings.is_playground and not settings.http_address.is_loopback:
        problem = (
            "without BOT_TOKEN this is the playground, which listens on this machine only (127.0.0.1:8080)"
        )
        raise InvalidSettingsError([f"HTTP_ADDRESS: {problem}"])
    return settings


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    return uvloop.new_event_loop


def _check(_options: argparse.Namespace) -> int:
    settings = _runnable()
    print("the playground would start" if settings.is_playground else "the bot would start", file=sys.stderr)
    return 0


def _ask(options: argparse.Namespace) -> int:
    from bot.answering import Answering, said_with  # noqa: PLC0415
    from bot.figures.at_hand import UnreadableMemoryError, figures_at_hand  # noqa: PLC0415
    from bot.i18n import translator  # noqa: PLC0415
    from bot.language.code import encode  # noqa: PLC0415
    from bot.messages import plain  # noqa: PLC0415
    from bot.occasion import Occasion  # noqa: PLC0415

    settings: Settings = read_settings()
    try:
        figures = figures_at_hand(settings)
        history = {options.as_of: figures_at_hand(settings, options.as_of)} if options.as_of else {}
    except UnreadableMemoryError as error:
        raise InvalidSettingsError([f"DATABASE_URL: cannot be read ({error})"]) from None
    occasion = Occasion(
        figures=figures,
        today=datetime.now(settings.zone).date(),
        region=settings.default_region,
        t=translator(options.lang or settings.default_language),
        bot_name="cakupan_bot",
        in_words=True,
        history=history,
    )
    text, answering = " ".join(options.text), Answering(figures.regions)
    turn = answering.turn(text, occasion).known_on(options.as_of)
    message = answering.reply(turn, said_with(text, occasion)).message
    if options.json:
        question = encode(message.question) if message.question else None
        content = {"text": plain(message.text), "html": message.text, "question": question}
        print(json.dumps(content | {"figures": figures.version}, ensure_ascii=False))
    else:
        print(plain(message.text))
    return 0


def _broadcast(options: argparse.Namespace) -> int:
    from bot.broadcast import terminal  # noqa: PLC0415 - no other command needs the database

    return terminal.run(options.rest, read_settings())


if __name__ == "__main__":
    main()
