"""The catalogue of permanent codes: errors, mistakes in documents, and reasons of findings.

A code is never reused. `docs/reference/codes/` holds one page a code, made from this file.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CODES", "Code", "Reason"]


@dataclass(frozen=True, slots=True)
class Code:
    """One permanent code: what it says, what it means, what to do next."""

    code: str
    title: str
    meaning: str
    next_step: str


class Reason:
    """Reason codes of findings, by name; each is a key of `CODES`."""

    HOLDS = "LG400"
    ROWS_VIOLATE = "LG401"
    VALUE_OUT_OF_BOUNDS = "LG402"
    NO_ROWS = "LG403"
    COLUMNS_DIFFER = "LG404"
    TYPE_DIFFERS = "LG405"
    STATISTIC_UNDEFINED = "LG406"
    NOT_ASKABLE = "LG407"
    VALUES_DIFFER = "LG408"
    STALE = "LG409"
    SLICE_MISSING = "LG410"
    NOT_ENFORCED = "LG411"
    BAR_CLEARED = "LG420"
    BAR_MISSED = "LG421"
    TOO_FEW_ROWS = "LG422"
    METRIC_UNDEFINED = "LG423"
    TEST_PASSED = "LG430"
    TEST_FAILED = "LG431"
    TEST_BROKE = "LG432"
    TEST_SKIPPED = "LG433"


_TABLE: tuple[tuple[str, str, str, str], ...] = (
    ("LG101", "a parameter is outside its domain",
     "A function, check or option was given a value it cannot work with.",
     "Read the message: it names the parameter, what it must be and what was given."),
    ("LG102", "an optional package is missing",
     "The feature needs a package that the core of Lockgate does not bring.",
     "Install what the message names."),
    ("LG103", "the verdict is not PASS",
     "`raise_for_verdict` was called on a result whose gate is shut.",
     "Read the red lines that the message names."),
    ("LG201", "a column does not exist",
     "A check, filter, slice or gate names a column that the table does not have.",
     "Correct the name; the message shows the nearest one that exists."),
    ("LG202", "no file is there",
     "The path or pattern of a table, or the path of a project file, matches no file.",
     "Correct the path (in lockgate.yaml it is `source`), or make the file first."),
    ("LG203", "a file cannot be read",
     "The file is there, but it is empty, cut off, of another format or encoding, or not permitted.",
     "Open the file with the tool that wrote it, and write it again."),
    ("LG204", "a format is not known",
     "The ending of the file does not say what format it has.",
     "Rename the file or set `format` beside `source`."),
    ("LG205", "the engine refused a query",
     "The engine could not answer one question; the other checks of the table still got their results.",
     "Read the engine's reason; mostly a value or type does not fit the check."),
    ("LG206", "a table is not known",
     "A contract, reference or gate names a table that `data` does not list.",
     "Correct the name or add the table under `data`."),
    ("LG207", "a column has the wrong type",
     "The question cannot be asked of a column of this type.",
     "Ask another question, or change the type where the table is made."),
    ("LG208", "a table has no rows",
     "A contract is inferred from values, and the table has none.",
     "Infer from a table that is as the next ones should be."),
    ("LG210", "a stored state cannot be read",
     "The file is damaged or was written by a version this one does not know.",
     "Scan the table again."),
    ("LG211", "two states cannot be merged exactly",
     "One of the states kept only a summary, from which the whole cannot be told exactly.",
     "Scan the whole, or keep the keys when the states are made."),
    ("LG301", "an expression cannot be parsed",
     "A predicate or query is not one SQL expression.",
     "Correct the expression; it is written in DuckDB's dialect."),
    ("LG302", "an expression is not allowed",
     "Only comparisons, arithmetic and listed functions over the table's own columns are allowed.",
     "Use what the message allows, or compute the column before the gate."),
    ("LG310", "a document cannot be parsed",
     "The file is not YAML, or uses what we refuse: tabs, duplicate keys, too many aliases.",
     "Correct the place that the message names."),
    ("LG311", "a value has the wrong type",
     "A key has a value of another type than its meaning asks for.",
     "Write a value of the type that the message names."),
    ("LG312", "a key is not known",
     "A key was written that nothing reads; a typo would otherwise switch off a check in silence.",
     "Correct the key; the message shows the nearest one."),
    ("LG313", "a key is missing",
     "The entry cannot work without this key.",
     "Add the key."),
    ("LG314", "a value is outside its domain",
     "The value has the right type but cannot be used.",
     "Read the message: it names what must hold."),
    ("LG315", "a name is not known",
     "The document names a check, metric, table, column or stage that does not exist.",
     "Correct the name; the message shows the nearest one."),
    ("LG316", "a version is not known",
     "The document says it follows a version that this Lockgate does not read.",
     "Contracts: use ODCS 3.0 to 3.2. Projects: use `lockgate: 1`."),
    ("LG317", "a document is empty or says nothing",
     "A gate without checks would prove nothing, so it is refused.",
     "Add at least one check, or remove the entry."),
    ("LG318", "a document breaks its published schema",
     "The file does not follow the JSON Schema of its standard.",
     "Correct the place that the message names."),
    ("LG330", "a format cannot hold the contract",
     "The contract says something that the format has no place for, and without which the document would mislead.",
     "Read the message; export to another format, or split the contract."),
    ("LG331", "a document is not of the format",
     "The document is not what `--from` says, or lacks the part that holds its rules.",
     "Name the right format with `--from`, or mend the place that the message names."),
    ("LG400", "the check holds", "What must hold was seen to hold.", "Nothing to do."),
    ("LG401", "rows violate the check",
     "More rows than the tolerance allows do not satisfy what must hold for each row.",
     "Look at the offending rows; mend the source, or correct the contract if the rule is wrong."),
    ("LG402", "a number is out of bounds",
     "A statistic of the table or column is not what the contract requires.",
     "Compare with the last accepted data; mend the source or correct the bounds."),
    ("LG403", "no rows to judge",
     "The table, the filter or the slice has no rows, or none with a value. Nothing was proved.",
     "Check that the data arrived and that the filter means what it should."),
    ("LG404", "the columns differ",
     "Columns are missing, unexpected or in another order than the contract says.",
     "Mend the source, or change the contract on purpose."),
    ("LG405", "a type differs",
     "A column's logical type is not the one the contract says.",
     "Mend the source, or change the contract on purpose."),
    ("LG406", "a statistic is undefined",
     "The values contain NaN or infinity, or are too few, so the number does not exist.",
     "Add a range check to find the values, and mend them."),
    ("LG407", "the question could not be asked",
     "A column is missing, a type does not fit, or the engine refused. The check is ERROR, never a pass.",
     "Read the message; mend the contract or the table."),
    ("LG408", "the set of values differs",
     "Values are missing from the column or are there and should not be.",
     "Mend the source, or extend the list in the contract on purpose."),
    ("LG409", "the data is stale",
     "The newest instant in the table is older than the contract allows.",
     "Find out why the delivery is late."),
    ("LG410", "a slice is missing",
     "A slice that was named has no rows.",
     "Check the spelling of the slice, and that the data covers it."),
    ("LG411", "said, and not enforced",
     "The contract says something that Lockgate cannot check, such as a rule in words or one of another engine.",
     "Write it as a check that Lockgate knows, or have it checked elsewhere."),
    ("LG420", "the bar is cleared",
     "The confidence bound is on the right side of the bar.", "Nothing to do."),
    ("LG421", "the bar is missed",
     "The whole confidence interval is on the wrong side of the bar.",
     "The candidate does not hold what is asked; do not ship it."),
    ("LG422", "too few rows to decide",
     "The confidence interval contains the bar, so neither yes nor no is proved.",
     "Label more rows (the finding says about how many), or widen the margin on purpose."),
    ("LG423", "a metric is undefined",
     "The metric does not exist on these rows: one class only, scores missing or outside [0, 1], or no rows.",
     "Mend the table of predictions."),
    ("LG430", "the test passed", "The user's test or command succeeded.", "Nothing to do."),
    ("LG431", "the test failed", "The user's test or command failed.", "Read its message and mend the code."),
    ("LG432", "the test broke",
     "The user's test or command could not run to its end: an error, a crash or a time-out.",
     "Run it by hand as the message shows."),
    ("LG433", "the test was skipped",
     "The test did not run, so it proved nothing; it does not count as a pass.",
     "Make it run, or deselect it on purpose."),
    ("LG501", "a model cannot be loaded",
     "The file is missing, damaged, of an unknown format, or holds types that are not trusted.",
     "Read the message; trust a type by name only if you know where it comes from."),
    ("LG502", "a model cannot score",
     "The model raised an error, or returned something that is not one probability a row.",
     "Check that the table has the features the model was trained on."),
    ("LG601", "an entry cannot run",
     "A stage entry could not be started or did not end.",
     "Read the reason, and run the program by hand."),
    ("LG602", "evidence cannot be written",
     "The directory for evidence is not writable; a verdict without evidence is not given.",
     "Make it writable or choose another with `--evidence`."),
    ("LG603", "evidence cannot be read",
     "The run is not there, or its files are damaged.",
     "`lockgate report --list` shows which runs there are; or run again."),
)  # fmt: skip

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}
