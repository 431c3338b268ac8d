"""The seam between search and its engines."""


class SearchUnavailable(Exception):
    """The index is not there, is damaged, or is being rebuilt. Show "search is being rebuilt"; `ifex search
    rebuild` mends it.
    """
