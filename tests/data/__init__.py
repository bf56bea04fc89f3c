"""The packaged data against what they were taken from."""
