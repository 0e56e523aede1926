"""Texts packed in their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lockgate.scan.packed_texts import among_all, pack_texts, unpack_texts

TEXTS = st.lists(st.text().map(str.encode), max_size=8)


@given(texts=TEXTS)
def test_texts_come_back_once_and_in_order(texts: list[bytes]) -> None:
    assert unpack_texts(pack_texts(texts)) == sorted(set(texts))


@given(packs=st.lists(TEXTS, min_size=1, max_size=4))
def test_each_text_has_its_place_among_all(packs: list[list[bytes]]) -> None:
    together, places = among_all([pack_texts(texts) for texts in packs])

    for texts, own in zip(packs, places, strict=True):
        assert [together[place] for place in own.tolist()] == sorted(set(texts))
    assert together == sorted(set().union(*packs))
