"""`python -m tacitus` is the command."""

from tacitus.cli import main

main()
