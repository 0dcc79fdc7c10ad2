"""From a text or a question to a message: the one pipeline behind replies, buttons, links and the terminal."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot import phrases, unclear
from bot.commands import Commands, discover
from bot.i18n import Html, translator
from bot.language.conversation import Turn, listen
from bot.language.heard import Heard, NoSuchCommand, Understood
from bot.language.places import Gazetteer
from bot.language.question import ABOUT_FIGURES, PICTURE, Intent, Question
from bot.language.reading import Reader
from bot.language.understand import Understanding
from bot.messages import Button, Message, shortened
from bot.numbering import numbered
from bot.occasion import Change, Occasion
from core.region import Regions

_MOST: Final = 3
"""Answers in one message; more would bury the first."""

_THE_SAME_FOR_ALL: Final = ABOUT_FIGURES - {Intent.EXPORT}
"""Questions on figures, whoever asks; an export is a file, too large to be kept."""

_KEPT: Final = 512
"""Answers that are kept: what is asked often is about some hundred regions, and each takes a few kilobytes."""

_OF_ONE_REGION: Final = (Intent.TARGET, Intent.BRIEF, Intent.SOURCE, Intent.WHAT_IF, Intent.BUDGET)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, what to change in the chat's settings, and what was heard, for a follow-up to go on from."""

    message: Message
    change: Change | None = None
    heard: tuple[Heard, ...] = ()


class Answering:
    """Answers questions; holds no state but the commands, the index of names, and answers that were worked out.

    What many ask is worked out once for a day, a version of the figures, a region and a language; so many answers
    are `kept`.
    """

    def __init__(self, regions: Regions, commands: Commands | None = None, kept: int = _KEPT) -> None:
        self.commands = commands or discover()
        self._kept = kept
        self._reader = Reader(Gazetteer(regions))
        self._worked_out: OrderedDict[Hashable, Reply] = OrderedDict()

    def text(self, text: str, occasion: Occasion, before: Sequence[Heard] = ()) -> Reply:
        """Answer a message at once, where nothing has to be looked up for it first."""
        return self.reply(self.turn(text, occasion, before), said_with(text, occasion))

    def turn(self, text: str, occasion: Occasion, before: Sequence[Heard] = ()) -> Turn:
        """What a message asks: a command with its argument, or a sentence in the light of what was heard."""
        understanding = Understanding(self._reader, occasion.today)
        name, argument = split_command(text)
        if name is None:
            return listen(understanding, text, before)
        command = self.commands.by_name.get(name)
        return Turn((command.parse(argument, understanding) if command else NoSuchCommand(name),))

    def heard(self, text: str, occasion: Occasion) -> tuple[Heard, ...]:
        """What a sentence asks by itself."""
        return Understanding(self._reader, occasion.today).sentence(text)

    def question(self, question: Question, occasion: Occasion) -> Reply:
        """Answer a question that is already understood."""
        if question.intent not in _THE_SAME_FOR_ALL or question.known:
            return self._work_out(question, occasion)
        key = (question, *_circumstances(occasion))
        reply = self._worked_out.get(key)
        if reply is None:
            reply = self._worked_out[key] = self._work_out(question, occasion)
            if len(self._worked_out) > self._kept:
                self._worked_out.popitem(last=False)
        else:
            self._worked_out.move_to_end(key)
        return reply

    def _work_out(self, question: Question, occasion: Occasion) -> Reply:
        if any(code not in occasion.figures.regions for code in question.regions):
            return Reply(unclear.outdated_button(occasion))
        if question.known:
            occasion = _on(question.known, occasion)
        heard = (Understood(question),)
        command = self.commands.by_intent.get(question.intent)
        if command is None:
            return Reply(unclear.without_command(question, occasion), heard=heard)
        if occasion.in_words and question.topic == PICTURE:
            question = replace(question, topic=None)
        answer = command.answer(question, occasion)
        change = command.change(answer)
        if change:
            occasion = changed(occasion, change)
        message = command.present(answer, occasion)
        if question.known:
            message = _with_note(message, phrases.as_known(question.known, occasion.t))
        return Reply(numbered(message, question, occasion), change, heard)

    def reply(self, turn: Turn, occasion: Occasion) -> Reply:
        """Answer what was heard."""
        asked = [each for heard in turn.heard for each in _by_region(heard)]
        if len(asked) > 1:
            # several answers share one message, beneath which no two pictures fit
            occasion = replace(occasion, in_words=True)
        replies = [self._one(heard, occasion) for heard in asked[:_MOST]]
        whole = replies[0] if len(replies) == 1 else _together(replies, occasion)
        message = whole.message
        if len(asked) > _MOST:
            said = occasion.t(
                "Of the questions the first {count} are answered.", count=occasion.t.number(_MOST)
            )
            message = _with_note(message, said)
        if turn.carried and isinstance(turn.heard[0], Understood):
            message = _with_note(message, phrases.carried(turn.heard[0].question, occasion))
        return Reply(message, whole.change, turn.heard)

    def _one(self, heard: Heard, occasion: Occasion) -> Reply:
        if not isinstance(heard, Understood):
            return Reply(unclear.present(heard, occasion))
        reply = self.question(heard.question, occasion)
        message = reply.message
        for typed, code in heard.corrected:
            region = occasion.figures.regions[code].name
            message = _with_note(
                message, occasion.t("I read “{typed}” as {region}.", typed=shortened(typed), region=region)
            )
        if heard.unused and heard.question.intent is not Intent.CHECK:
            words = ", ".join(map(shortened, heard.unused))
            message = _with_note(message, occasion.t("Words that I do not know: {words}.", words=words))
        return Reply(message, reply.change)


