"""Tests of the labelling engine by rules."""
