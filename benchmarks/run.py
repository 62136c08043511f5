"""All benchmarks, one after the other; each prints its own table.

Timings stand beside a peer measured in the same run, so that a ratio can be read on any machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run every benchmark of this folder in a process of its own; 0 when all ended well."""
    here = Path(__file__).resolve()
    status = 0
    for script in sorted(here.parent.glob("*.py")):
        if script == here:
            continue
        print(f"== {script.stem}", flush=True)
        status = subprocess.run([sys.executable, str(script)], check=False).returncode or status
    return status


if __name__ == "__main__":
    raise SystemExit(main())
