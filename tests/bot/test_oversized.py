"""Texts as long as Telegram lets them be, made to be slow: answered at once, and within Telegram's limits."""

import time

import pytest
from announcements import desk_of
from botapi_limits import faults_of
from talk import Talk

from bot.settings import Settings

LONGEST = 4096
CASES = {
    "digits": "9" * LONGEST,
    "digits and dots": "9." * LONGEST,
    "numbers": "1 " * LONGEST,
    "amounts": "setengah juta " * LONGEST,
    "blanks": "cakupan" + " " * 4000 + "x",
    "one letter": "a" * LONGEST,
    "regions": "sambas, landak, " * LONGEST,
    "doubtful regions": "bandung dan " * LONGEST,
    "slips": "kabupatn sangau rayya " * LONGEST,
    "periods": "januari 2024 sampai " * LONGEST,
    "conditions": "/peringkat " + "di atas 40% " * LONGEST,
    "claims": "/cek " + "607.426 dari 1.665.422 (36,47 persen) " * LONGEST,
    "huge claims": "/cek " + "9" * 2000 + " dari " + "9" * 2000 + " adalah 40 persen",
    "an exponent": "/cek 1e" + "9" * 4000,
    "a huge what-if": "/simulasi kalbar " + "9" * 4000,
    "a huge budget": "/anggaran kalbar " + "9" * 4000 + " orang",
    "marks": "<" * LONGEST,
    "one letter with many marks": "e" + "\u0301" * 4000,
    "letters that grow": "\ufdfa" * LONGEST,
    "brackets": "(" * LONGEST,
    "lines": "\n" * 4000 + "ab",
    "a link": "/start " + "c" + "_r61" * 1000,
    "a code": "/start z" + "A" * 4000,
    "an order for hours": "/langganan " + "tiap minggu jam 7 wib " * LONGEST,
    "recipients": "/siaran kepada " + "1 " * LONGEST,
    "a broadcast": "/siaran teks " + "<" * LONGEST,
    "holes": "/siaran teks " + "{cakupan}" * 400,
    "braces": "/siaran teks " + "{" * LONGEST,
    "a number of a broadcast": "/siaran " + "9" * 4000,
    "a number of a version": "/setujui " + "9" * 4000,
    "a reason": "/ralat " + "<&" * 2000,
}


@pytest.mark.parametrize("case", CASES)
async def test_a_text_however_it_is_made_is_answered_at_once(settings: Settings, case: str) -> None:
    async with desk_of(settings, 900, 901) as talk:
        begun = time.process_time()
        assert await talk.message(text=CASES[case][:LONGEST])
        assert time.process_time() - begun < 3
        assert refused(talk) == []


def refused(talk: Talk) -> list[str]:
    """What Telegram would not take of all that was said."""
    return [fault for call in talk.telegram.calls for fault in faults_of(call.method, call.parameters)]


@pytest.mark.parametrize("number", ["9" * 17, "-" + "9" * 30, "9" * 4000])
@pytest.mark.parametrize("said", ["/siaran lihat sebagai", "/siaran kepada"])
async def test_a_chats_number_that_no_chat_has_names_nobody(
    settings: Settings, said: str, number: str
) -> None:
    async with desk_of(settings, 900, 901) as talk:
        await talk.say("/siaran Halo")
        assert (await talk.say(f"{said} {number}"[:LONGEST])).text.startswith("Saya tidak mengenal")


async def test_a_button_says_no_more_than_fits_into_one(settings: Settings) -> None:
    async with desk_of(settings, 900, 901) as talk:
        for number in ("9" * 50, "-1", "0", "9" * 18, "9" * 19):
            for name in ("B_xcancel-", "S_xapprove-", "S_xback-", "R_xsend-", "B_x", "S_x", "J_xday-"):
                assert await talk.press_code(f"{name}{number}"[:64])
        assert refused(talk) == []
        assert not [call for call in talk.telegram.calls if "Ada gangguan" in str(call.parameters)]
