"""Which way a machine comes from its version to the newest, and which ways are refused."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from content import keys
from content.records import Hearing
from content.signing import renew_timestamp
from content.sync import SyncError
from content.sync_log import Trouble
from tests.publishing import Court, Machine, hearing, moment, same_content


def test_a_machine_one_version_behind_fetches_only_the_change(
    court: Court, machine: Machine, new_machine: Callable[[], Machine]
) -> None:
    court.put(*range(1, 600))
    court.publish()
    machine.sync(court.out)
    court.put(600)
    court.put(5, courtroom="第一法庭")
    court.store.remove("hearing", hearing(7).id)
    done = court.publish()
    assert (done.version, done.put, done.removed, done.records) == (2, 2, 1, 599)
    assert machine.sync(court.out).fetched < 4_000
    assert same_content(machine, court)
    late = new_machine()
    assert late.sync(court.out).fetched > 10_000
    assert same_content(late, court)


def test_ten_versions_behind(court: Court, machine: Machine) -> None:
    court.put(*range(1, 4))
    court.publish()
    machine.sync(court.out)
    for number in range(4, 14):
        court.put(number)
        court.put(number - 3, note=f"第{number}次")
        if number % 2:
            court.store.remove("hearing", hearing(number - 3).id)
        court.publish()
    assert machine.sync(court.out).version == 11
    assert same_content(machine, court)


def test_a_change_and_back_again_is_no_new_version(court: Court, machine: Machine) -> None:
    court.put(1)
    court.publish()
    court.put(1, note="改")
    court.put(1)
    assert court.publish().changed is False
    machine.sync(court.out)
    assert same_content(machine, court)


def test_a_broken_chain_of_logs_falls_back_to_the_snapshot(court: Court, machine: Machine) -> None:
    court.put(1, 2)
    court.publish()
    machine.sync(court.out)
    court.put(3)
    court.publish()
    court.put(4)
    court.publish()
    for log in (court.out / "targets/changes").glob("*000002*"):
        log.unlink()
    assert machine.sync(court.out).version == 3
    assert same_content(machine, court)


def test_what_was_changed_on_the_machine_itself_is_put_right(court: Court, machine: Machine) -> None:
    court.put(1, 2, 3)
    court.publish()
    machine.sync(court.out)
    machine.store.remove("hearing", hearing(1).id)
    machine.store.put(hearing(9))
    assert machine.sync(court.out).version == 1
    assert same_content(machine, court)


def test_logs_that_lead_elsewhere_fall_back_to_the_snapshot(court: Court, machine: Machine) -> None:
    court.put(1, 2, 3)
    court.publish()
    machine.sync(court.out)
    with machine.store.transaction() as writing:  # damage that nothing has noted
        writing.conn.execute("DELETE FROM records WHERE id = ?", [hearing(1).id])
    court.put(4)
    court.publish()
    machine.sync(court.out)
    assert same_content(machine, court)


@pytest.mark.parametrize("lost", ["signed", "content.db", "both"])
def test_a_publisher_that_lost_its_history_goes_on(
    court: Court, machine: Machine, tmp_path: Path, lost: str
) -> None:
    court.put(1, 2)
    court.publish()
    court.put(3)
    court.publish()
    machine.sync(court.out)
    court.close()
    if lost != "content.db":
        shutil.rmtree(court.keys / "signed")
    if lost != "signed":
        for file in court.folder.glob("content.db*"):
            file.unlink()
    again = Court(court.folder)
    again.put(1, 2, 3, 4)
    assert again.publish().version == 3
    assert machine.sync(again.out).version == 3
    assert same_content(machine, again)
    again.close()


def test_a_publisher_whose_backup_was_restored_does_not_go_back(
    court: Court, machine: Machine, tmp_path: Path
) -> None:
    court.put(1)
    court.publish()
    shutil.copytree(court.keys, tmp_path / "backup")
    court.put(2)
    court.publish()
    court.put(3)
    court.publish()
    machine.sync(court.out)
    shutil.rmtree(court.keys)
    shutil.copytree(tmp_path / "backup", court.keys)
    court.put(4)
    assert court.publish().version == 4
    machine.sync(court.out)
    assert same_content(machine, court)


def test_an_older_signed_publication_is_refused_also_after_a_restart(
    court: Court, machine: Machine, tmp_path: Path
) -> None:
    court.put(1)
    court.publish()
    shutil.copytree(court.out, tmp_path / "old")
    court.put(2)
    court.publish()
    machine.sync(court.out)
    for home in (machine.home, machine.home):
        again = Machine(home)
        with pytest.raises(SyncError, match="检查"):
            again.sync(tmp_path / "old")
        assert same_content(again, court)
        again.close()
    shutil.rmtree(machine.home / "sync")  # even where all that was seen before is lost
    with pytest.raises(SyncError, match="检查"):
        machine.sync(tmp_path / "old")


@pytest.mark.parametrize(
    "mixed",
    ["timestamp.json", "*.snapshot.json", "*.targets.json", "targets"],
)
def test_files_of_two_versions_mixed_are_refused(
    court: Court, machine: Machine, tmp_path: Path, mixed: str
) -> None:
    court.put(1)
    court.publish()
    shutil.copytree(court.out, tmp_path / "old")
    for number in range(2, 7):
        court.put(number)
        court.publish()
    if mixed == "targets":
        shutil.rmtree(court.out / "targets")
        shutil.copytree(tmp_path / "old/targets", court.out / "targets")
    else:
        newest = max((court.out / "metadata").glob(mixed), key=lambda file: (len(file.name), file.name))
        (file,) = (tmp_path / "old/metadata").glob(mixed)
        shutil.copy(file, newest)
    with pytest.raises(SyncError):
        machine.sync(court.out)
    assert machine.store.version() == 0


def test_a_frozen_publisher_is_noticed(court: Court, machine: Machine) -> None:
    court.put(1)
    court.publish(moment() - timedelta(days=6))
    machine.sync(court.out)
    published = machine.store.published()
    assert published is not None
    assert timedelta(hours=23) < published.valid_until - moment() < timedelta(hours=25)
    shutil.rmtree(court.out)
    shutil.rmtree(court.keys / "signed/metadata")
    court.publish(moment() - timedelta(days=8))
    with pytest.raises(SyncError, match="有效期") as refused:
        Machine(machine.home.parent / "another").sync(court.out)
    assert refused.value.trouble is Trouble.EXPIRED
    assert machine.store.get(Hearing, hearing(1).id) is not None


def test_two_syncs_at_once_both_end_well(court: Court, machine: Machine) -> None:
    court.put(*range(1, 300))
    court.publish()
    ended: list[object] = []

    def run() -> None:
        one = Machine(machine.home)
        try:
            ended.append(one.sync(court.out).version)
        except SyncError as error:
            ended.append(error)
        finally:
            one.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [1, 1, 1, 1]
    assert same_content(machine, court)


def test_a_withdrawn_record_leaves_machines_and_the_published_folder(court: Court, machine: Machine) -> None:
    court.put(*range(1, 6))
    court.put(2, note="不应公开的文字")
    court.publish()
    machine.sync(court.out)
    held = set(court.out.rglob("*.xz"))
    assert court.store.withdraw("hearing", hearing(2).id, "当事人申请", moment())
    court.put(2, note="不应公开的文字")  # imported once more, by mistake
    court.publish()
    assert not held & set(court.out.rglob("*.xz")) - {*court.out.glob("targets/changes/*000002*")}
    machine.sync(court.out)
    assert machine.store.get(Hearing, hearing(2).id) is None
    assert machine.found("张某2") == 0
    assert court.store.restore("hearing", hearing(2).id, moment())
    court.publish()
    machine.sync(court.out)
    assert machine.found("张某2") == 1
    assert same_content(machine, court)


def test_a_key_that_is_replaced_is_followed(court: Court, machine: Machine, tmp_path: Path) -> None:
    court.put(1)
    court.publish()
    machine.sync(court.out)
    (tmp_path / "stick").mkdir()
    keys.take_root_away(court.keys, tmp_path / "stick", b"a long secret")
    assert not (court.keys / "root.pem").exists()
    court.put(2)
    court.publish()  # needs no root key
    with pytest.raises(keys.KeyProblemError):
        keys.replace_key(court.keys, "timestamp", tmp_path / "stick", moment(), lambda: b"wrong")
    for role in ("timestamp", "targets"):
        keys.replace_key(court.keys, role, tmp_path / "stick", moment(), lambda: b"a long secret")
    court.put(3)
    court.publish()
    machine.sync(court.out)
    assert same_content(machine, court)
    stick = tmp_path / "stick/root.pem"
    keys.replace_key(court.keys, "root", stick, moment(), lambda: b"a long secret")
    keys.renew_root(court.keys, stick, moment(), lambda: b"a long secret")
    court.put(4)
    court.publish()
    machine.sync(court.out)
    assert same_content(machine, court)


def test_a_timestamp_renewed_at_the_web_server_is_good_and_built_upon(court: Court, machine: Machine) -> None:
    court.put(1)
    court.publish(moment() - timedelta(days=8))
    with pytest.raises(SyncError, match="有效期"):
        machine.sync(court.out)
    renew_timestamp(court.out, court.keys / "timestamp.pem", moment())
    machine.sync(court.out)
    court.put(2)
    court.publish()
    assert machine.sync(court.out).version == 2
    assert same_content(machine, court)
