"""What operators write into the environment is understood."""

import os
import subprocess
import sys


def test_proxies_are_named_by_their_addresses(tmp_path):
    code = "from django.conf import settings as s; print(s.IFEX_PROXIES, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    environment = os.environ | {
        "IFEX_DATA": str(tmp_path),
        "IFEX_PROXIES": "127.0.0.1, 10.0.0.7",
        "DJANGO_SETTINGS_MODULE": "ifex.config.settings",
    }

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.stdout.strip() == "['127.0.0.1', '10.0.0.7'] 0"
