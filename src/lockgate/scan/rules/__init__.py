"""What a text must be, judged in Python or by a pattern: formats, checksums, dates, JSON."""
