"""Documents made for tests: blocks laid out in every format that the readers know."""
