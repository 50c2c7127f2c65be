"""One bit flipped, a byte less, a byte more in any published file: refused, or of no consequence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from content.sync import SyncError
from tests.publishing import Court, Machine, same_content


def flips(whole: bytes) -> Iterator[bytes]:
    for place in sorted({0, len(whole) // 3, len(whole) // 2, len(whole) - 1}):
        yield whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    yield whole[: len(whole) // 2]
    yield b""
    yield whole + b"\n"
    yield whole * 50


def outcome(machine: Machine, source: Path) -> str:
    """What a sync says is wrong; nothing when it went well."""
    try:
        machine.sync(source)
    except SyncError as error:
        return str(error)
    return ""


@pytest.fixture
def published(court: Court) -> Court:
    for number in range(1, 5):
        court.put(number)
        court.publish()
    return court


@pytest.mark.parametrize("behind", [1, 3, None], ids=["one behind", "three behind", "new"])
def test_every_file_tampered_with_is_refused_or_of_no_consequence(
    published: Court, tmp_path: Path, behind: int | None
) -> None:
    """A machine at each distance; a file that it needs must be refused, whatever is wrong with it."""
    home = tmp_path / "machine"
    machine = Machine(home)
    if behind is not None:
        court = Court(tmp_path / "before")
        shutil.copytree(published.keys, court.keys)
        shutil.rmtree(court.keys / "signed")
        for number in range(1, 5 - behind):
            court.put(number)
            court.publish()
        machine.sync(court.out)
        court.close()
    before = list(machine.store.bodies())
    machine.close()
    files = [file for file in published.out.rglob("*") if file.is_file()]
    assert len(files) > 8
    refused: set[str] = set()
    for file in files:
        whole = file.read_bytes()
        for number, spoilt in enumerate(flips(whole)):
            file.write_bytes(spoilt)
            trial = tmp_path / f"trial-{number}"
            shutil.copytree(home, trial)
            machine = Machine(trial)
            if outcome(machine, published.out) == "":
                assert same_content(machine, published), file
            else:
                assert list(machine.store.bodies()) == before, file
                refused.add(file.name)
            machine.close()
            shutil.rmtree(trial)
        file.write_bytes(whole)
    needed = {"timestamp.json", "snapshot.json", "targets.json", "index.json"}
    needed.add("000004.jsonl.xz" if behind is not None else "0001.jsonl.xz")
    if behind is None:
        needed.add("1.root.json")
    for name in needed:
        assert any(one.endswith(name) for one in refused), (name, refused)


def test_files_swapped_taken_away_and_added_are_refused_or_of_no_consequence(
    published: Court, tmp_path: Path
) -> None:
    """Each file in the place of each other, each file gone, a file that nobody signed."""
    (published.out / "targets" / "0000.extra.jsonl.xz").write_bytes(b"what nobody signed")
    (published.out / "metadata" / "99.root.json").write_bytes(b"{}")
    files = {file: file.read_bytes() for file in published.out.rglob("*") if file.is_file()}
    refused, trials = 0, count(1)
    for place, whole in files.items():
        for other in (*files.values(), None):
            if other == whole:
                continue
            place.unlink()
            if other is not None:
                place.write_bytes(other)
            trial = Machine(tmp_path / f"trial-{next(trials)}")
            if outcome(trial, published.out) == "":
                assert same_content(trial, published), place
            else:
                assert list(trial.store.bodies()) == [], place
                refused += 1
            trial.close()
            place.write_bytes(whole)
    assert refused > len(files)
    machine = Machine(tmp_path / "machine")
    machine.sync(published.out)
    assert same_content(machine, published)
    machine.close()


def test_what_was_refused_is_taken_once_it_is_whole(published: Court, machine: Machine) -> None:
    for file in (published.out / "targets").rglob("*.xz"):
        whole = file.read_bytes()
        file.write_bytes(whole[::-1])
    with pytest.raises(SyncError):
        machine.sync(published.out)
    published.publish()  # puts right what was spoilt in the published folder
    machine.sync(published.out)
    assert same_content(machine, published)


def test_a_record_that_is_not_valid_is_refused_though_it_is_signed(
    court: Court, machine: Machine, new_machine: Callable[[], Machine]
) -> None:
    court.put(1)
    court.publish()
    machine.sync(court.out)
    with court.store.transaction() as writing:
        court.put(2)
        writing.conn.execute("UPDATE records SET body = replace(body, '2026-', 'not-a-')")
    court.publish()
    for one in (machine, new_machine()):
        with pytest.raises(SyncError, match="检查"):
            one.sync(court.out)
    assert machine.store.version() == 1


def test_what_is_no_file_is_refused_and_named(published: Court, tmp_path: Path) -> None:
    """A memory stick may hold anything: a pipe would be waited for without end, /dev/zero read."""
    trials = count(1)
    for name in ("timestamp.json", "index.json", "0001.jsonl.xz"):
        files = {one: one.read_bytes() for one in published.out.rglob("*") if one.name.endswith(name)}
        for instead in ("pipe", "folder", "/dev/zero", "/etc/hostname", "itself"):
            for file in files:
                file.unlink()
                match instead:
                    case "pipe":
                        os.mkfifo(file)
                    case "folder":
                        file.mkdir()
                    case _:
                        file.symlink_to(file if instead == "itself" else instead)
            machine = Machine(tmp_path / f"trial-{next(trials)}")
            with pytest.raises(SyncError, match=rf"签名.*（文件：.*{name}）"):
                machine.sync(published.out)
            assert list(machine.store.bodies()) == []
            machine.close()
            for file, whole in files.items():
                if instead == "folder":
                    file.rmdir()
                else:
                    file.unlink()
                file.write_bytes(whole)
