"""What kg asks of the operating system: processes, processors, files, caches and models on this machine."""
