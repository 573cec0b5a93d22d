"""Tests of the labelling engine by a language model."""
