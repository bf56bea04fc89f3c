"""The loaders: from files to records that remember their row, and to one change, all or nothing.

files      which bytes are text, and in which encoding
tables     one CSV file as rows of text
cells      the text of a cell as the value of a field
sheets     which sheet a file is, and its rows as entries: what they say of nodes and edges
planning   entries against the stored graph: what is put, what goes
load       all of it in one call, with a report
packaged   where the packaged data lie, and how an edition of a set is recognised
offering   packaged sets against a graph: what differs, told and never done
"""
