"""From a text or a question to a message: the one pipeline behind replies, buttons, links and the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import unclear
from bot.commands import Commands, discover
from bot.i18n import Html, translator
from bot.language.places import Gazetteer
from bot.language.question import Question
from bot.language.understand import Heard, Understanding, Understood
from bot.messages import Message
from bot.occasion import Change, Occasion
from core.region import Regions


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, and what to change in the chat's settings."""

    message: Message
    change: Change | None = None


class Answering:
    """Answers questions; holds no state but the commands and the index of names."""

    def __init__(self, regions: Regions, commands: Commands | None = None) -> None:
        self.commands = commands or discover()
        self.understanding = Understanding(Gazetteer(regions))

    def text(self, text: str, occasion: Occasion) -> Reply:
        """Answer a message: a command with its argument, or a sentence."""
        name, argument = split_command(text)
        if name is None:
            return self._heard(self.understanding.sentence(text), occasion)
        command = self.commands.by_name.get(name)
        if command is None:
            return Reply(unclear.unknown_command(name, occasion))
        return self._heard(command.parse(argument, self.understanding), occasion)

    def question(self, question: Question, occasion: Occasion) -> Reply:
        """Answer a question that is already understood."""
        command = self.commands.by_intent[question.intent]
        if any(code not in occasion.figures.regions for code in question.regions):
            return Reply(unclear.outdated_button(occasion))
        answer = command.answer(question, occasion)
        change = command.change(answer)
        if change:
            occasion = changed(occasion, change)
        return Reply(command.present(answer, occasion), change)

    def _heard(self, heard: Heard, occasion: Occasion) -> Reply:
        if not isinstance(heard, Understood):
            return Reply(unclear.present(heard, occasion))
        reply = self.question(heard.question, occasion)
        if not heard.unused:
            return reply
        notice = occasion.t("I did not take into account: {words}.", words=", ".join(heard.unused[:6]))
        text = Html(f"{reply.message.text}\n\n{notice}")
        return replace(reply, message=replace(reply.message, text=text))


def split_command(text: str) -> tuple[str | None, str]:
    """The name of a command without its slash and the bot it names, and what follows it."""
    stripped = text.strip()
    if not stripped.startswith("/"):
        return None, stripped
    first, _, argument = stripped.partition(" ")
    head, _, below = first.partition("\n")
    return head[1:].partition("@")[0].lower(), " ".join(filter(None, (below, argument.strip())))


def changed(occasion: Occasion, change: Change) -> Occasion:
    """The occasion as it is after a change, so that a new language speaks at once."""
    return replace(
        occasion,
        region=change.region or occasion.region,
        t=translator(change.language) if change.language else occasion.t,
    )
