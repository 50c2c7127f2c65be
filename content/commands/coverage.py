"""coverage: what is missing, incomplete, past or stale, by row and department."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from content.commands.answers import DONE, REFUSALS, print_json, say
from content.coverage import STATE_NAMES, Report, State, as_data, in_words, report
from content.coverage_sheet import write_sheet
from content.store import Store

_STYLES = {State.MISSING: "bold red", State.PAST: "red", State.INCOMPLETE: "yellow", State.STALE: "yellow"}
# A table that goes into a file or a mail is as wide as this.
_WIDTH = 120


def add_commands(commands: Any) -> None:
    command = commands.add_parser("coverage", help="缺项、过期和未及时更新的内容，按要求和部门")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="向标准输出写 JSON")
    how.add_argument("--xlsx", type=Path, metavar="FILE", help="写成表格，发给各部门")
    command.set_defaults(run=_coverage)


def _coverage(options: argparse.Namespace, store: Store, now: datetime) -> int:
    found = report(store, now, home=options.home)
    if options.json:
        print_json(as_data(found))
    elif options.xlsx:
        write_sheet(found, options.xlsx)
        say(f"已写入 {options.xlsx}，{_summary(found)}")
    else:
        width = None if sys.stdout.isatty() else _WIDTH
        console = Console(width=width)
        console.print(_table(found))
        say(_summary(found))
    return REFUSALS if found.findings else DONE


def _summary(found: Report) -> str:
    if not found.findings:
        return f"共 {len(found.parts)} 项，全部完整。"
    owners = "、".join(dict.fromkeys(part.owner for part in found.findings))
    return f"共 {len(found.parts)} 项，{len(found.findings)} 项需要处理；责任部门：{owners}。"


def _table(found: Report) -> Table:
    table = Table(title=f"内容覆盖与时效 {found.made:%Y-%m-%d %H:%M}", show_lines=False)
    for name, right in (
        ("要求", False),
        ("项目", False),
        ("责任部门", False),
        ("条数", True),
        ("状态", False),
        ("说明", False),
    ):
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for part in found.parts:
        state = part.state
        table.add_row(
            part.row,
            part.name,
            part.owner,
            str(part.records),
            f"[{_STYLES[state]}]{STATE_NAMES[state]}[/]" if state in _STYLES else STATE_NAMES[state],
            in_words(found, part),
        )
    return table
