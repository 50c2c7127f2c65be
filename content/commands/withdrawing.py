"""withdraw, restore, withdrawn, history."""

from __future__ import annotations

import argparse
import json
from datetime import datetime, timedelta
from typing import Any

from content.commands.answers import DONE, failed, print_json, say
from content.records import KINDS, kind_named
from content.store import Store


def add_commands(commands: Any) -> None:
    command = commands.add_parser("withdraw", help="撤回一条内容：下次同步后各处消失，重新导入也不出现")
    _about_one(command)
    command.add_argument("--reason", required=True, help="撤回的理由，记录在本机")
    command.set_defaults(run=_withdraw)
    command = commands.add_parser("restore", help="恢复撤回的内容")
    _about_one(command)
    command.set_defaults(run=_restore)
    command = commands.add_parser("withdrawn", help="列出撤回的内容")
    command.add_argument("--json", action="store_true", help="向标准输出写 JSON")
    command.set_defaults(run=_withdrawn)
    command = commands.add_parser("history", help="一条内容以前的样子；或者删去旧的历史")
    command.add_argument("kind", metavar="KIND", nargs="?")
    command.add_argument("id", metavar="ID", nargs="?")
    command.add_argument("--forget", type=int, metavar="DAYS", help="删去多少天以前的历史")
    command.add_argument("--json", action="store_true", help="向标准输出写 JSON")
    command.set_defaults(run=_history)


def _about_one(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", metavar="KIND", help="种类，例如 hearing")
    command.add_argument("id", metavar="ID", help="编号：页面地址的最后一段")
    command.add_argument("--json", action="store_true", help="向标准输出写 JSON")


def _withdraw(options: argparse.Namespace, store: Store, now: datetime) -> int:
    if not options.reason.strip():
        return failed("请写明撤回的理由。")
    if (wrong := _unknown(options.kind)) is not None:
        return failed(wrong)
    if not store.withdraw(options.kind, options.id, options.reason.strip(), now):
        return failed(f"没有这一条：{options.kind} {options.id}")
    return _done(options, "withdrawn", "已撤回。请发布；各机下次同步后消失，发布文件夹里也不再留有。")


def _restore(options: argparse.Namespace, store: Store, now: datetime) -> int:
    if (wrong := _unknown(options.kind)) is not None:
        return failed(wrong)
    if not store.restore(options.kind, options.id, now):
        return failed(f"没有撤回过这一条：{options.kind} {options.id}")
    return _done(options, "restored", "已恢复。请发布。")


def _withdrawn(options: argparse.Namespace, store: Store, _now: datetime) -> int:
    found = store.withdrawn()
    if options.json:
        print_json(
            [
                {"kind": one.kind, "id": one.id, "at": one.at.isoformat(), "reason": one.reason}
                for one in found
            ]
        )
        return DONE
    say(f"撤回的内容共 {len(found)} 条")
    for one in found:
        known = kind_named(one.kind)
        name = known.chinese if known else one.kind
        say(f"  [{name}] {one.kind} {one.id}  {one.at:%Y-%m-%d %H:%M}  {one.reason}")
    return DONE


def _history(options: argparse.Namespace, store: Store, now: datetime) -> int:
    if options.forget is not None:
        gone = store.forget_history(now - timedelta(days=options.forget))
        if options.json:
            print_json({"forgotten": gone})
        else:
            say(f"已删去 {gone} 条历史。")
        return DONE
    if not options.kind or not options.id:
        return failed("请写明种类和编号。")
    found = store.history(options.kind, options.id)
    if options.json:
        print_json(
            [
                {
                    "lang": one.lang,
                    "until": one.until.isoformat(),
                    "became": one.became,
                    "record": json.loads(one.body),
                }
                for one in found
            ]
        )
        return DONE
    names = {"changed": "改为现在的内容", "removed": "被移除", "withdrawn": "被撤回"}
    say(f"历史共 {len(found)} 条")
    for one in found:
        say(f"  到 {one.until:%Y-%m-%d %H:%M} {names.get(one.became, one.became)}：{one.body}")
    return DONE


def _unknown(kind: str) -> str | None:
    if kind_named(kind) is not None:
        return None
    return f"没有这个种类：{kind}。有：{'、'.join(each.record_kind for each in KINDS)}"


def _done(options: argparse.Namespace, key: str, text: str) -> int:
    if options.json:
        print_json({key: {"kind": options.kind, "id": options.id}})
    else:
        say(text)
    return DONE
