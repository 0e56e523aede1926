"""Models that expect the next value of a metric."""
