"""The exam examined."""
