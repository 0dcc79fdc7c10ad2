"""What the words around its slots make of a clause: what it excludes, that the uncovered are meant, which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.language import vocabulary as v
from bot.language.lexicon import Kind, Sense
from bot.language.said import Said
from bot.language.words import is_word
from core.model import Segment

_MOST_EXCLUSIONS: Final = 6

Mark = tuple[int, int, Sense]
"""A phrase at words[start:end] in one of its senses."""


class Settling:
    """Settles the slots of one clause by the phrases that were found in it."""

    def __init__(self, said: Said, words: Sequence[str], marks: Sequence[Mark]) -> None:
        self._said, self._words, self._marks = said, words, marks

    def settle(self) -> None:
        """Take out what is excluded, then see who is meant, and when."""
        self._exclude()
        self._complement()
        self._settle_whens()

    def _exclude(self) -> None:
        """What stands behind "bukan", "selain" or "tanpa" is not asked about."""
        marks = [
            (start, end)
            for start, end, sense in self._marks
            if sense.kind is Kind.NOT and " ".join(self._words[start:end]) in v.EXCLUDING
        ]
        for start, end in marks[:_MOST_EXCLUSIONS]:
            reach = range(end, min(end + 4, len(self._words)))
            if end == len(self._words):
                # "yang nias bukan": it stands behind what it excludes
                reach = range(max(0, start - 2), start)
            for other, _, found in self._marks:
                if other in reach and not self._is_stopped(end, other):
                    self._drop(found)
            self._exclude_places_and_periods(reach, end)

    def _is_stopped(self, start: int, end: int) -> bool:
        return any(not is_word(word) for word in self._words[start:end])

    def _drop(self, sense: Sense) -> None:
        said = self._said
        match sense.kind, sense.value:
            case Kind.SEGMENT, Segment() as segment if segment in said.segments:
                said.segments.remove(segment)
                said.excluded.append(segment)
            case Kind.HEALTH, _:
                said.kinds.discard(Kind.HEALTH)
            case Kind.PAYER, payer if payer == said.payer:
                said.payer = "mandiri" if payer == "apbd" else "apbd"
            case _:
                pass

    def _exclude_places_and_periods(self, reach: range, end: int) -> None:
        said = self._said
        kept = [each for each in said.places if each.start not in reach or self._is_stopped(end, each.start)]
        said.places = kept or said.places
        whens = [each for each in said.whens if each.start not in reach or self._is_stopped(end, each.start)]
        said.whens = whens or said.whens

    def _complement(self) -> None:
        said = self._said
        if Kind.UNCOVERED in said.kinds:
            said.uncovered = True
        covered = [start for start, _, sense in self._marks if sense.kind is Kind.COVERED]
        for start, end, sense in self._marks:
            if sense.kind is Kind.NOT and self._words[start] in ("belum", "tidak", "not"):
                sure = [
                    each for each in covered if self._words[start] == "belum" or self._words[each] != "daftar"
                ]
                near = any(end <= each <= end + 2 and "yang" not in self._words[end:each] for each in sure)
                alone = start > 0 and self._words[start - 1] == "yang" and Kind.BELOW not in said.kinds
                said.uncovered = said.uncovered or near or alone

    def _settle_whens(self) -> None:
        """A quarter without a year takes the year named elsewhere in the clause."""
        said = self._said
        years = [each for each in said.whens if each.period and not each.yearless]
        yearless = [each for each in said.whens if each.yearless]
        if len(yearless) == 0 or len(years) != 1 or years[0].period is None:
            return
        year = years[0].period.year
        mended = [
            replace(each, period=replace(each.period, year=year), yearless=False)
            if each.yearless and each.period
            else each
            for each in said.whens
        ]
        bare = len(years) == 1 and str(years[0].period).isdigit()
        said.whens = [each for each in mended if not (bare and each is years[0])]
