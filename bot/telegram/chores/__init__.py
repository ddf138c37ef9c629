"""What nobody asks for and is due by the clock: workers beside those of inbox and outbox."""
