"""``python -m shared surveys --from 2026-01 --to 2026-11``: what the surveys say, of the court's backend.

JSON alone on standard output. Exit status: 0 done, 2 it could not be done.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from content.check import own_numbers
from content.commands.answers import DONE, failed, print_json, warn
from shared.application import Application
from shared.cases.client import CaseClient
from shared.cases.details import SurveyAnswer
from shared.cases.outcomes import Found, NotOffered, Unavailable
from shared.surveys.export import as_data, write_book
from shared.surveys.figures import figures
from shared.visit import Language

MOST_MONTHS = 24
_MOST_PAGES = 10_000


def month(text: str) -> str:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError("月份写成 2026-11")
    return text


def add_command(commands: Any) -> None:
    command = commands.add_parser("surveys", help="意见搜集的汇总，送审判管理和纪检监察")
    command.add_argument("--home", type=Path)
    command.add_argument("--from", dest="first", type=month, metavar="MONTH", help="从哪个月起，如 2026-01")
    command.add_argument("--to", dest="last", type=month, metavar="MONTH", help="到哪个月（默认本月）")
    command.add_argument("--xlsx", type=Path, metavar="FILE", help="写成表格")
    command.add_argument("--json", action="store_true", help="向标准输出写 JSON（默认）")


def run(asked: argparse.Namespace, application: Application, now: datetime) -> int:
    last = asked.last or f"{now:%Y-%m}"
    months = _months(asked.first or last, last)
    if not months:
        return failed(f"起止月份不对，一次最多 {MOST_MONTHS} 个月。")
    answers = _answers(application.parts.cases, months)
    if isinstance(answers, str):
        return failed(answers)
    parts = application.parts
    found = figures(answers, months, own_numbers=own_numbers(parts.content), today=now.date())
    if asked.xlsx:
        try:
            write_book(found, application.words_in(Language.CHINESE), asked.xlsx)
        except OSError as error:
            return failed(f"表格写不了：{error.strerror or type(error).__name__}")
        warn(f"已写入 {asked.xlsx}，{len(answers)} 份，{len(found.comments)} 条意见。")
    if asked.json or not asked.xlsx:
        print_json(as_data(found))
    return DONE


def _answers(cases: CaseClient, months: Sequence[str]) -> list[SurveyAnswer] | str:
    """All answers of the months, or why they cannot be had."""
    found: list[SurveyAnswer] = []
    for each in months:
        for page in range(1, _MOST_PAGES):
            match cases.surveys(each, page):
                case Found(value):
                    found += value.answers
                    if not value.more:
                        break
                case NotOffered():
                    return "法院系统不提供意见搜集的汇总，或者本机的证书不是科室的。"
                case Unavailable():
                    return "法院系统现在连不上，请稍后再试。"
    return found


def _months(first: str, last: str) -> tuple[str, ...]:
    """From the first to the last; none where that is backwards or too many."""
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    if not 0 <= end - start < MOST_MONTHS:
        return ()
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in range(start, end + 1))
