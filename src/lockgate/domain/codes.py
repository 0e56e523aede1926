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
    SAME = "LG460"
    DRIFTED = "LG461"
    DRIFT_UNDECIDED = "LG462"
    AS_IN_HISTORY = "LG470"
    UNLIKE_HISTORY = "LG471"
    SHORT_HISTORY = "LG472"
    TEST_PASSED = "LG430"
    TEST_FAILED = "LG431"
    TEST_BROKE = "LG432"
    TEST_SKIPPED = "LG433"
    READERS_BREAK = "LG480"
    STORED_BREAK = "LG481"
    VERSION_TOO_SMALL = "LG482"
    VERSION_UNCHANGED = "LG483"
    MODEL_BREAKS = "LG484"


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
    ("LG220", "no column can be compared",
     "A reference would hold nothing: every column is masked, names rows, holds no values or has no plain ones.",
     "Make the reference from a table of features, or unmask what may be compared."),
    ("LG221", "a reference does not hold a column",
     "A drift entry names a column that is not in the reference, or excludes all that are.",
     "Read the hint: correct the name, or accept a new reference that holds the column."),
    ("LG222", "there is no such reference",
     "A drift entry or command names a reference that is not under `references/`.",
     "Accept one with `lockgate reference accept TABLE`, or correct the name; `lockgate reference list` shows all."),
    ("LG223", "the data may not become a reference",
     "Only data that an accepted run has judged PASS may become a reference, and it must still be the same data.",
     "Run the project until its contract passes; or give `--reason`, which is kept in the reference."),
    ("LG224", "a reference cannot be written",
     "The version is there already, its name is none, or the folder is not writable. Accepted references never change.",
     "Choose another version, or a writable folder."),
    ("LG225", "a reference was frozen with other blocks",
     "The drift entry says which rows depend on each other, and the reference does not hold its rows by these blocks.",
     "Accept a new reference; the command takes the blocks from the drift entry."),
    ("LG230", "states cannot be written",
     "The directory of stored states is not writable.",
     "Make `.lockgate/states` writable; nothing half-written is left there."),
    ("LG231", "a table is not partitioned",
     "States are stored for each partition, and the project does not say how this table is cut.",
     "Add `partition: {by: file}` or `partition: {column: ..., unit: day}` to the table under `data`."),
    ("LG232", "a partition is not known",
     "No file or stored state of the table has that name.",
     "`lockgate state list` shows the partitions that are known."),
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
    ("LG320", "a version is no semantic version",
     "Versions of contracts are compared and suggested, so they must be like 1.2.0.",
     "Write `version` as major.minor.patch."),
    ("LG321", "a revision cannot be read",
     "The file as it was at that revision of git is not there, or git is not.",
     "Check the revision with `git log`, and the path with `git ls-tree`."),
    ("LG322", "a kept version was changed",
     "A file under `history` is not what it was when its version was released.",
     "Restore it from git; release a new version instead."),
    ("LG323", "a version is kept already",
     "The version was released with other content; a version means one content for ever.",
     "Raise `version` and release again."),
    ("LG324", "no version is kept",
     "There is nothing to compare the contract with.",
     "Name the old file, or keep the released version with `lockgate contract release`."),
    ("LG325", "a migration cannot be read",
     "A folder of migrations lacks a file, or a file says something that has no meaning there.",
     "Correct the file that the message names."),
    ("LG326", "a statement is not allowed in a migration",
     "Steps may change the rows and columns of their own table and nothing else.",
     "Use what the message allows, or do it outside of Lockgate."),
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
    ("LG460", "the distributions are the same within the margin",
     "Even the upper bound of the distance is at most the margin: equivalence was proved.", "Nothing to do."),
    ("LG461", "the distribution has drifted",
     "The distance is beyond the margin by more than chance explains; false alarms are controlled over all columns.",
     "Look at both distributions in the report; mend the source, retrain the model, or accept a new reference."),
    ("LG462", "drift is undecided",
     "The margin lies between the bounds of the distance: neither drift nor sameness was proved.",
     "Wait for more rows, or widen the margin on purpose."),
    ("LG470", "as its history lets expect",
     "The metric of the newest partition lies in the band that earlier, accepted partitions give.", "Nothing to do."),
    ("LG471", "unlike its history",
     "The metric of the newest partition lies outside the band that earlier, accepted partitions give.",
     "Look at the delivery. If the change is right, `lockgate state accept` makes the partition part of the history."),
    ("LG472", "too little history",
     "Too few earlier partitions were accepted to tell what is usual.",
     "Profile earlier partitions, or accept those that are good with `lockgate state accept`."),
    ("LG480", "a change breaks readers",
     "A table that satisfies the new contract may break a promise that readers of the old one rely on.",
     "Keep the promise, or release a new major version."),
    ("LG481", "a change breaks stored tables",
     "A table that satisfies the old contract may break a promise of the new one.",
     "Migrate the stored tables, take the promise back, or release a new major version."),
    ("LG482", "the version step is too small",
     "The version says less than what changed: major breaks, minor adds, patch is words.",
     "Write the version that the message suggests."),
    ("LG483", "the content changed and the version did not",
     "One version would stand for two contents.",
     "Write the version that the message suggests."),
    ("LG484", "a change breaks a released model",
     "A table that satisfies the new contract may hold what the model was not made for, or lack what it needs.",
     "Keep the promise, or release a model that takes it."),
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
    ("LG610", "another migration is under way",
     "One table is migrated by one process at a time.",
     "Wait until the other one has ended; a lock of a process that died is free at once."),
    ("LG611", "an applied migration was changed",
     "The files of a migration are not those that were applied to the data.",
     "Restore the files from git, and write a new migration for the change."),
    ("LG612", "a step loses data",
     "Going back would not bring back what is lost.",
     "Declare it with `lossy` and its reason, and allow it with --allow-lossy."),
    ("LG613", "a step failed",
     "The engine refused a step. Nothing was changed: the data is as it was.",
     "Correct the step and run again."),
    ("LG614", "the migrated table breaks its contract",
     "The checks of the contract version that the migration leads to are not all PASS. Nothing was changed.",
     "Correct the step or the contract and run again."),
    ("LG615", "the proof failed",
     "Up, down and up again did not give the same rows.",
     "Correct `down`, or declare the migration lossy with its reason."),
    ("LG616", "the data cannot be migrated where it is",
     "The table is missing, not writable, or of a form that cannot be replaced whole.",
     "Read the reason that the message gives."),
    ("LG617", "the journal and the folder do not fit",
     "The data has seen migrations that the folder lacks, or in another order.",
     "Check out the folder that the data was migrated with."),
    ("LG620", "rows cannot be written there",
     "The place for failing or quarantined rows is taken, in use, not writable, or its ending names no format.",
     "Name another place, or replace what is there with `--force`."),
    ("LG621", "rows cannot be told apart",
     "A check could not be asked, so nobody knows which rows offend it; nothing was written.",
     "Run `lockgate check` to see why, and mend the table or the contract first."),
    ("LG622", "the parts do not make the whole",
     "Good and quarantined rows together are not as many as the table has; nothing was put in place.",
     "The table was changed while it was read: start again."),
)  # fmt: skip

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}
