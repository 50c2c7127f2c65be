"""No room on the disk of the office: an import or a publication is whole, or it was never begun."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from content.store import Store
from tests.content.test_import_counts import sheet
from tests.publishing import Machine

ROOT = Path(__file__).parents[2]
# Disks of their own, in a mount namespace that ends with its program. What is printed is exit statuses.
OFFICE = """
set -e
mkdir "$1/small"; mount -t tmpfs -o size=700k tmpfs "$1/small"
cp "$1/home/content.db" "$1/small"
set +e
"$2" -m content --home "$1/small" import "$1/new.csv"; echo "import: $?"
set -e
cp -r "$1/small" "$1/after-import"
rm -r "$1/small"/*; mkdir "$1/small/out"; cp -r "$1/out"/. "$1/small/out"
set +e
head -c 9M /dev/zero > "$1/small/other" 2>/dev/null
"$2" -m content --home "$1/home" import "$1/new.csv"; echo "import where there is room: $?"
"$2" -m content --home "$1/home" publish "$1/small/out"; echo "publish: $?"
cp -r "$1/small/out" "$1/out-while-full"
rm "$1/small/other"
"$2" -m content --home "$1/home" publish "$1/small/out"; echo "publish with room: $?"
cp -r "$1/small/out" "$1/out-with-room"
"""


def test_a_full_disk_leaves_all_of_the_old_or_all_of_the_new(tmp_path: Path) -> None:
    def run(*arguments: object) -> None:
        program = [sys.executable, "-m", "content", "--home", str(tmp_path / "home")]
        subprocess.run([*program, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)

    run("import", sheet(tmp_path / "old.csv", range(20)))
    run("publish", tmp_path / "out")
    sheet(tmp_path / "new.csv", range(2_000))
    ended = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", OFFICE, "sh", tmp_path, sys.executable],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    statuses = [line for line in ended.stdout.splitlines() if ": " in line]
    assert statuses == [
        "import: 2",
        "import where there is room: 0",
        "publish: 2",
        "publish with room: 0",
    ], ended.stderr
    assert ended.stderr.count("磁盘已满，没有做完，原来的内容没有变") == 2
    for name, count in (("after-import", 20), ("home", 2_000)):
        store = Store.at(tmp_path / name / "content.db")
        assert store.counts()["hearing"] == count
        store.close()
    for name, count in (("out", 20), ("out-while-full", 20), ("out-with-room", 2_000)):
        machine = Machine(tmp_path / f"machine-{name}")
        machine.sync(tmp_path / name)
        assert machine.store.counts()["hearing"] == count
        machine.close()
    shutil.rmtree(tmp_path / "home")
