"""The image's steps, carried out in a clean Debian: `make image-check`, as root."""
