"""Tables that are migrated where they are: Parquet by copy on write, PostgreSQL in a transaction."""
