"""What the desk knows: YAML files in, one checked and frozen `KnowledgeBase` out."""
