"""Great Expectations: suites of version 1.x, and of older versions."""
