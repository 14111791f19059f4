"""The library's face: one method for each command."""
