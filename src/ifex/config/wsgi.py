"""What the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")
application = get_wsgi_application()
if settings.IFEX_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.IFEX_PROXIES)
