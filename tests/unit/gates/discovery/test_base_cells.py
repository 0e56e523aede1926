from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.weak_slices import base_cells_of, classified, search_spec

from lockgate.domain.errors import StateError
from lockgate.gates.discovery.base_cells import base_cells_from_plain, base_cells_to_plain

PLAIN = base_cells_to_plain(base_cells_of(classified(400, seed=1), search_spec()))


def changed(**keys: object) -> dict[str, Any]:
    """Return the document with other keys."""
    return {**json.loads(json.dumps(PLAIN)), **keys}


def test_cells_are_read_back_as_they_were_written() -> None:
    assert base_cells_to_plain(base_cells_from_plain(changed())) == PLAIN


def half(**keys: object) -> dict[str, Any]:
    """Return the searched half with other keys."""
    return {**changed()["searched"], **keys}


@pytest.mark.parametrize(
    "document",
    [
        [],
        changed(version=2),
        changed(plan={"loss": "log_loss"}),
        changed(values=[["a"]]),
        changed(searched=half(n=[1])),
        changed(searched=half(n=[0] * len(PLAIN["searched"]["n"]))),
        changed(searched=half(sums=[1.0])),
        changed(searched=half(codes=[[99] * len(one) for one in PLAIN["searched"]["codes"]])),
    ],
    ids=range(8),
)
def test_a_damaged_document_is_refused(document: object) -> None:
    with pytest.raises(StateError):
        base_cells_from_plain(document)
