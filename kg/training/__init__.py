"""Training of the classifiers, calibration and word groups that ship with the extraction; no command of kg uses it."""
