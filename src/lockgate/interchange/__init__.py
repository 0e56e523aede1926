"""Other tools' documents in and out, with an itemised account of what was lost."""
