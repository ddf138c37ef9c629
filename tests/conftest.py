"""For all tests: how long an example of a property takes is no finding; benchmarks measure."""

from hypothesis import settings

settings.register_profile("gesher", deadline=None)
settings.load_profile("gesher")
