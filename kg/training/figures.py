"""The figures of an assessment as text, as training prints them."""

from __future__ import annotations

from kg.evaluate import Assessment, scores


def text(found: Assessment) -> str:
    """Give all figures as lines of tables."""
    lines = [f"{'':12} precision  recall      F1   right   wrong  missed"]
    for name, score in scores(found).items():
        share = f"{score.precision:9.3f} {score.recall:7.3f} {score.f1:7.3f}"
        if name == "families":
            share = f"{'':9} {score.recall:7.3f} {'':7}"
        lines.append(f"{name:12} {share} {score.right:7} {len(score.wrong):7} {len(score.missed):7}")
    lines += ["", f"{'confidence':12} claimed   right  predictions"]
    for one in found.bins:
        span = f"{one.low:g} to {one.high:g}"
        lines.append(f"{span:12} {one.confidence:7.3f} {one.precision:7.3f} {one.predictions:12}")
    known = found.identity
    return "\n".join(
        [
            *lines,
            f"calibration error {found.calibration_error:.3f}",
            "",
            (
                f"of {known.found} datasets and methods found, {len(known.merged)} share a node with another "
                f"({known.merged_rate:.2%}) and {len(known.split)} have several nodes ({known.split_rate:.2%})"
            ),
            f"{found.evaluation.papers} papers, {found.evaluation.absent} of them absent",
            "",
        ]
    )
