"""Everything that can keep Lockgate from deciding.

An exception here means "could not decide"; "decided no" is a finding. Each class has named constructors that
take facts, so that the wording lives in this file. Codes are permanent: `lockgate.domain.codes` lists them.
"""

from __future__ import annotations

from lockgate.domain.errors.documents import DocumentError, Problem
from lockgate.domain.errors.evolution import ContractVersionError, MigrationError
from lockgate.domain.errors.failure import LockgateError, VerdictError
from lockgate.domain.errors.running import EntryError, EvidenceError, ModelError, OutputError
from lockgate.domain.errors.tables import ColumnNotFoundError, DataError, ExpressionError, StateError
from lockgate.domain.errors.usage import MissingExtraError, ParameterError
from lockgate.domain.errors.wording import closest, did_you_mean, short

__all__ = [
    "ColumnNotFoundError",
    "ContractVersionError",
    "DataError",
    "DocumentError",
    "EntryError",
    "EvidenceError",
    "ExpressionError",
    "LockgateError",
    "MigrationError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "ParameterError",
    "Problem",
    "StateError",
    "VerdictError",
    "closest",
    "did_you_mean",
    "short",
]
