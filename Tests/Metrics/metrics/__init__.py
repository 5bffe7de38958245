"""What the tests of metrics.sh share with those of traffic.sh, which stand beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Traffic"))
