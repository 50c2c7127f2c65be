"""A real Asterisk for a machine whose own release has none: ``python -m ivr.asterisk.install --into FOLDER``.

An Asterisk of version 20 or newer on PATH is used as it is, and one that the machine's release offers
is left to the administrator to install. Otherwise Debian's own package is taken from the suite ``sid``,
with everything it needs, and unpacked into a folder, where it runs under its own loader: nothing of
the system is touched and no root is needed. The mirror's address and keyring are those of the
machine's own apt configuration; apt checks the signatures.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LEAST_VERSION = 20
SUITE = "sid"
_LAUNCHER = """#!/bin/sh
# Runs the unpacked Asterisk under its own loader and libraries.
root=$(cd "$(dirname "$0")" && pwd)/root
lib="$root/usr/lib/{triplet}"
exec "$lib/{loader}" --library-path "$lib:$lib/asterisk" "$root/usr/sbin/asterisk" "$@"
"""
# Of the 270 MB that come, only what runs is kept.
_NEEDLESS = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/info", "usr/share/perl",
             "usr/share/perl5", "usr/share/zoneinfo", "usr/lib/python3", "usr/share/icons", "usr/include",
             "usr/lib/systemd", "usr/share/lintian", "var", "etc/init.d", "usr/share/X11", "usr/share/alsa",
             "usr/share/asterisk/sounds", "usr/share/asterisk/moh")  # fmt: skip


class InstallError(RuntimeError):
    """There is no Asterisk to be had; the message says why."""


@dataclass(frozen=True, slots=True)
class _Mirror:
    address: str
    keyring: str


def installed_launcher(folder: Path) -> Path | None:
    """The launcher that an earlier run left in `folder`."""
    launcher = folder / "asterisk"
    return launcher if launcher.exists() else None


def install(folder: Path) -> Path:
    """Path of a program that is Asterisk. Raises `InstallError`."""
    if found := installed_launcher(folder):
        return found
    folder.mkdir(parents=True, exist_ok=True)
    system = shutil.which("asterisk")
    if system and _version(system) >= LEAST_VERSION:
        _say(f"using the Asterisk of this machine, {system}")
        launcher = folder / "asterisk"
        launcher.write_text(f'#!/bin/sh\nexec {system} "$@"\n')
        launcher.chmod(0o755)
        return launcher
    mirror = _mirror()
    _say(f"fetching Asterisk from Debian {SUITE} into {folder} (about 80 MB, once)")
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    packages = _download(mirror, work)
    _say(f"unpacking {len(packages)} packages")
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    _merged_usr(root)
    for package in packages:
        _run("dpkg", "-x", str(package), str(root))
    for needless in _NEEDLESS:
        shutil.rmtree(root / needless, ignore_errors=True)
    shutil.rmtree(work)
    launcher = _write_launcher(folder, root)
    version = _version(str(launcher))
    if version < LEAST_VERSION:
        launcher.unlink()
        raise InstallError("the unpacked Asterisk does not run on this machine")
    _say(f"Asterisk {version} is ready")
    return launcher


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallError(f"{command[0]} failed: {done.stderr.strip()[-300:]}")
    return done.stdout


def _version(program: str) -> int:
    try:
        said = subprocess.run([program, "-V"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"Asterisk (?:certified/)?(\d+)", said)
    return int(found[1]) if found else 0


def _mirror() -> _Mirror:
    """Debian's main mirror as this machine's apt has it, from both kinds of source list."""
    for release, site in _index_targets():
        if release in ("Debian", "Ubuntu"):
            return _Mirror(site, _keyring())
    raise InstallError(
        "this machine's apt has no Debian mirror; run 'apt-get update' once, or install Asterisk"
    )


def _index_targets() -> list[tuple[str, str]]:
    """(origin, address) of every package index that apt knows, Debian proper before its security archive."""
    lines = _run(
        "apt-get", "indextargets", "--format", "$(ORIGIN)|$(SUITE)|$(REPO_URI)", "Created-By: Packages"
    )
    found = []
    for line in lines.splitlines():
        origin, suite, address = line.split("|")
        if "security" not in suite and "security" not in address:
            found.append((origin, address.rstrip("/")))
    return found


def _keyring() -> str:
    for name in ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp"):
        file = Path("/usr/share/keyrings") / name
        if file.exists():
            return str(file)
    raise InstallError("Debian's archive keyring is not on this machine (package debian-archive-keyring)")


def _download(mirror: _Mirror, work: Path) -> list[Path]:
    for name in ("state/lists/partial", "cache/archives/partial", "parts"):
        (work / name).mkdir(parents=True)
    (work / "status").touch()
    (work / "sources.list").write_text(f"deb [signed-by={mirror.keyring}] {mirror.address} {SUITE} main\n")
    options = {
        "Dir::Etc::SourceList": work / "sources.list",
        "Dir::Etc::SourceParts": work / "parts",
        "Dir::Etc::PreferencesParts": work / "parts",
        "Dir::State": work / "state",
        "Dir::State::Lists": work / "state/lists",
        "Dir::State::status": work / "status",
        "Dir::Cache": work / "cache",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "APT::Get::List-Cleanup": "false",
        "Acquire::Languages": "none",
        # A mirror that is a frozen snapshot is as good; the signature is checked all the same.
        "Acquire::Check-Valid-Until": "false",
        "Debug::NoLocking": "1",
    }
    flags = [flag for name, value in options.items() for flag in ("-o", f"{name}={value}")]
    _run("apt-get", *flags, "-qq", "update")
    _run("apt-get", *flags, "-qq", "install", "-y", "--download-only", "asterisk")
    packages = sorted((work / "cache/archives").glob("*.deb"))
    if not packages:
        raise InstallError("apt brought no packages")
    return packages


def _merged_usr(root: Path) -> None:
    """/lib is /usr/lib: without these links old packages would unpack beside the others."""
    for name in ("bin", "sbin", "lib", "lib64"):
        (root / "usr" / name).mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(f"usr/{name}")


def _write_launcher(folder: Path, root: Path) -> Path:
    triplet = next((path.parent.name for path in root.glob("usr/lib/*/libc.so.6")), "")
    loader = next((path.name for path in (root / "usr/lib" / triplet).glob("ld-linux-*.so.*")), "")
    if not triplet or not loader:
        raise InstallError("the unpacked packages hold no C library")
    launcher = folder / "asterisk"
    launcher.write_text(_LAUNCHER.format(triplet=triplet, loader=loader))
    launcher.chmod(0o755)
    return launcher


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ivr.asterisk.install", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path(".cache/asterisk"))
    try:
        print(install(parser.parse_args().into.absolute()))
    except InstallError as error:
        _say(f"Asterisk: {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
