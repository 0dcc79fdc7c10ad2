"""A thousand different questions on coverage, as commands and as sentences, that are answered with figures."""

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
    "/coverage {region}",
    "/cakupan {region} terbaru",
    "/cakupan {region} 2024",
    "/cakupan total {region}",
    "/cakupan formal {region}",
    "/cakupan informal {region}",
    "/cakupan jakon {region}",
    "/cakupan pekerja {region}",
    "/cakupan di {region} tahun 2024",
    "/cakupan {region} yang belum",
    "/cakupan {region} desember 2024",
    "/cakupan {region} terakhir",
    "/cakupan pekerja {region} terbaru",
)
_SENTENCES: Final = (
    "berapa cakupan {region}?",
    "brp persen pekerja {region} yg sudah terlindungi",
    "selamat pagi, mohon info cakupan pekerja informal di {region}",
    "cakupan formal {region} brp ya",
    "berapa pekerja {region} yang belum ikut bpjs ketenagakerjaan",
    "min kasih tau donk cakupan bpjs ketenagakerjaan {region}",
    "gimana posisi {region} skrg",
    "berapa persen pekerja {region} yang sudah ikut jamsostek tahun 2024?",
    "Tlg info capaian {region}. Terima kasih sebelumnya.",
    "jumlah pekerja yg dilindungi di {region}",
    "{region} udah berapa persen?",
    "pekerja terdaftar di {region} ada berapa orang",
    "mau tanya cakupan jamsostek {region} terbaru",
    "di {region} brp pekerja yg ikut bpjs ketenagakerjaan",
    "kalau {region} berapa cakupannya",
    "tolong angka cakupan {region}",
)


def questions(number: int) -> list[str]:
    """So many of the questions, always the same in the same order. Raises ValueError if there are not as many."""
    answers, occasion = answering()
    asked = [
        form.format(region=region.name.lower())
        for region in shipped().known()
        for form in (*_COMMANDS, *_SENTENCES)
    ]
    random.Random(7).shuffle(asked)  # noqa: S311 - an order, not a secret
    found = [text for text in asked if answers.text(text, occasion).message.records]
    if len(found) < number:
        raise ValueError(f"only {len(found)} of the questions are answered with figures")
    return found[:number]


def answering(*, anew: bool = False) -> tuple[Answering, Occasion]:
    """What answers them, and on which occasion; `anew` where every answer is to be worked out again."""
    answers = Answering(shipped().regions, kept=0) if anew else Answering(shipped().regions)
    return answers, Occasion(shipped(), TODAY, "61", translator("id"), "cakupan_bot")
