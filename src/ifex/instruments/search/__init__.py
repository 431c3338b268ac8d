"""Search: one document for each thing, found in every language. The room knows nothing of alerts; rooms above
declare.

What a room above does

* declares, in its `ready()`, each kind of thing that can be found (`declarations.register_kind`) and each
  facet (`facets.register_facet`);
* calls `domain.changes.enqueue_index_change(kind, uids)` in the transaction that changed what readers see.

What a page or an API calls (`finding`)

* `SearchRequest.from_params(request.GET, language=…, kinds=("alert",))` (`requests`): cleans anything, never
  raises;
* `find(request) -> SearchResult`: hits, total, facets, histogram, notices, whether loosened, "did you mean";
* `count(request)`, `walk(request)` and `uids_of(request)`: *all* results, streamed newest first, for exports
  and feeds;
* `suggest(text)`, `more_like(kind, uid)`, `match(document, requests)`;
* `highlight.best_passages(text, request.q, language=…)` for highlighted passages.

Total, facets, `walk` and `match` always speak of the same set. Everything that reads the index may raise
`protocol.SearchUnavailable`: show "search is not available". Engines live behind `protocol.Engine`; text
becomes tokens in `analysis`, queries become trees in `query`, both the same for every engine.
"""
