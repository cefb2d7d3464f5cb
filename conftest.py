"""What every test of the tree shares."""

from hypothesis import settings

# A busy machine is no fault of the code, and a found example must be found again by the next run.
settings.register_profile("kehuan", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("kehuan")
