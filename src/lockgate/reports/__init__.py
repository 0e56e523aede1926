"""Values to text, one module a format: terminal, json_report, junit, markdown, github, html."""
