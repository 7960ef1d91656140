"""Exporters: one file per format, each turning a graph into files."""
