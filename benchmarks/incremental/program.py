"""The command line of Lockgate, as a program that the measuring of imports can run."""

import sys

from lockgate.cli.main import run_cli

sys.exit(run_cli())
