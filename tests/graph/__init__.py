"""The table of kinds, identifiers, values and the embedded engine by themselves."""
