"""A metric of today against the same metric of earlier partitions."""
