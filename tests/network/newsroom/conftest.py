from tests.network.archive.conftest import sign_in, staff  # noqa: F401  fixtures
