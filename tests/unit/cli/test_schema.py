from __future__ import annotations

import json

from tests.unit.cli.conftest import Shell

from lockgate.app.project.schema import project_schema


def test_the_schema_is_pure_json(shell: Shell) -> None:
    assert json.loads(shell("schema").stdout) == project_schema()
