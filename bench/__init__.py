"""Measures of the product (`make bench`): each module is run alone, keeps its data sets in a folder, and
resumes.
"""
