"""The commands around publication: withdraw and restore, confirm, renew, keys, sync from cron."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.__main__ import main
from content.records import COURT_ZONE
from content.store import Store
from tests.publishing import hearing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = Store.at(tmp_path / "office/content.db")
    store.put(hearing(1))
    store.put(hearing(2))
    store.confirm({"hearing": datetime.now(COURT_ZONE) - timedelta(days=2)})
    store.close()
    return tmp_path / "office"


class Clerk:
    """Gives commands, reads the answers."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._capsys = home, capsys

    def __call__(self, *words: object, home: Path | None = None) -> tuple[int, str, str]:
        status = main(["--home", str(home or self._home), *(str(word) for word in words)])
        told = self._capsys.readouterr()
        assert "Traceback" not in told.err
        return status, told.out, told.err

    def json(self, *words: object, home: Path | None = None) -> object:
        status, out, _ = self(*words, "--json", home=home)
        assert status in (0, 1)
        return json.loads(out)


@pytest.fixture
def clerk(home: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(home, capsys)


def test_withdrawn_imported_again_restored(clerk: Clerk, tmp_path: Path) -> None:
    id = hearing(1).id
    assert clerk("withdraw", "hearing", id, "--reason", " ")[0] == 2
    assert clerk("withdraw", "no-such", id, "--reason", "x")[0] == 2
    assert clerk("withdraw", "hearing", "nobody", "--reason", "x")[0] == 2
    assert clerk("withdraw", "hearing", id, "--reason", "当事人申请")[0] == 0
    (one,) = clerk.json("withdrawn")
    assert (one["kind"], one["id"], one["reason"]) == ("hearing", id, "当事人申请")
    assert clerk.json("search", "民初1号") == []
    (before,) = clerk.json("history", "hearing", id)
    assert (before["became"], before["record"]["id"]) == ("withdrawn", id)
    assert clerk("restore", "hearing", id)[0] == 0
    assert clerk("restore", "hearing", id)[0] == 2
    assert len(clerk.json("search", "民初1号")) == 1


def test_what_is_withdrawn_is_refused_when_it_is_imported(clerk: Clerk, tmp_path: Path) -> None:
    directory = tmp_path / "directory.yaml"
    directory.write_text(
        "departments:\n  - {id: a, name: 立案庭}\n  - {id: b, name: 民一庭}\n", encoding="utf-8"
    )
    assert clerk.json("import", directory)["accepted"] == 2
    clerk("withdraw", "department", "b", "--reason", "合并")
    told = clerk.json("import", directory)
    assert (told["accepted"], told["unchanged"]) == (0, 1)
    assert [one["field"] for one in told["refused"]] == ["department b"]
    assert "撤回" in told["refused"][0]["reason"]


def test_history_is_kept_and_can_be_forgotten(clerk: Clerk, home: Path) -> None:
    store = Store.at(home / "content.db")
    with store.transaction(datetime.now(COURT_ZONE) - timedelta(days=400)):
        store.put(hearing(1, note="第二稿"))
    store.put(hearing(1, note="第三稿"))
    store.close()
    assert [one["record"]["note"] for one in clerk.json("history", "hearing", hearing(1).id)] == [
        "第二稿",
        "",
    ]
    assert clerk.json("history", "--forget", 365) == {"forgotten": 1}
    assert len(clerk.json("history", "hearing", hearing(1).id)) == 1


def test_confirming_makes_content_fresh_without_an_import(clerk: Clerk) -> None:
    assert clerk("confirm", "no-such")[0] == 2
    assert clerk.json("confirm", "all") == {"confirmed": ["hearing"]}
    assert clerk.json("status")["age"]["hearing"] < 100


def test_the_ceremony_and_what_keys_status_says_before_and_after(clerk: Clerk, tmp_path: Path) -> None:
    status, _, told = clerk("publish", tmp_path / "out")
    assert (status, "根密钥还在本机" in told) == (0, True)
    assert clerk("keys", "status")[0] == 1
    stick = tmp_path / "stick"
    assert clerk("keys", "offline", stick)[0] == 0
    assert clerk("keys", "offline", stick)[0] == 2
    status, out, _ = clerk("keys", "status")
    assert (status, "请处理" in out) == (0, False)
    assert clerk("publish", tmp_path / "out")[2] == ""
    assert clerk("keys", "renew", stick)[0] == 0
    assert clerk("keys", "renew", tmp_path)[0] == 2
    assert clerk("keys", "replace", "timestamp", stick)[0] == 0
    assert clerk("publish", tmp_path / "out")[0] == 0
    assert clerk("renew", tmp_path / "out")[0] == 0
    assert clerk("sync", tmp_path / "out", home=tmp_path / "machine")[0] == 0


def test_from_cron_the_same_trouble_is_said_once(clerk: Clerk, tmp_path: Path) -> None:
    machine, nowhere = tmp_path / "machine", tmp_path / "nowhere"
    first, second = (clerk("sync", nowhere, "--cron", home=machine) for _ in range(2))
    assert (first[0], second[0], second[2]) == (2, 2, "")
    assert "没有这个文件夹" in first[2]
    assert "没有这个文件夹" in clerk("sync", nowhere, home=machine)[2]
    assert "没有这个文件夹" in clerk.json("status", home=machine)["sync"]["trouble"]
    clerk("publish", tmp_path / "out")
    assert clerk("sync", tmp_path / "out", "--cron", home=machine) == (0, "", "")
    assert clerk.json("status", home=machine)["sync"]["trouble"] is None