def _circumstances(occasion: Occasion) -> tuple[Hashable, ...]:
    """All that the answer to a question on figures depends on besides the question."""
    return (
        occasion.figures.version,
        occasion.today,
        occasion.region,
        occasion.t.language,
        occasion.in_words,
        occasion.bot_name,
    )


def _on(day: date, occasion: Occasion) -> Occasion:
    """The occasion as it was at the end of a day, with the figures as they were known then."""
    return replace(occasion, today=day, figures=occasion.history.get(day) or occasion.figures.as_of(day))


def _by_region(heard: Heard) -> list[Heard]:
    """A question whose answer is about one region, once for each region that it names."""
    if not isinstance(heard, Understood) or heard.question.intent not in _OF_ONE_REGION:
        return [heard]
    regions = heard.question.regions
    if len(regions) < 2:
        return [heard]
    first, *others = (replace(heard, question=replace(heard.question, regions=(code,))) for code in regions)
    return [first, *(replace(each, unused=(), corrected=()) for each in others)]


def _with_note(message: Message, note: Html) -> Message:
    return replace(message, text=Html(f"{message.text}\n\n<i>{note}</i>"))


def _together(replies: Sequence[Reply], occasion: Occasion) -> Reply:
    """Several answers in one message, each with a button that opens it by itself."""
    text = "\n\n— — —\n\n".join(reply.message.text for reply in replies)
    questions = [reply.message.question for reply in replies if reply.message.question]
    buttons = tuple(Button(phrases.kind_of(question, occasion), question) for question in questions)
    first = questions[0] if questions else None
    records = tuple(record for reply in replies for record in reply.message.records)
    return Reply(Message(Html(text), (buttons,) if buttons else (), first, records=records))


def split_command(text: str) -> tuple[str | None, str]:
    """The name of a command without its slash and the bot it names, and what follows it."""
    stripped = text.strip()
    if not stripped.startswith("/"):
        return None, stripped
    first, _, argument = stripped.partition(" ")
    head, _, below = first.partition("\n")
    return head[1:].partition("@")[0].lower(), " ".join(filter(None, (below, argument.strip())))


def said_with(text: str, occasion: Occasion) -> Occasion:
    """The occasion with what was written, without its command."""
    return replace(occasion, text=split_command(text)[1])


def changed(occasion: Occasion, change: Change) -> Occasion:
    """The occasion as it is after a change, so that a new language speaks at once."""
    return replace(
        occasion,
        region=change.region or occasion.region,
        t=translator(change.language) if change.language else occasion.t,
    )
