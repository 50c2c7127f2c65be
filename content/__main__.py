"""The clerk's commands: ``python -m content --home DIR COMMAND``; ``--help`` lists them.

JSON alone on standard output, everything else on standard error. Exit status: 0 done, 1 done with
refusals or findings, 2 could not be done.
"""

from __future__ import annotations

import argparse
import errno
import os
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from content.commands import checking, coverage, debtor_key, publishing, withdrawing
from content.commands.answers import DONE, FAILED, REFUSALS, failed, print_json
from content.commands.progress import progress_bars
from content.importers.files import import_files
from content.importers.hearings import Outcome
from content.importers.titles import IGNORED, OWN_FILE, Titles, TitlesError, save_title
from content.records import COURT_ZONE, KINDS
from content.store import Store
from content.sync_log import read_state


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    now = datetime.now(COURT_ZONE)
    database = options.home / "content.db"
    try:
        store = Store.at(database)
    except (OSError, sqlite3.OperationalError) as error:
        return failed(f"{database} 打不开：{_trouble(error)}")
    except (sqlite3.Error, ValueError) as error:
        return failed(f"内容数据库打不开：{database}（{error}）")
    try:
        return int(options.run(options, store, now))
    except BrokenPipeError:  # the answer goes to somebody who has left: | head
        sys.stdout = None
        return FAILED
    except (sqlite3.Error, OSError) as error:
        return failed(_trouble(error))
    finally:
        store.close()


_BUSY = "另一个程序正在写入内容（导入或者同步），没有做。请等它结束，再运行一次。"
_FULL = "磁盘已满，没有做完，原来的内容没有变。请清理磁盘，再运行一次。"
_ILL = "内容数据库读写出错（磁盘可能已满或者损坏），没有做完，原来的内容没有变。"
_ERRORS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: "没有权限读写这个文件或者文件夹",
    errno.EPERM: "没有权限读写这个文件或者文件夹",
    errno.EROFS: "这个文件夹是只读的，不能写入",
    errno.ENOTDIR: "要的是文件夹，那里是一个文件",
}


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _trouble(error: Exception) -> str:
    """What went wrong, in a clerk's words."""
    if isinstance(error, OSError):
        told = _ERRORS.get(error.errno or 0)
        where = f"{error.filename}：" if told and told is not _FULL and error.filename else ""
        return f"{where}{told}" if told else f"文件读写出错：{error.strerror or type(error).__name__}"
    if _is_busy(error):
        return _BUSY
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return _FULL
        case sqlite3.SQLITE_IOERR:
            return _ILL
        case sqlite3.SQLITE_READONLY:
            return "内容数据库是只读的，不能写入"
    return f"内容数据库出错：{error}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m content", description="法院公开内容的导入、查询、发布和同步"
    )
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get("COURT_HOME") or "var"),
        help="本机数据文件夹（默认取环境变量 COURT_HOME，否则为 var）",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, about in (
        ("import", _import, "导入文件或者文件夹"),
        ("columns", _columns, "记下本院表格里一个标题的意思"),
        ("status", _status, "本机内容的版本、数量和时间"),
        ("search", _search, "查找"),
    ):
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        command.add_argument("--json", action="store_true", help="向标准输出写 JSON")
        if name == "import":
            command.add_argument("files", type=Path, nargs="+", metavar="FILE")
            command.add_argument(
                "--whole",
                action="store_true",
                help="文件就是全部名单：文件里没有的，从公开内容里撤下",
            )
        elif name == "columns":
            command.add_argument("kind", metavar="KIND", help="哪一类，如“名册”")
            command.add_argument("field", metavar="FIELD", help="哪一项，如“姓名”；不读的写“忽略”")
            command.add_argument("titles", nargs="+", metavar="TITLE", help="表格里的标题")
        elif name == "search":
            command.add_argument("words", nargs="+", metavar="WORDS")
            command.add_argument("--limit", type=int, default=20)
    checking.add_commands(commands)
    debtor_key.add_commands(commands)
    publishing.add_commands(commands)
    withdrawing.add_commands(commands)
    coverage.add_commands(commands)
    return parser


