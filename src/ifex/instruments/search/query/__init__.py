"""Queries: `parsing` (any text to a flat list of clauses) → `compiling` (analysis) → `tree` (what engines
translate).
"""
