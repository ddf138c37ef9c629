"""For all tests: how long an example of a property takes is no finding; certificates are read once."""

import functools
import ssl
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("gesher", deadline=None)
settings.load_profile("gesher")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no core waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session", autouse=True)
def certificates_once() -> Iterator[None]:
    """Read them once, not for each client of each desk: that takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield
