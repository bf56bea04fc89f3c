"""Tests of what answers become: documents, pictures, files."""
