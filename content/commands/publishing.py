"""publish, sync, confirm, renew, keys."""

from __future__ import annotations

import argparse
import getpass
from datetime import datetime
from pathlib import Path
from typing import Any

from content import keys
from content.commands.answers import DONE, FAILED, REFUSALS, failed, print_json, say, warn
from content.commands.progress import progress_bars
from content.keys import KeyProblemError
from content.policy import PolicyError, read_policy
from content.publish import PublishError, publish
from content.records import KINDS
from content.signing import renew_timestamp
from content.store import Store
from content.sync import SyncError, sync
from content.sync_log import note_end

_ROLES = {"root": "根", "targets": "内容", "snapshot": "快照", "timestamp": "时间戳"}


def add_commands(commands: Any) -> None:
    command = commands.add_parser("publish", help="签名并发布到文件夹")
    command.add_argument("out", type=Path, metavar="OUT")
    command.set_defaults(run=_publish)

    command = commands.add_parser("sync", help="从网址或者文件夹同步")
    command.add_argument("source", metavar="URL-OR-PATH")
    command.add_argument("--root", type=Path, help="首次同步时信任的根文件（root.json）")
    command.add_argument("--cron", action="store_true", help="同样的问题一天只说一次")
    command.set_defaults(run=_sync)

    command = commands.add_parser("confirm", help="确认内容仍然正确，不必重新导入")
    command.add_argument("kinds", nargs="+", metavar="KIND", help="种类的名称，或者 all")
    command.set_defaults(run=_confirm)

    command = commands.add_parser("renew", help="只给发布文件夹的时间戳续期（假期里由网站服务器运行）")
    command.add_argument("out", type=Path, metavar="OUT")
    command.add_argument("--key", type=Path, help="时间戳密钥，默认是本机的 keys/timestamp.pem")
    command.set_defaults(run=_renew)

    command = commands.add_parser("keys", help="密钥：状态、移出根密钥、续期、更换")
    actions = command.add_subparsers(required=True, metavar="ACTION")
    action = actions.add_parser("status", help="每个密钥在哪里，签名到哪天为止")
    action.set_defaults(run=_keys_status)
    action = actions.add_parser("offline", help="把根密钥移到 U 盘，本机不再保留")
    action.add_argument("folder", type=Path, metavar="FOLDER")
    action.add_argument("--passphrase", action="store_true", help="用口令锁住")
    action.set_defaults(run=_keys_offline)
    action = actions.add_parser("renew", help="用根密钥给根续期两年")
    action.set_defaults(run=_keys_renew)
    action.add_argument("root_key", type=Path, metavar="FOLDER", help="根密钥所在的 U 盘文件夹")
    action = actions.add_parser("replace", help="更换丢失或者可能泄露的密钥")
    action.add_argument("role", choices=keys.ROLES)
    action.add_argument("root_key", type=Path, metavar="FOLDER", help="根密钥所在的 U 盘文件夹")
    action.set_defaults(run=_keys_replace)
    for one in (*commands.choices.values(), *actions.choices.values()):
        if not any("--json" in action.option_strings for action in one._actions):
            one.add_argument("--json", action="store_true", help="向标准输出写 JSON")


def _publish(options: argparse.Namespace, store: Store, now: datetime) -> int:
    folder = options.home / "keys"
    try:
        with progress_bars() as report:
            done = publish(store, options.out, folder, now, report, read_policy(options.home))
        states = keys.key_states(folder)
    except (PublishError, KeyProblemError, PolicyError) as error:
        return failed(str(error))
    for state in states:
        if state.role == "root" and state.here:
            warn("提示：根密钥还在本机。请插入 U 盘，运行 keys offline 把它移走（docs/publication.md）。")
        if state.role == "root" and state.expires and state.expires - now < keys.SOON:
            warn(f"提示：根到 {state.expires:%Y-%m-%d} 为止，请带根密钥运行 keys renew。")
    if options.json:
        print_json(
            {
                "version": done.version,
                "records": done.records,
                "changed": done.changed,
                "put": done.put,
                "removed": done.removed,
            }
        )
    elif done.changed:
        parts = f"，写入 {done.put} 条、撤下 {done.removed} 条" if done.put is not None else ""
        say(f"已发布第 {done.version} 版，共 {done.records} 条{parts}。")
    else:
        say(f"内容没有变化，仍是第 {done.version} 版，签名已续期。")
    return DONE


