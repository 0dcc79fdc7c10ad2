"""A thousand different questions that are answered with figures: commands and sentences, as people mix them."""

from __future__ import annotations

import random
from datetime import date
from typing import Final

from bot.answering import Answering
from bot.i18n import translator
from bot.occasion import Occasion
from core.shipped import shipped

TODAY: Final = date(2026, 11, 22)

_COMMANDS: Final = (
    "/cakupan {region}",
    "/cakupan {region} terbaru",
    "/cakupan formal {region}",
    "/cakupan informal {region}",
    "/target {region}",
    "/target {region} total",
    "/simulasi {number} {region}",
    "/simulasi {region} tambah {number} pekerja",
    "/anggaran {number} pekerja {region}",
    "/bandingkan {region} dan indonesia",
    "/tren {region}",
    "/sumber {region}",
)
_SENTENCES: Final = (
    "berapa cakupan {region}?",
    "brp persen pekerja {region} yg sudah terlindungi",
    "selamat pagi, mohon info cakupan pekerja informal di {region}",
    "cakupan formal {region} brp ya",
    "berapa pekerja {region} yang belum ikut bpjs ketenagakerjaan",
    "min kasih tau donk cakupan bpjs ketenagakerjaan {region}",
    "gimana posisi {region} skrg",
    "apakah target {region} tercapai?",
    "{region} kurang berapa pekerja lagi untuk mencapai target?",
    "kalau {region} tambah {number} pekerja jadi berapa persen?",
    "berapa iuran {number} pekerja di {region} selama 12 bulan?",
    "bandingkan {region} dengan kalimantan barat",
)


def questions(number: int) -> list[str]:
    """So many of the questions, always the same in the same order. Raises ValueError if there are not as many."""
    answers, occasion = answering()
    asked = [
        form.format(region=region.name.lower(), number=f"{count}{count % 10}0")
        for count, region in enumerate(shipped().known(), start=10)
        for form in (*_COMMANDS, *_SENTENCES)
    ]
    random.Random(7).shuffle(asked)  # noqa: S311 - an order, not a secret
    found = [text for text in asked if answers.text(text, occasion).message.records]
    if len(found) < number:
        raise ValueError(f"only {len(found)} of the questions are answered with figures")
    return found[:number]


def answering() -> tuple[Answering, Occasion]:
    """What answers them, and on which occasion."""
    return Answering(shipped().regions), Occasion(shipped(), TODAY, "61", translator("id"), "cakupan_bot")
