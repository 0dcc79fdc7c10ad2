"""Brings a text's words to plain spelling, and reads a clause of them into its slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language import vocabulary as v
from bot.language.clause import Clause
from bot.language.lexicon import Lexicon
from bot.language.places import Gazetteer
from bot.language.said import Said
from bot.language.words import is_number, is_word

_ABBREVIATED: Final = frozenset(
    """
    kabupaten kota provinsi kepulauan kecamatan kec nomor no tanggal tgl tahun bapak sdr dr drs ir h hj st s d jl
    bulan pt cv
    """.split()
)
_CORRECTABLE: Final = tuple(
    """
    cakupan target informal formal kekurangan peringkat bandingkan perbandingan perkembangan anggaran iuran
    simulasi terlindungi terdaftar tercapai kabupaten provinsi konstruksi ringkasan sumber kepesertaan realisasi
    capaian selisih tertinggi terendah triwulan semester persen pekerja berapa bagaimana
    ketenagakerjaan perlindungan jamsostek penerima dibandingkan progres tahun bulan
    """.split()
)


class Reader:
    """Reads clauses about the regions of one list."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.lexicon = Lexicon(gazetteer.names)

    def plain(self, typed: Sequence[str]) -> list[str]:
        """The words in plain spelling, slips in words of our own mended; marks between letters are gone."""
        plain: list[str] = []
        for at, word in enumerate(typed):
            if not is_word(word):
                between = plain and is_number(plain[-1]) and at + 1 < len(typed) and is_number(typed[at + 1])
                abbreviated = word == "." and plain and plain[-1] in _ABBREVIATED
                if (word not in "-–—/" or between) and not abbreviated:
                    plain.append(word)
            elif "*" in word:
                plain.append(_uncovered(word))
            elif self.lexicon.knows(word) or len(word) < 5:
                plain.extend(self.lexicon.plain(word))
            else:
                plain.extend(self._mended(word))
        return plain

    def _mended(self, word: str) -> tuple[str, ...]:
        plain = self.lexicon.plain(word)
        if plain != (word,) or self.gazetteer.misspelt(word):
            return plain
        near = process.extract(word, _CORRECTABLE, scorer=OSA.distance, score_cutoff=1, limit=2)
        return (near[0][0],) if len(near) == 1 else plain

    def read(self, words: Sequence[str], today: date) -> Said:
        """The slots of a clause in plain spelling."""
        return Clause(words, today, self.lexicon, self.gazetteer).read()


def _uncovered(word: str) -> str:
    """A word with stars in place of letters: the abuse that it hides, if it is one."""
    pattern = re.compile(re.escape(word).replace(r"\*", "."))
    return next((each for each in v.ROLES["abuse"] if pattern.fullmatch(each)), word.replace("*", ""))
