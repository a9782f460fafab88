"""The stored banks, shared by every feature."""
