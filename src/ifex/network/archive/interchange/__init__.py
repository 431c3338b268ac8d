"""The archive in and out: interchange format 1 (docs/reference/interchange.md), CSV with a mapping, the CPJ export.

`sources` turn a file into numbered objects, `reading` turns an object into working rows or says why not, `storing`
writes a batch in one short transaction, `importing` runs it all and can be killed at any instant. `writing` and
`exporting` are the way back.
"""
