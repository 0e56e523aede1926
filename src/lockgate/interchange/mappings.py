"""What becomes of each thing that a format can say, as a table for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lockgate.interchange.exporters.expectations import EXPORTED
from lockgate.interchange.importers.dbt.table_tests import TABLE_TESTS
from lockgate.interchange.importers.dbt.tests import TESTS
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS

__all__ = ["EXPORT_MAPPINGS", "IMPORT_MAPPINGS", "Mapped"]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One thing that a format says.

    Parameters
    ----------
    source : str
        The thing, in the words of the source.
    becomes : str
        What it becomes; empty where it stays open or is left behind.
    remark : str, default=""
        What differs, or why nothing corresponds.
    """

    source: str
    becomes: str
    remark: str = ""


_BESIDE_EXPECTATIONS = (
    Mapped("mostly", "tolerance", "as a share"),
    Mapped(
        "row_condition", "where", "conditions of 1.x, and the languages pandas, spark and great_expectations"
    ),
    Mapped("ignore_row_if", "skip_nulls"),
    Mapped("severity", "severity", "critical blocks"),
    Mapped("notes, description", "why"),
    Mapped(
        "an empty table", "when_empty, row_count", "the suite's own words hold: rows that are not there pass"
    ),
    Mapped("suite parameters", "", "the suite does not hold their values: such an expectation stays open"),
    Mapped("meta of the suite", "", "no rule about data"),
)
_DBT = (
    Mapped("data_type", "logicalType, physicalType", "a type that is not known stays open"),
    Mapped(
        "constraints not_null, primary_key, unique, check, foreign_key", "required, primaryKey, uniqueness, ..."
    ),
    Mapped("dbt_expectations.*", "as in Great Expectations", "row_condition is SQL"),
    Mapped("config where, severity", "where, severity"),
    Mapped("config error_if, warn_if", "tolerance", "two thresholds are two checks; only `>`, `>=` and `!= 0`"),
    Mapped("other tests", "", "they stay open, as `unmapped`"),
    Mapped(
        "freshness, loaded_at_field of sources",
        "freshness",
        "`error_after` blocks, `warn_after` warns; a row of more than a day ahead is a failure here",
    ),
    Mapped("versions, meta", "", "no rule that is read"),
)
_TESTS_OF_DBT = {name: becomes for name, (_, becomes) in (*TESTS.items(), *TABLE_TESTS.items())}
_JSON_SCHEMA = (
    Mapped("properties", "columns", "optional where they are not required, unless none is"),
    Mapped("type, format date, date-time, time", "logicalType"),
    Mapped("required", "required", "where null is no value of the property"),
    Mapped("minimum, maximum, exclusive*, minLength, maxLength, pattern, multipleOf", "logicalTypeOptions"),
    Mapped("enum, const", "enum"),
    Mapped("format", "logicalTypeOptions, semantic_format", "an unknown format is left behind"),
    Mapped("additionalProperties: false", "columns_exact, column_names", "names where columns are optional"),
    Mapped("anyOf, oneOf of null and one schema", "a column that may be null"),
    Mapped(
        "nested objects and arrays", "logicalType, properties, items", "of their parts the types are checked"
    ),
    Mapped("$ref", "what it refers to", "where it leads nowhere or back to itself it stays open"),
    Mapped("other keywords", "", "they stay open, as `unmapped`"),
)
_PANDERA = (
    Mapped("dtype", "logicalType", "how many bits a type has is not asked"),
    Mapped("nullable: false", "required", "so is a column that says nothing of nulls"),
    Mapped("unique", "unique, uniqueness"),
    Mapped("built-in checks", "range, allowed_values, forbidden_values, pattern, length, distinct_set"),
    Mapped("raise_warning", "severity: warning"),
    Mapped("required: false", "optional", "its checks are not asked where the column is absent"),
    Mapped("strict: true, ordered", "columns_exact, column_names, column_order"),
    Mapped("strict: filter", "", "other columns are dropped there and left alone here"),
    Mapped("coerce", "logicalType", "types are checked, never changed"),
    Mapped(
        "regex columns, index, checks of a frame",
        "",
        "left behind or open, each with its reason",
    ),
)
_SODA = (
    Mapped("row_count, avg, sum, min, max, stddev, percentile", "row_count, mean, sum, min, max, ..."),
    Mapped("min_length, max_length", "length"),
    Mapped(
        "missing_count, missing_percent",
        "completeness, missing_codes, row_predicate",
        "only as an upper limit",
    ),
    Mapped("invalid_count, invalid_percent", "allowed_values, pattern, range, length, semantic_format"),
    Mapped("duplicate_count, duplicate_percent", "uniqueness", "only `= 0`, for Soda counts values"),
    Mapped("freshness", "freshness"),
    Mapped("values in ... must exist in ...", "referential_integrity"),
    Mapped("row_count same as", "row_count_match"),
    Mapped("schema", "columns_present, column_names, physical_type, column_position"),
    Mapped("failed rows with fail condition", "row_predicate"),
    Mapped("warn and fail", "severity", "a check for each, with the opposite condition"),
    Mapped("filter", "where"),
    Mapped("for each dataset", "the checks of each", "where datasets are named without patterns"),
    Mapped(
        "anomaly, distribution, change over time, queries",
        "",
        "they stay open, as `unmapped`, with what to write instead",
    ),
)
_FRICTIONLESS = (
    Mapped("type", "logicalType", "years are integers; types of places and lists are not checked"),
    Mapped("categories", "enum"),
    Mapped("required, unique, enum, minimum, maximum, minLength, maxLength", "the same"),
    Mapped("pattern", "logicalTypeOptions", "with `^` and `$`, for the whole text must match"),
    Mapped("jsonSchema", "json_schema"),
    Mapped("primaryKey, uniqueKeys, foreignKeys", "primaryKey, uniqueness, relationships"),
    Mapped("fieldsMatch", "columns_exact, column_order, columns_present", "`superset` and `partial` stay open"),
    Mapped("missingValues", "", "the reader of the file decides what is null"),
    Mapped("how files are written and shown", "", "no rule about data"),
)
_TFDV = (
    Mapped("type", "logicalType"),
    Mapped("presence", "required, completeness, row_count", "features without it are optional, unless all are"),
    Mapped("int_domain, float_domain", "range, finite"),
    Mapped("string_domain, domain, bool_domain", "allowed_values"),
    Mapped("distribution_constraints min_domain_mass", "tolerance"),
    Mapped("unique_constraints", "distinct_count"),
    Mapped("value_count, shape", "a column", "where a row has one value; anything else stays open"),
    Mapped("dataset_constraints", "row_count", "comparators compare two data sets and are left behind"),
    Mapped(
        "skew_comparator, drift_comparator",
        "",
        "they compare two data sets: the account says which `- drift:` entry to write",
    ),
    Mapped(
        "deprecated, lifecycle_stage",
        "",
        "columns of stages that are not validated there are left out",
    ),
    Mapped("environments", "", "keep one contract for each environment"),
)

