from __future__ import annotations

import pytest

from lockgate.app.model_ports import ScoreJob
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ParameterError
from lockgate.scan.engine import Source

MODEL = ModelSpec(file="m.skops")


def test_a_score_job_has_the_stated_defaults() -> None:
    assert ScoreJob(models={"p": MODEL}, source=Source("a.csv"), output="out.parquet").batch_rows == 65_536


def test_a_score_job_without_a_model_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one column and model"):
        ScoreJob(models={}, source=Source("a.csv"), output="out.parquet")


def test_a_score_job_without_rows_in_a_batch_is_refused() -> None:
    with pytest.raises(ParameterError, match="`batch_rows` must be an int of 1 or more, got 0"):
        ScoreJob(models={"p": MODEL}, source=Source("a.csv"), output="o", batch_rows=0)
