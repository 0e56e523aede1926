"""Apache Spark, classic or through Spark Connect; pyspark is imported when a session is made, and not before."""

from __future__ import annotations

from lockgate.adapters.engines.spark.engine import SparkEngine, is_spark_frame
from lockgate.adapters.engines.spark.session import SparkTables

__all__ = ["SparkEngine", "SparkTables", "is_spark_frame"]
