"""Ask Great Expectations itself what it says of many small tables, and keep its answers for the conformance test.

Run it in an environment of its own, where Great Expectations 1.x, pandas and SQLAlchemy are installed:

    python benchmarks/great_expectations/record.py tests/conformance/great_expectations.json
"""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cases import CASES, TABLES, Case
from edge_cases import EDGES
from further_cases import FURTHER
from operand_cases import OPERANDS
from sql_cases import SQL_CASES
from strict_cases import STRICT

_WITH_DECIMALS = ("strict", "edges")
"""Tables with decimal numbers, which SQLite does not have."""


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
        "decimal": "object",
        "null": "object",
        "date": "object",
        "timestamp": "datetime64[ns]",
    }
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    frames = {
        name: pd.DataFrame(
            {
                key: pd.Series([_read(value, kind) for value in values], dtype=kinds[kind])
                for key, (kind, values) in columns.items()
            }
        )
        for name, columns in TABLES.items()
    }
    source = context.data_sources.add_pandas("p")
    of_pandas = {
        name: source.add_dataframe_asset(name)
        .add_batch_definition_whole_dataframe("b")
        .get_batch({"dataframe": frame})
        for name, frame in frames.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/tables.db"
        with sqlite3.connect(path) as database:
            for name, frame in frames.items():
                if name not in _WITH_DECIMALS:
                    frame.to_sql(name, database, index=False)
        tables = context.data_sources.add_sqlite("q", connection_string=f"sqlite:///{path}")
        of_sql = {
            name: tables.add_table_asset(name, table_name=name)
            .add_batch_definition_whole_table("b")
            .get_batch()
            for name in frames
            if name not in _WITH_DECIMALS
        }
        answers = (
            _answers((*CASES, *FURTHER, *STRICT, *EDGES, *OPERANDS), of_pandas, get_expectation_impl),
            _answers(SQL_CASES, of_sql, get_expectation_impl),
        )
    plain = {name: {key: list(column) for key, column in columns.items()} for name, columns in TABLES.items()}
    cases, on_sql = (",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) for rows in answers)
    shown = json.dumps(plain, ensure_ascii=False)
    text = (
        f'{{"great_expectations": "{gx.__version__}",\n"tables": {shown},\n'
        f'"cases": [\n{cases}\n],\n"sql": [\n{on_sql}\n]}}\n'
    )
    Path(sys.argv[1]).write_text(text, encoding="utf-8")
    return 0


def _read(value: Any, kind: str) -> Any:  # noqa: ANN401 - any value of JSON
    """Return a value as pandas holds it."""
    if kind == "decimal":
        return Decimal(value)
    return date.fromisoformat(value) if kind == "date" and value is not None else value


def _answers(
    generators: Iterable[Callable[[], Iterator[Case]]], batches: Mapping[str, Any], made: Callable[[str], Any]
) -> list[list[Any]]:
    rows: dict[str, list[Any]] = {}
    for generate in generators:
        for table, name, kwargs in generate():
            key = json.dumps([table, name, kwargs])
            rows.setdefault(key, [table, name, kwargs, _answer(batches[table], made(name), kwargs)])
    return list(rows.values())


def _answer(batch: Any, expectation: Any, kwargs: dict[str, Any]) -> str:  # noqa: ANN401 - of a peer
    try:
        result = batch.validate(expectation(**kwargs))
    except Exception:  # noqa: BLE001 - whatever it raises is an error
        return "error"
    info = result.exception_info or {}
    raised = [info] if "raised_exception" in info else list(info.values())
    if any(part.get("raised_exception") for part in raised):
        return "error"
    return "pass" if result.success else "fail"


if __name__ == "__main__":
    raise SystemExit(main())
