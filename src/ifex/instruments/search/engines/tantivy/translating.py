"""A tree becomes a tantivy query. Words that no document has are left out of unions."""

import tantivy
from tantivy import Occur, Query

from ifex.instruments.search.query.tree import (
    PREFERENCE,
    TIE_BREAKER,
    AllOf,
    AnyOf,
    AtLeast,
    Everything,
    InFacet,
    Node,
    Nothing,
    OfKind,
    Phrase,
    Preferred,
    Prefix,
    Sum,
    Without,
    Word,
)  # fmt: skip

from .schema import FACETS, KIND, field_name


class Translator:
    """Translates for one searcher, whose frequencies say which words are there at all."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def translate(self, node: Node) -> Query:
        """A query with the set and the scores of `node`."""
        return self._scored(node) or Query.empty_query()

    def _scored(self, node: Node) -> Query | None:
        """None where nothing can match."""
        match node:
            case Everything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case Nothing():
                return None
            case Word() | Phrase() | Prefix():
                return self._text(node)
            case InFacet(facet, values):
                return self._unscored_terms(f"{FACETS}.{facet}", values)
            case OfKind(kinds):
                return self._unscored_terms(KIND, kinds)
            case AnyOf(parts):
                return self._best(parts)
            case Sum(parts):
                return self._some(parts, 1)
            case AtLeast(parts, least):
                return self._some(parts, least)
            case AllOf(parts):
                return self._all(parts)
            case Without(inner, excluded):
                return self._without(inner, excluded)
            case Preferred(inner, first):
                return self._preferred(inner, first)

    def _text(self, node: Word | Phrase | Prefix) -> Query | None:
        field = field_name(node.field)
        match node:
            case Word(_, token, weight):
                if not self._searcher.doc_freq(field, token):
                    return None
                query = Query.term_query(self._schema, field, token, "freq")
            case Phrase(_, tokens, weight):
                if not all(self._searcher.doc_freq(field, token) for token in tokens):
                    return None
                query = Query.phrase_query(self._schema, field, list(tokens))
            case Prefix(_, prefix, weight):
                # The tokens are letters and digits only: nothing in them means anything in a regular
                # expression.
                query = Query.regex_query(self._schema, field, f"{prefix}.*")
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def _unscored_terms(self, field: str, values: tuple[str, ...]) -> Query | None:
        if not values:
            return None
        terms = [Query.term_query(self._schema, field, value, "basic") for value in values]
        query = terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])
        return Query.const_score_query(query, 0.0)

    def _best(self, parts: tuple[Node, ...]) -> Query | None:
        queries = [query for part in parts if (query := self._scored(part)) is not None]
        if not queries:
            return None
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, TIE_BREAKER)

    def _some(self, parts: tuple[Node, ...], least: int) -> Query | None:
        queries = [query for part in parts if (query := self._scored(part)) is not None]
        if len(queries) < max(least, 1):
            return None
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries], least if least > 1 else None)

    def _all(self, parts: tuple[Node, ...]) -> Query | None:
        queries = []
        for part in parts:
            query = self._scored(part)
            if query is None:
                return None
            queries.append((Occur.Must, query))
        return Query.boolean_query(queries)

    def _without(self, inner: Node, excluded: tuple[Node, ...]) -> Query | None:
        query = self._scored(inner)
        if query is None:
            return None
        unwanted = [found for part in excluded if (found := self._scored(part)) is not None]
        if not unwanted:
            return query
        return Query.boolean_query([(Occur.Must, query), *((Occur.MustNot, found) for found in unwanted)])

    def _preferred(self, inner: Node, first: Node) -> Query | None:
        query = self._scored(inner)
        preferred = self._scored(first)
        if query is None or preferred is None:
            return query
        bonus = Query.const_score_query(preferred, PREFERENCE)
        return Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])
