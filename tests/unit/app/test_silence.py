from __future__ import annotations

import pytest

from lockgate.app.ports import Progress
from lockgate.app.silence import Silence


def test_silence_hears_everything_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress: Progress = Silence()

    progress.stage("ingest", 1)
    progress.entry("ingest", "trips", "contract")
    progress.fraction("trips", 0.5)
    progress.entry_done("ingest", "trips")

    assert capsys.readouterr() == ("", "")
