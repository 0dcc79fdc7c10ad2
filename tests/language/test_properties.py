"""What must hold however a question is typed: the same question, or a question back; never another region's."""

import random
import string

from corpus import UNDERSTANDING
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import vocabulary
from bot.language.heard import Heard, Understood, UnknownRegion, WhichRegion
from bot.language.question import Question
from core.region import Level
from core.shipped import shipped

REGIONS = [
    region
    for region in shipped().regions
    if region.level in (Level.PROVINCE, Level.REGENCY, Level.CITY)
    and len(UNDERSTANDING.gazetteer[region.name.lower()]) == 1
]
INTENTS = ["cakupan", "target", "ringkasan", "sumber", "perkembangan"]
SEGMENTS = ["formal", "informal", "jasa konstruksi", ""]
PERIODS = ["2024", "februari 2024", "triwulan III 2025", "semester 1 2025", ""]
FILLERS = ["halo", "min", "tolong", "dong", "kak", "mohon info", "ya", "pak", "terima kasih sebelumnya"]


def asked(text: str) -> Question:
    (heard,) = UNDERSTANDING.sentence(text)
    assert isinstance(heard, Understood), (text, heard)
    return heard.question


def regions_of(heard: tuple[Heard, ...]) -> set[str]:
    return {code for each in heard if isinstance(each, Understood) for code in each.question.regions}


slots = st.tuples(
    st.sampled_from(INTENTS),
    st.sampled_from([region.name for region in REGIONS]),
    st.sampled_from(SEGMENTS),
    st.sampled_from(PERIODS),
)


@given(slots, st.randoms(use_true_random=False))
def test_slots_in_any_order_are_the_same_question(said: tuple[str, ...], chance: random.Random) -> None:
    mixed = list(said)
    chance.shuffle(mixed)
    assert asked(", ".join(filter(None, mixed))) == asked(", ".join(filter(None, said)))


@given(slots, st.sampled_from(FILLERS), st.sampled_from(FILLERS))
def test_politeness_changes_nothing(said: tuple[str, ...], before: str, after: str) -> None:
    plain = " ".join(filter(None, said))
    assert asked(f"{before}, {plain} {after}") == asked(plain)


@given(
    slots,
    st.sampled_from([str.upper, str.title, lambda text: text.replace(" ", "   "), lambda text: f"{text}???"]),
)
def test_case_spacing_and_marks_change_nothing(said, change) -> None:  # type: ignore[no-untyped-def]
    plain = " ".join(filter(None, said))
    assert asked(change(plain)) == asked(plain)


@given(slots)
def test_full_width_letters_and_accents_change_nothing(said: tuple[str, ...]) -> None:
    plain = " ".join(filter(None, said))
    wide = plain.translate({ord(each): ord(each) + 0xFEE0 for each in string.ascii_letters + string.digits})
    assert asked(wide) == asked(plain)
    assert asked("".join(f"{each}\u0301" if each in "aeiou" else each for each in plain)) == asked(plain)


@settings(max_examples=4000)
@given(st.sampled_from(REGIONS), st.randoms(use_true_random=False), st.sampled_from(string.ascii_lowercase))
def test_one_slip_in_a_long_name_never_shows_another_region(region, chance, letter) -> None:  # type: ignore[no-untyped-def]
    words = region.name.lower().split()
    long = [
        at
        for at, word in enumerate(words)
        if len(word) >= 7 and word not in ("kabupaten", "provinsi", "kepulauan")
    ]
    if not long:
        return
    at = chance.choice(long)
    word, place = words[at], chance.randrange(1, len(words[at]) - 1)
    slips = {
        "missing": word[:place] + word[place + 1 :],
        "swapped": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        "wrong": word[:place] + letter + word[place + 1 :],
        "doubled": word[:place] + letter + word[place:],
    }
    words[at] = chance.choice(list(slips.values()))
    typed = " ".join(words)
    # a name, or a word that means something else ("tambang"), is no slip to be seen through
    if len(UNDERSTANDING.gazetteer[typed]) or words[at] in vocabulary.FILLERS | vocabulary.REAL:
        return
    found = UNDERSTANDING.sentence(f"cakupan {typed}")
    shown = regions_of(found)
    assert shown <= {region.code} or isinstance(found[0], WhichRegion | UnknownRegion), (typed, found)
