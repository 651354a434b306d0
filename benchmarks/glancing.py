"""What is lost at a glance: which share of what is coded stands in reports that the glance passes on.

    python benchmarks/glancing.py REPORTS...

Every report is coded without the glance (tacitus.coding.glancing); then it is glanced at. Files of reports are those
that `tacitus code` reads; reports in other languages are left out.
"""

from __future__ import annotations

import sys

from tacitus.coding import Coder
from tacitus.reading import Refusal, read


def main() -> None:
    """Code, glance, and print what is kept of each file."""
    thorough = Coder(glances=False)
    for path in sys.argv[1:]:
        reports = passed = told = kept = 0
        for report in read([path]):
            if isinstance(report, Refusal):
                continue
            coded = thorough.code(report)
            if coded.refused is not None:
                continue
            found, passes = len(coded.mentions) + len(coded.claims), thorough.may_tell(report)
            reports += 1
            passed += passes
            told += found
            kept += found * passes
        share = f"{kept / told:.4f}" if told else "-"
        print(f"{path}: {passed} of {reports} reports passed on; kept {share} of {told} mentions and claims")


if __name__ == "__main__":
    main()