def _import(options: argparse.Namespace, store: Store, now: datetime) -> int:
    try:
        titles = Titles.load(options.home / OWN_FILE)
    except TitlesError as error:
        return failed(str(error))
    with progress_bars() as report:
        outcome = import_files(options.files, store, now, titles, whole=options.whole, progress=report)
    if options.json:
        print_json(_in_json(outcome))
    else:
        withdrawn = f"撤下 {outcome.withdrawn} 条，" if outcome.withdrawn else ""
        print(
            f"导入 {outcome.accepted} 条，没有变化 {outcome.unchanged} 条，{withdrawn}"
            f"未导入 {len(outcome.refused)} 条。"
        )
        for one in outcome.refused:
            row = f"第 {one.row} 行" if one.row is not None else ""
            where = " ".join(filter(None, (str(one.file), row, f"“{one.field}”" if one.field else "")))
            print(f"  {where}：{one.reason}")
        for unread in outcome.unread:
            print(f"  {unread.file}：没有读“{unread.title}”这一列，“{unread.kind}”里不认识这个标题")
    if not outcome.refused:
        return DONE
    return (
        REFUSALS if outcome.accepted or outcome.unchanged or any(o.row for o in outcome.refused) else FAILED
    )


def _in_json(outcome: Outcome) -> dict[str, object]:
    told: dict[str, object] = {
        "accepted": outcome.accepted,
        "unchanged": outcome.unchanged,
        "refused": [
            {"file": str(one.file), "row": one.row, "field": one.field, "reason": str(one.reason)}
            for one in outcome.refused
        ],
    }
    if outcome.withdrawn:
        told["withdrawn"] = outcome.withdrawn
    if outcome.unread:
        told["unread"] = [
            {"file": str(one.file), "kind": one.kind, "title": one.title} for one in outcome.unread
        ]
    return told


def _columns(options: argparse.Namespace, _store: Store, _now: datetime) -> int:
    field = IGNORED if options.field == "忽略" else options.field
    try:
        for title in options.titles:
            kind, name = save_title(options.home / OWN_FILE, options.kind, field, title)
    except TitlesError as error:
        return failed(str(error))
    if options.json:
        print_json({"kind": kind, "field": name, "titles": options.titles})
    else:
        print(f"已记入 {options.home / OWN_FILE}：{kind}.{name} = {'、'.join(options.titles)}")
    return DONE


def _status(options: argparse.Namespace, store: Store, now: datetime) -> int:
    published, synced = store.published(), read_state(options.home)
    counts = store.counts()
    as_of = {kind.record_kind: store.as_of(kind.record_kind) for kind in KINDS}
    age = {name: round((now - at).total_seconds()) if at else None for name, at in as_of.items()}
    if options.json:
        print_json(
            {
                "version": store.version(),
                "published_at": published.published_at.isoformat() if published else None,
                "valid_until": _iso(published.valid_until if published else None),
                "records": counts,
                "as_of": {name: at.isoformat() if at else None for name, at in as_of.items()},
                "age": age,
                "sync": {
                    "succeeded": _iso(synced.succeeded),
                    "trouble": str(synced.trouble) if synced.trouble else None,
                    "since": _iso(synced.since),
                },
            }
        )
        return DONE
    at = f"，发布于 {published.published_at:%Y-%m-%d %H:%M}" if published else "（尚未发布）"
    print(f"版本 {store.version()}{at}")
    if published and published.valid_until:
        print(f"  签名到 {published.valid_until:%Y-%m-%d %H:%M} 为止")
    if synced.trouble and synced.since:
        print(f"  自 {synced.since:%Y-%m-%d %H:%M} 起没有同步成功：{synced.trouble}")
    names = {kind.record_kind: kind.chinese for kind in KINDS}
    for name, count in counts.items():
        moment = as_of[name]
        print(f"  {names[name]}：{count} 条" + (f"，截至 {moment:%Y-%m-%d %H:%M}" if moment else ""))
    return DONE


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _search(options: argparse.Namespace, store: Store, _now: datetime) -> int:
    hits = store.search(" ".join(options.words), limit=options.limit)
    if options.json:
        print_json(
            [
                {
                    "kind": hit.kind,
                    "title": hit.title,
                    "place": hit.place,
                    "date": hit.date.isoformat() if hit.date else None,
                }
                for hit in hits
            ]
        )
        return DONE
    names = {kind.record_kind: kind.chinese for kind in KINDS}
    print(f"找到 {len(hits)} 条" if hits else "没有找到")
    for hit in hits:
        print(f"  [{names[hit.kind]}] {hit.title}  {hit.date or ''}  {hit.place}")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
