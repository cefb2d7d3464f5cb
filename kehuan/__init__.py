"""客环 Kehuan: runs a company's written customer-management policy."""

__version__ = "0.1.0"  # as in pyproject.toml; a test compares them
