"""What the words after /siaran and /jadwal ask for, and whom they name."""

import pytest

from bot.announcing.wishes import (
    Ask,
    At,
    LookAround,
    LookAt,
    Move,
    Send,
    To,
    Try,
    ViewAs,
    Wish,
    Write,
    may_belong_to_draft,
    read_move,
    read_wish,
)
from bot.broadcast.audience import Audience, Everybody, Listed, Subscribers
from bot.broadcast.whom import Several, read_audience
from bot.language.places import Gazetteer
from core.shipped import shipped

GAZETTEER = Gazetteer(shipped().regions)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("", LookAround()),
        ("12", LookAt(12)),
        ("4821", Send("4821")),
        ("kirim 4821", Send("4821")),
        ("send", Send("")),
        ("lihat sebagai kubu raya", ViewAs("kubu raya")),
        ("View as 12", ViewAs("12")),
        ("kepada sambas", To("sambas")),
        ("pada besok 08.00", At("besok 08.00")),
        ("segera", At(None)),
        ("uji", Try()),
        ("jawaban cakupan kalbar", Ask("cakupan kalbar")),
        ("teks kepada yang terhormat", Write("kepada yang terhormat")),
        ("Kepada Yth.\nGubernur", Write("Kepada Yth.\nGubernur")),
        ("Cakupan {cakupan}", Write("Cakupan {cakupan}")),
    ],
)
def test_words_after_siaran(said: str, wish: Wish) -> None:
    assert read_wish(said) == wish


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [("4821", True), ("lihat sebagai sambas", True), ("2024", False), ("1998", False), ("cakupan", False)],
)
def test_only_codes_and_views_belong_to_a_draft_without_the_command(said: str, is_meant: bool) -> None:
    assert may_belong_to_draft(said) is is_meant


def test_words_after_jadwal() -> None:
    assert read_move("3 besok 08.00") == Move(3, "besok 08.00")
    assert read_move("besok") is None


@pytest.mark.parametrize(
    ("said", "audience"),
    [
        ("semua", Everybody()),
        ("all", Everybody()),
        ("pelanggan", Subscribers()),
        ("pelanggan kubu raya", Subscribers("61.12")),
        ("Kubu Raya", Subscribers("61.12")),
        ("61", Subscribers("61")),
        ("-100123, 456", Listed((-100123, 456))),
        ("bogor", Several(("32.01", "32.71"))),
        ("gubernur", None),
    ],
)
def test_recipients_by_their_names(said: str, audience: Audience | Several | None) -> None:
    assert read_audience(said, GAZETTEER) == audience
