"""A sentence as claims are recognised in it: its words, with "#n3" for its fourth figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.language.amounts import Printed
from bot.language.printed import Sentence
from core.quantity import Quantity

GAP: Final = r"[^#]{0,70}?"
OF: Final = r"\b(?:dari|of|out of)\b"
LINK: Final = (
    r"(?:atau|setara|yakni|yaitu|sebesar|adalah|ialah|mencapai|alias|sekitar|baru|hanya|or|is|equals|about|=|\(|,)"
    r"(?: (?:setara|sama|dengan|sekitar|kurang|lebih|kira|hanya|baru|sebesar|sudah|atau|about|or|only|around"
    r"|cakupan|cakupannya|persentase|persentasenya|coverage|just))*"
)
"""What stands between figures that belong together, and right before the share of a whole."""


@dataclass(frozen=True)
class Plan:
    """A plan with its figures; `counts` are all people counted in the text."""

    text: str
    figures: Sequence[Printed]
    counts: tuple[Quantity, ...] = ()

    def __getitem__(self, index: str | int) -> Quantity:
        return self.figures[int(index)].quantity

    def around(self, index: int) -> str:
        """The words on either side of a figure, up to its neighbours."""
        return self._chunks[index][-60:] + " " + self._chunks[index + 1][:60]

    @cached_property
    def _chunks(self) -> list[str]:
        return re.split(r"#[a-z]\d+", self.text)


def joined(pair: Sequence[Sentence]) -> Plan:
    """A sentence and the next as one plan."""
    figures = [figure for sentence in pair for figure in sentence.figures]
    text = pair[0].plan
    if len(pair) > 1:
        first = len(pair[0].figures)
        shifted: Callable[[re.Match[str]], str] = lambda found: f"#{found[1]}{int(found[2]) + first}"  # noqa: E731
        text += " " + re.sub(r"#([a-z])(\d+)", shifted, pair[1].plan)
    return Plan(text, figures)
