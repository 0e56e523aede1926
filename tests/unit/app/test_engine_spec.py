from __future__ import annotations

import pytest

from lockgate.app.engine_spec import EngineSpec
from lockgate.domain.errors import ParameterError


def test_the_engine_takes_half_a_gibibyte_and_a_thread_per_core_unless_told() -> None:
    spec = EngineSpec()

    assert (spec.threads, spec.memory_limit, spec.temp_directory) == (None, "512MiB", "")


@pytest.mark.parametrize("threads", [0, -1, 257, 100_000])
def test_a_number_of_threads_that_no_engine_can_have_is_refused(threads: int) -> None:
    with pytest.raises(ParameterError, match=rf"`threads` must be an int in \[1, 256\], got {threads}"):
        EngineSpec(threads=threads)


@pytest.mark.parametrize("threads", [1, 256])
def test_one_thread_is_enough_and_many_are_allowed(threads: int) -> None:
    assert EngineSpec(threads=threads).threads == threads


@pytest.mark.parametrize("size", ["512MiB", "2GB", "1.5 GiB", "100kB"])
def test_a_size_has_a_number_and_a_unit(size: str) -> None:
    assert EngineSpec(memory_limit=size).memory_limit == size


@pytest.mark.parametrize("size", ["", "plenty", "512", "80%", "-1GB", "1GB; drop"])
def test_a_size_without_a_unit_is_refused(size: str) -> None:
    with pytest.raises(ParameterError, match="`memory_limit` must be a size such as 512MiB or 2GB"):
        EngineSpec(memory_limit=size)
