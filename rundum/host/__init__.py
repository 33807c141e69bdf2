"""Everything that runs Rundum on a machine: embedded PostgreSQL, web server, keys, backup, the `rundum` command.

Nothing in here knows what a customer is, and no area imports it; only `rundum.settings` reads from it.
"""
