from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from content.records import COURT_ZONE

DAY = (datetime.now(COURT_ZONE) + timedelta(days=1)).date().isoformat()


def run(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "content", "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_clerks_round_from_import_to_a_synced_machine(tmp_path: Path, sheet) -> None:
    court, kiosk, out = tmp_path / "court", tmp_path / "kiosk", tmp_path / "out"
    good = (1, "（2026）冀1082民初123号", "离婚纠纷", "张某、李某", f"{DAY} 9:30", "第三法庭", "王示范", "")
    bad = (
        2,
        "（2026）冀1082民初124号",
        "离婚纠纷",
        "张某、李某",
        "2026年2月30日9:30",
        "第三法庭",
        "王示范",
        "",
    )
    file = sheet(good, bad)

    imported = run(court, "import", file, "--json")
    assert imported.returncode == 1
    assert json.loads(imported.stdout) == {
        "accepted": 1,
        "unchanged": 0,
        "refused": [
            {"file": str(file), "row": 4, "field": "开庭时间", "reason": "没有这一天，请核对月份和日期"}
        ],
    }
    readable = run(court, "import", file)
    assert readable.returncode == 1
    assert "第 4 行" in readable.stdout

    assert run(court, "publish", out).returncode == 0
    assert run(kiosk, "sync", out).returncode == 0
    status = json.loads(run(kiosk, "status", "--json").stdout)
    assert (status["version"], status["records"]["hearing"]) == (1, 1)
    assert 0 <= status["age"]["hearing"] < 600
    (hit,) = json.loads(run(kiosk, "search", "离婚", "张某", "--json").stdout)
    assert (hit["kind"], hit["date"]) == ("hearing", DAY)
    assert hit["place"].startswith("/hearings/")


def test_what_cannot_be_done_is_said_without_a_traceback(tmp_path: Path) -> None:
    for arguments in (
        ("sync", tmp_path / "nowhere"),
        ("publish", tmp_path / "out"),
        ("import", tmp_path / "none.xlsx"),
    ):
        done = run(tmp_path / "home", *arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.stderr or done.stdout
    (tmp_path / "content.db").write_bytes(b"no database at all, not even nearly one" * 100)
    done = run(tmp_path, "status", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
