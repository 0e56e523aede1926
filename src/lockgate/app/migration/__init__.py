"""Use cases of migrations: draft one, show what it would do, go up, go down."""
