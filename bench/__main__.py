"""`make bench ARGS="NAME …"`: one measurement at a time. Data sets are cached in bench-data and may be
resumed.
"""

import importlib
import sys

MEASURES = {
    "search": ("bench.search_speed", "search beside SQLite FTS5 and PostgreSQL, on synthetic alerts"),
    "relevance": ("bench.relevance", "XQuAD and NTREX through the function that the page calls"),
    "import": ("bench.importing", "import, freshness and small writes at once"),
    "site": (
        "bench.site",
        "the public site under load, beside a fresh Wagtail site, and the weight of its pages",
    ),
    "checklist": ("bench.checklist", "the house checklist on texts of 750 words in each language"),
    "suggestions": (
        "bench.suggestions",
        "what the desk is offered from a text: quality by labelled texts, and time",
    ),
    "newsroom": ("bench.newsroom", "fifty people at once, and from publication to page, search and feed"),
    "pages": ("bench.pages", "alert and search pages on an archive made by bench import"),
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in MEASURES:
        lines = [f"  {known:<10} {what}" for known, (_, what) in MEASURES.items()]
        sys.exit('make bench ARGS="NAME [--help]", where NAME is one of\n' + "\n".join(lines))
    importlib.import_module(MEASURES[name][0]).main(sys.argv[2:])


if __name__ == "__main__":
    main()
