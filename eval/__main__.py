"""``python -m eval``."""

from .cli import main

main()
