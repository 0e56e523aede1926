from __future__ import annotations

import pytest

from lockgate.app.ports import Completed, ScoreJob
from lockgate.domain.errors import ParameterError
from lockgate.scan.engine import Source


def test_a_program_without_a_report_has_an_empty_one() -> None:
    assert Completed(0, "done").report == b""


def test_a_score_job_has_the_stated_defaults() -> None:
    job = ScoreJob(models={"p": "m.skops"}, source=Source("a.csv"), output="out.parquet")

    assert (job.trusted, job.batch_rows, job.positive) == ((), 65_536, None)


def test_a_score_job_without_a_model_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one column and model file"):
        ScoreJob(models={}, source=Source("a.csv"), output="out.parquet")


def test_a_score_job_without_rows_in_a_batch_is_refused() -> None:
    with pytest.raises(ParameterError, match="`batch_rows` must be an int of 1 or more, got 0"):
        ScoreJob(models={"p": "m"}, source=Source("a.csv"), output="o", batch_rows=0)
