"""What a person does, in a real browser at a real server."""
