"""Changes and compatibility of contracts as text, Markdown and JSON."""
