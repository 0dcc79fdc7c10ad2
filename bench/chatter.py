"""What a crowd asks: distinct questions of every kind, as commands and as sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator

from core.shipped import shipped

_FORMS = (
    "/cakupan {region}",
    "cakupan formal {region}",
    "/target {region}",
    "berapa kurangnya {region} dari target",
    "/simulasi {number} {region}",
    "kalau {region} tambah {number} pekerja",
    "/anggaran {number} pekerja {region}",
    "/tren {region}",
    "/sumber {region}",
    "/bandingkan {region} kalbar",
    "/cek cakupan {region} {percent} persen",
    "siapa presiden {region}",
)
PRESSED = ("c_r61", "t_r61", "c_r6101_sf", "w", "b", "forged", "c_r9999")


def texts(seed: int) -> Iterator[str]:
    """Questions without end, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - questions, no secrets
    regions = [region.name for region in shipped().known()]
    while True:
        form = chance.choice(_FORMS)
        yield form.format(
            region=chance.choice(regions), number=chance.randint(1, 90_000), percent=chance.randint(1, 120)
        )
