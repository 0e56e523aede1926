"""Find or make the Spark session that a run is carried out on."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lockgate.adapters.engines.spark.messages import reason_of, without_pandas_warning
from lockgate.adapters.engines.spark.session import SparkTables
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source

__all__ = ["SparkEngine", "is_spark_frame"]

_QUIET: Mapping[str, str] = {
    "spark.app.name": "lockgate",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Settings of a classic session of ours, unless the user says otherwise."""

_PORT = 15_002  # of a Spark Connect server whose address names none
_PATIENCE_S = 10.0

_NO_JAVA = (
    "install a Java of version 17 or newer (Debian: apt install openjdk-17-jre-headless) or set JAVA_HOME"
)


def is_spark_frame(table: object) -> bool:
    """Tell whether an object is a DataFrame of Spark, without importing Spark."""
    return type(table).__module__.startswith("pyspark.sql") and hasattr(table, "sparkSession")


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """Opens tables in Spark.

    A DataFrame is asked on its own session. For files a session of the process that is there already is used, or else
    one is made.

    Parameters
    ----------
    master : str, default="local[*]"
        Where a classic session runs.
    remote : str, default=""
        Address of a Spark Connect server, such as ``sc://localhost:15002``, instead of a classic session.
    options : mapping of str to str
        Settings of the session that is made.
    session : object or None
        A session to use as it is.
    """

    master: str = "local[*]"
    remote: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    session: Any = None

    def open(
        self,
        sources: Mapping[str, Source],
        *,
        progress: Callable[[float], None] | None = None,
        output: str = "",
    ) -> SparkTables:
        """Open tables by name; a table that cannot be read says so when it is asked for.

        Raises
        ------
        DataError
            If there is no session and none can be made.
        MissingExtraError
            If pyspark is not installed.
        """
        del output  # files are written here, and not by Spark
        framed = [source.frame for source in sources.values() if is_spark_frame(source.frame)]
        session = self.session or (getattr(framed[0], "sparkSession") if framed else self._made())  # noqa: B009 - mypy knows no such attribute
        return SparkTables(session, sources, progress)

    def _made(self) -> Any:  # noqa: ANN401 - classic or Connect
        with without_pandas_warning():
            builder = self._builder()
        for name, value in {**({} if self.remote else _QUIET), **self.options}.items():
            builder = builder.config(name, value)
        try:
            if self.remote:
                _knock(self.remote)
            session = builder.getOrCreate()
            _ = session.version  # a Connect session speaks to its server only now
        except Exception as error:  # what goes wrong has a dozen kinds: no Java, no network, no such master
            raise DataError.unreachable("Apache Spark", reason_of(error), self._hint()) from error
        return session

    def _builder(self) -> Any:  # noqa: ANN401 - classic or Connect
        try:  # an extra, loaded when it is asked for; the two kinds may live side by side in one process
            if self.remote:
                from pyspark.sql.connect.session import SparkSession as RemoteSession  # noqa: PLC0415 - as above

                return RemoteSession.builder.remote(self.remote)
            from pyspark.sql import SparkSession  # noqa: PLC0415 - as above
        except ImportError as error:
            raise MissingExtraError.of("engine", error.name or "pyspark", "spark") from error
        return SparkSession.builder.master(self.master)

    def _hint(self) -> str:
        if self.remote:
            return f"check that a Spark Connect server of a fitting version answers at {self.remote.partition(';')[0]}"
        return "" if shutil.which("java") else _NO_JAVA


def _knock(remote: str) -> None:
    """Find out within seconds whether anything listens at an address; Spark itself would try for many minutes."""
    address = urlsplit(remote.partition(";")[0])
    with socket.create_connection((address.hostname or "", address.port or _PORT), timeout=_PATIENCE_S):
        pass
