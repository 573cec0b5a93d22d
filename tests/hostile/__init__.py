"""Files that a stranger might send, made by script; each module has its `CASES`."""
