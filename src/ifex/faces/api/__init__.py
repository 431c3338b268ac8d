"""The public API: what readers may read, as JSON, open to every site and without a key.

`endpoints.ENDPOINTS` lists what there is; routes, the OpenAPI document and the page that explains them are all
made from it. Nothing here writes: no cookie, no session, no row. Limits by address would cost a write for each
question, so they are the proxy's business (docs/reference/api.md).
"""
