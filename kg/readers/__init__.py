"""Readers: one file per format, each turning bytes into papers."""
