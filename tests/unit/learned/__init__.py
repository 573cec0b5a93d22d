"""Tests of the learned engine."""
