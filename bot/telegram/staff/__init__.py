"""What staff do in their group: answer, share the work, look things up, announce, teach."""
