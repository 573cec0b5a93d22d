"""Invented bulletins laid out as blocks, at least one a layout of the genre, each with the items found in it."""

from . import ledgers, mixed, numbered, projects, running

SAMPLES = (*ledgers.SAMPLES, *numbered.SAMPLES, *projects.SAMPLES, *mixed.SAMPLES, *running.SAMPLES)
