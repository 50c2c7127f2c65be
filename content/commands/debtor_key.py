"""debtor-key: carry the key of the debtor lists from the office to each machine, by hand."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from content.commands.answers import DONE, failed, print_json, say
from content.debtor_key import FILE, DebtorKey
from content.store import Store


def add_commands(commands: Any) -> None:
    command = commands.add_parser(
        "debtor-key", help="被执行人名单的密钥：从办公电脑带到各台机器（不随发布传送）"
    )
    command.add_argument("action", choices=("export", "import"), help="export 写到文件，import 从文件装上")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="向标准输出写 JSON")
    command.set_defaults(run=_carry)


def _carry(options: argparse.Namespace, _store: Store, _now: datetime) -> int:
    here = options.home / FILE
    source, target = (here, options.file) if options.action == "export" else (options.file, here)
    try:
        key = DebtorKey.read(source)
        if key is None:
            return failed(f"没有密钥文件：{source}")
        if options.action == "import" and (old := DebtorKey.read(here)) is not None:
            if old.mark != key.mark:
                return failed(f"本机已有另一个密钥：{here}。确要更换，请先把它移走。")
        else:
            key.write(target)
    except FileExistsError:
        return failed(f"文件已经存在：{target}")
    except ValueError:
        return failed(f"密钥文件损坏：{source}")
    if options.json:
        print_json({"mark": key.mark})
    else:
        say(f"密钥 {key.mark} 已{'写到' if options.action == 'export' else '装到'} {target}。请妥善保管。")
    return DONE
