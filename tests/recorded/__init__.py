"""Tests against what a real model server answered, recorded once."""
