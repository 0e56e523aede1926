"""Ask Great Expectations itself what it says of many small tables, and keep its answers for the conformance test.

Run it in an environment of its own, where Great Expectations 1.x and pandas are installed:

    python benchmarks/great_expectations/record.py tests/conformance/great_expectations.json
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

from cases import CASES, TABLES


def main() -> int:
    """Record every answer."""
    import great_expectations as gx  # noqa: PLC0415 - the message above says where it is
    import pandas as pd  # noqa: PLC0415 - as above
    from great_expectations.expectations.registry import get_expectation_impl  # noqa: PLC0415 - as above

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    kinds = {
        "int64": "int64",
        "double": "float64",
        "string": "object",
        "bool": "bool",
        "timestamp": "datetime64[ns]",
    }
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("p")
    batches = {}
    for name, columns in TABLES.items():
        frame = pd.DataFrame(
            {key: pd.Series(values, dtype=kinds[kind]) for key, (kind, values) in columns.items()}
        )
        definition = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("b")
        batches[name] = definition.get_batch({"dataframe": frame})

    def answer(table: str, name: str, kwargs: dict[str, Any]) -> str:
        try:
            result = batches[table].validate(get_expectation_impl(name)(**kwargs))
        except Exception:  # noqa: BLE001 - whatever it raises is an error
            return "error"
        info = result.exception_info or {}
        raised = [info] if "raised_exception" in info else list(info.values())
        if any(part.get("raised_exception") for part in raised):
            return "error"
        return "pass" if result.success else "fail"

    rows: dict[str, list[Any]] = {}
    for generate in CASES:
        for table, name, kwargs in generate():
            key = json.dumps([table, name, kwargs])
            rows.setdefault(key, [table, name, kwargs, answer(table, name, kwargs)])
    plain = {name: {key: list(column) for key, column in columns.items()} for name, columns in TABLES.items()}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows.values())
    tables = json.dumps(plain, ensure_ascii=False)
    text = f'{{"great_expectations": "{gx.__version__}",\n"tables": {tables},\n"cases": [\n{lines}\n]}}\n'
    Path(sys.argv[1]).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
