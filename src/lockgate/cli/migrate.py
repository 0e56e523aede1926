"""``lockgate migrate``: move a table between versions of its contract, and back."""

from __future__ import annotations

from lockgate.cli.commands import Commands

__all__ = ["migrate"]

migrate = Commands(
    "migrate",
    help="Move tables between versions of their contracts, and back.",
    homes={
        "new": "lockgate.cli.migrate_new",
        "plan": "lockgate.cli.migrate_plan",
        "up": "lockgate.cli.migrate_up",
        "down": "lockgate.cli.migrate_down",
        "status": "lockgate.cli.migrate_status",
    },
)
