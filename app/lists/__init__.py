"""Administration: every list that is data, edited in one grid by one command.

A list is a description (`ListSpec`, app/lists/spec.py): its table, its columns with kind, bounds and choices,
how its rows are kept, and who may edit it. `EditList` (editing.py) writes rows of any list, `list_page` and
`list_changes` (reading.py) read them, `ui/admin` shows any of them. To add a list:

1. Describe it in a module here (codes.py is the pattern) and name it in `ALL` of catalogue.py. ``is_key``
   columns tell rows apart and are given once. ``retires`` names the column that takes a row out of use
   (``retired_at``, or ``active``), ``position`` the one that keeps the order, ``valid_from`` the one by which
   a change becomes a new row.
2. A column of choices names an enum, or a function that reads `Choice`s with both names from the store.
3. ``derive`` fills columns that nobody types, ``check`` finds what only a whole row tells and returns
   `Problem`s. A row of a table with an id has a column of `Kind.ID`: the grid makes it.
4. A list that has a command of its own, or lies in several tables, gives ``write`` and ``read``: ``write``
   may make that command and ``apply`` it. Rights and the log of changes (`ListChange`) are the
   framework's, and so are conflicts of cells where `write_row` writes.
5. A list too long for one grid gives ``scopes`` and ``within``: it is shown a part at a time.
6. Its table needs ADD and CHANGE in db/roles.py (`_LISTS`), and a column that a migration adds needs a server
   default.
7. The words of lists, columns and choices are in ui/admin/words.py; a test names those that are missing.
"""
