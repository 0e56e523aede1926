"""dbt: models, sources, seeds and snapshots of a properties file, with their tests."""