def _sync(options: argparse.Namespace, store: Store, now: datetime) -> int:
    try:
        with progress_bars() as report:
            done = sync(store, options.source, options.home, options.root, report)
    except SyncError as error:
        tell = note_end(options.home, error.trouble, now)
        if tell or not options.cron:
            warn(str(error))
        return FAILED
    note_end(options.home, None, now)
    if options.json:
        print_json(
            {
                "version": done.version,
                "records": done.records,
                "changed": done.changed,
                "fetched": done.fetched,
            }
        )
    elif not options.cron:
        say(
            f"已同步到第 {done.version} 版，共 {done.records} 条，下载 {done.fetched / 1000:.1f} kB。"
            if done.changed
            else f"已是最新：第 {done.version} 版。"
        )
    return DONE


def _confirm(options: argparse.Namespace, store: Store, now: datetime) -> int:
    known = {kind.record_kind for kind in KINDS}
    asked = known if "all" in options.kinds else set(options.kinds)
    if strange := sorted(asked - known):
        return failed(f"没有这个种类：{'、'.join(strange)}。有：{'、'.join(sorted(known))}")
    confirmed = {kind: now for kind, count in store.counts().items() if kind in asked and count}
    store.confirm(confirmed)
    if options.json:
        print_json({"confirmed": sorted(confirmed)})
    else:
        say(f"已确认 {len(confirmed)} 种内容截至 {now:%Y-%m-%d %H:%M} 正确；发布后各处生效。")
    return DONE


def _renew(options: argparse.Namespace, _store: Store, now: datetime) -> int:
    key = options.key or keys.key_file(options.home / "keys", "timestamp")
    try:
        until = renew_timestamp(options.out, key, now)
    except KeyProblemError as problem:
        return failed(f"{problem}。")
    _say_until(options, "时间戳", until)
    return DONE


def _keys_status(options: argparse.Namespace, _store: Store, now: datetime) -> int:
    try:
        states = keys.key_states(options.home / "keys")
    except KeyProblemError as problem:
        return failed(f"{problem}。")
    ill = False
    shown = []
    for state in states:
        days = (state.expires - now).days if state.expires else None
        wrong = state.here if state.role == "root" else not state.here
        wrong = wrong or days is None or days < (keys.SOON.days if state.role == "root" else 2)
        ill = ill or wrong
        shown.append({"role": state.role, "here": state.here, "days": days, "ok": not wrong})
        if not options.json:
            where = "在本机" if state.here else "不在本机"
            left = f"签名还有 {days} 天" if days is not None else "还没有签名"
            say(f"{_ROLES[state.role]}（{state.role}）：{where}，{left}{'  ← 请处理' if wrong else ''}")
    if options.json:
        print_json(shown)
    return REFUSALS if ill else DONE


def _keys_offline(options: argparse.Namespace, _store: Store, _now: datetime) -> int:
    try:
        secret = _new_passphrase() if options.passphrase else None
        there = keys.take_root_away(options.home / "keys", options.folder, secret)
    except (KeyProblemError, OSError) as problem:
        return failed(f"{problem}。")
    if options.json:
        print_json({"root": str(there)})
    else:
        say(f"根密钥已移到 {there}，本机不再保留。请再复制一份到另一个 U 盘，分开锁存。")
    return DONE


def _keys_renew(options: argparse.Namespace, _store: Store, now: datetime) -> int:
    try:
        until = keys.renew_root(options.home / "keys", options.root_key, now, _passphrase)
    except KeyProblemError as problem:
        return failed(f"{problem}。")
    _say_until(options, "根", until)
    return DONE


def _keys_replace(options: argparse.Namespace, _store: Store, now: datetime) -> int:
    try:
        keys.replace_key(options.home / "keys", options.role, options.root_key, now, _passphrase)
    except KeyProblemError as problem:
        return failed(f"{problem}。")
    if options.json:
        print_json({"replaced": options.role})
    else:
        say(f"{_ROLES[options.role]}密钥已更换。请立即发布一次，各机下次同步时自动改用新密钥。")
    return DONE


def _say_until(options: argparse.Namespace, what: str, until: datetime) -> None:
    if options.json:
        print_json({"until": until.isoformat()})
    else:
        say(f"{what}已续期到 {until:%Y-%m-%d}。")


def _passphrase() -> bytes:
    return getpass.getpass("根密钥的口令：").encode()


def _new_passphrase() -> bytes:
    first = getpass.getpass("新口令（至少 8 个字符）：")
    if len(first) < 8 or first != getpass.getpass("再输入一次："):
        raise KeyProblemError("口令太短，或者两次输入不一致")
    return first.encode()