IMPORT_MAPPINGS: Mapping[str, tuple[Mapped, ...]] = {
    "great-expectations": (
        *(Mapped(name, known.becomes, known.remark) for name, known in EXPECTATIONS.items()),
        *_BESIDE_EXPECTATIONS,
    ),
    "dbt": (*(Mapped(name, becomes) for name, becomes in sorted(_TESTS_OF_DBT.items())), *_DBT),
    "pandera": _PANDERA,
    "json-schema": _JSON_SCHEMA,
    "soda": _SODA,
    "frictionless": _FRICTIONLESS,
    "tfdv": _TFDV,
}
"""By the name of the format."""

_RECORD = (
    Mapped("logical_type, completeness, range, length, pattern, allowed_values, multiple_of", "the field"),
    Mapped("semantic_format", "the format's own word, a pattern or a list", "where there is one"),
    Mapped("logical_type inside a column", "properties, items", "a pydantic model leaves it behind"),
    Mapped("columns_present, columns_exact", "required fields, no other fields"),
    Mapped("tolerance, where, warnings", "", "one row cannot say them"),
    Mapped("checks of many rows", "", "one row cannot say them"),
    Mapped("other checks of rows", "", "the format has no word for them"),
)
EXPORT_MAPPINGS: Mapping[str, tuple[Mapped, ...]] = {
    "odcs": (
        Mapped("everything that is checked", "the same"),
        Mapped("rules in words, rules of other engines", "the same", "kept, and not checked"),
    ),
    "json-schema": _RECORD,
    "pydantic": _RECORD,
    "great-expectations": (
        *(Mapped(name, "the expectations that become it") for name in sorted(EXPORTED)),
        Mapped("tolerance in rows, group_by, other checks", "", "no expectation says them"),
    ),
    "dbt": (
        Mapped("completeness, uniqueness, allowed_values, referential_integrity", "tests of dbt"),
        Mapped("range, forbidden_values, null_fraction, row_predicate, keys", "tests of dbt_utils"),
        Mapped("statistics, patterns, counts of rows and columns", "tests of dbt_expectations"),
        Mapped("where, severity, tolerance in rows", "config"),
        Mapped("tolerance as a share, group_by, types, other checks", "", "no test says them"),
    ),
    "markdown": (Mapped("everything", "text for people"),),
}
"""By the name of the format."""
