"""Tests of prompt files."""
