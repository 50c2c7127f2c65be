"""check, findings, override: personal data that must not be published (法释〔2016〕19号)."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from content.check import check_file, open_findings, override
from content.commands.answers import DONE, FAILED, REFUSALS, failed, print_json, say
from content.personal_data import RULES
from content.policy import Parties, Policy, PolicyError, read_policy, write_policy
from content.records import kind_named
from content.store import Store


def add_commands(commands: Any) -> None:
    command = commands.add_parser("check", help="检查文件中不得公布的个人信息（法释〔2016〕19号）")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument("--masked", type=Path, metavar="FOLDER", help="把建议的隐名文本写入这个文件夹")
    command.set_defaults(run=_check)
    findings = commands.add_parser("findings", help="本机内容里尚未处理的个人信息：处理之前不能发布")
    findings.set_defaults(run=_findings)
    allow = commands.add_parser("override", help="由署名的人决定照原样公布，记录在本机")
    allow.add_argument("findings", nargs="+", metavar="FINDING", help="findings 列出的编号，或者 all")
    allow.add_argument("--by", required=True, metavar="NAME", help="作出决定的人的姓名")
    allow.add_argument("--reason", required=True, help="理由")
    allow.set_defaults(run=_override)
    parties = commands.add_parser("parties", help="裁判文书里隐去哪些当事人：依司法解释，或者全部")
    parties.add_argument(
        "whose",
        nargs="?",
        choices=[str(one) for one in Parties],
        help="law：依法释〔2016〕19号第八条（默认）；all：全部当事人。不写：显示现在的设定",
    )
    parties.set_defaults(run=_parties)
    for one in (command, findings, allow, parties):
        one.add_argument("--json", action="store_true", help="向标准输出写 JSON")


def _check(options: argparse.Namespace, store: Store, now: datetime) -> int:
    try:
        policy = read_policy(options.home)
    except PolicyError as error:
        return failed(str(error))
    found, unreadable = [], False
    for path in options.files:
        findings = check_file(path, store, now.date(), options.masked, policy) if path.is_file() else None
        if findings is None:
            unreadable = True
            failed(f"{path}：{'文件无法读取' if path.exists() else '文件不存在'}")
        found += [(path, one) for one in findings or ()]
    if options.json:
        print_json(
            [
                {
                    "file": str(path),
                    "rule": str(one.rule),
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "masked": one.masked,
                }
                for path, one in found
            ]
        )
    else:
        for path, one in found:
            where = f"{path} 第{one.start + 1}至{one.end}字"
            say(f"  {where}：“{one.text}” → “{one.masked}”，{RULES[one.rule]}")
        say(f"发现 {len(found)} 处不得公布的个人信息。" if found else "没有发现不得公布的个人信息。")
    return FAILED if unreadable else REFUSALS if found else DONE


def _findings(options: argparse.Namespace, store: Store, now: datetime) -> int:
    try:
        found = open_findings(store, now.date(), policy=read_policy(options.home))
    except PolicyError as error:
        return failed(str(error))
    if options.json:
        print_json(
            [
                {
                    "id": one.id,
                    "kind": one.kind,
                    "record": one.record,
                    "field": one.field,
                    "rule": str(one.finding.rule),
                    "start": one.finding.start,
                    "end": one.finding.end,
                    "text": one.finding.text,
                    "masked": one.finding.masked,
                }
                for one in found
            ]
        )
        return REFUSALS if found else DONE
    for one in found:
        kind = kind_named(one.kind)
        where = f"{kind.chinese if kind else one.kind} {one.record} {one.field}"
        finding = one.finding
        say(f"  {one.id}  {where}：“{finding.text}” → “{finding.masked}”，{RULES[finding.rule]}")
    say(f"有 {len(found)} 处未处理，处理之前不能发布。" if found else "没有未处理的个人信息。")
    return REFUSALS if found else DONE


def _override(options: argparse.Namespace, store: Store, now: datetime) -> int:
    try:
        found = {one.id: one for one in open_findings(store, now.date(), policy=read_policy(options.home))}
    except PolicyError as error:
        return failed(str(error))
    asked = list(found) if "all" in options.findings else options.findings
    unknown = [id for id in asked if id not in found]
    if unknown:
        return failed(f"没有这样的未处理项：{'、'.join(unknown)}")
    if not options.by.strip() or not options.reason.strip():
        return failed("要写明作出决定的人和理由")
    for id in asked:
        override(store, found[id], options.by.strip(), options.reason.strip(), now)
    if options.json:
        print_json({"overridden": asked})
    else:
        say(f"已记录 {len(asked)} 处由{options.by.strip()}决定照原样公布。")
    return DONE


def _parties(options: argparse.Namespace, _store: Store, _now: datetime) -> int:
    try:
        if options.whose:
            write_policy(options.home, Policy(Parties(options.whose)))
        policy = read_policy(options.home)
    except PolicyError as error:
        return failed(str(error))
    if options.json:
        print_json({"parties": policy.parties})
    else:
        told = {
            Parties.BY_LAW: "依法释〔2016〕19号第八条：婚姻家庭、继承案件当事人，"
            "刑事案件被害人、证人等，未成年人",
            Parties.ALL: "全部案件的当事人（自然人的姓名、法人和其他组织的名称）；"
            "审判人员、书记员、律师、案号保留",
        }
        say(f"裁判文书隐名：{told[policy.parties]}。")
    return DONE
