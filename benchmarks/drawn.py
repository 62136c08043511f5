"""Drawn accounts in every frame, read back cell by cell: what `make test` does for a part of them.

    python benchmarks/drawn.py [--cases 37]

Each case of the sample is drawn with a full frame, with open sides and without rulings. With
rulings every cell is due; without them no figure may be read otherwise than it was drawn.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.drawn_accounts import FRAMES, faults_of_ruled, faults_of_unruled, read_drawn  # noqa: E402
from tests.rendering import cases  # noqa: E402


def main() -> int:
    """Read all cases in all frames; 0 when none has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cases", type=int, default=37, help="how many cases of the sample")
    sample = list(cases(parser.parse_args().cases))
    faulty = 0
    with tempfile.TemporaryDirectory() as folder:
        for frame in (*FRAMES, "none"):
            found = 0
            for case in sample:
                account, truth = read_drawn(case, frame, Path(folder) / frame)
                faults = (faults_of_unruled if frame == "none" else faults_of_ruled)(account, truth)
                found += bool(faults)
                for fault in faults:
                    print(f"{case.name}: {fault}")
            print(f"{frame:<12}{len(sample) - found:>4} of {len(sample)} accounts without a fault", flush=True)
            faulty += found
    return int(faulty > 0)


if __name__ == "__main__":
    raise SystemExit(main())
