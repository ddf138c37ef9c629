"""Long runs: `make soak`. What they measure is in ARCHITECTURE.md; quick versions are among the tests."""
