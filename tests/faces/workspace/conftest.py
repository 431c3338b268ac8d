from tests.network.archive.conftest import (  # noqa: F401  fixtures
    add_target,
    make_alert,
    organisation,
    sign_in,
    staff,
)
from tests.network.archive.pages.conftest import index, member, no_index, publish_alert  # noqa: F401
