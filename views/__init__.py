"""Views: answers as documents and, later, as pictures and files.  Pure functions of an answer."""
