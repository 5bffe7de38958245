"""An `aws` that answers by a plan and notes its calls, for what no emulator knows: Insights and Athena."""

from __future__ import annotations

import json
import sys
from pathlib import Path

SCRIPT = """#!{python}
import json, sys
from pathlib import Path
folder = Path({folder!r})
call = " ".join(sys.argv[1:3])
with open(folder / "calls", "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
answers = json.loads((folder / "answers").read_text())
query = sys.argv[sys.argv.index("--query") + 1] if "--query" in sys.argv else ""
for key, planned in answers.items():
    name, _, part = key.partition("|")
    if call == name and part in query:
        answer = planned[0]
        if len(planned) > 1:
            planned.pop(0)
            (folder / "answers").write_text(json.dumps(answers))
        if answer.startswith("An error"):
            sys.exit(answer + "\\n")
        sys.stdout.write(answer)
        sys.exit()
sys.exit("An error occurred (NotPlanned) when calling the " + call + " operation: " + query)
"""


class PlannedAWS:
    """Answers by "SERVICE OPERATION|PART OF THE QUERY"; of several the first is taken off each time."""

    def __init__(self, folder: Path, answers: dict[str, list[str]]) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "answers").write_text(json.dumps(answers))
        script = folder / "aws"
        script.write_text(SCRIPT.format(python=sys.executable, folder=str(folder)))
        script.chmod(0o755)

    def calls(self) -> list[list[str]]:
        path = self.folder / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
