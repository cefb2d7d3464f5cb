"""Reads a company's real spreadsheets into clean facts for the engine. The door is `facts`."""
