"""The real WSGI application in a process of its own: a JSON line in is a request, a JSON line out what became of it."""

import io
import json
import os
import sys
import time
import traceback

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")

from ifex.config.wsgi import application

MOST_READ = 300_000
"""Bytes of an answer; a file of all results is left there, as by a reader who goes away."""


def environ_of(asked: dict) -> dict:
    body = asked.get("body", "").encode("latin-1")
    return {
        "REQUEST_METHOD": asked.get("method", "GET"),
        "SCRIPT_NAME": "",
        "PATH_INFO": asked["path"],
        "QUERY_STRING": asked.get("query", ""),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **asked.get("headers", {}),
    }


def answer_to(asked: dict) -> dict:
    told: dict = {}

    def start_response(status, headers, exc_info=None):
        told.update(status=int(status.split()[0]), headers=dict(headers))

    started = time.thread_time()
    try:
        pieces = application(environ_of(asked), start_response)
        size = 0
        try:
            for piece in pieces:
                size += len(piece)
                if size > MOST_READ:
                    break
        finally:
            pieces.close()
    except BaseException:
        return {"status": 599, "crash": traceback.format_exc()}
    return told | {"size": size, "seconds": time.thread_time() - started}


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer_to(json.loads(line))) + "\n")
        sys.stdout.flush()
