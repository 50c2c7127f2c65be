"""What a court decides for itself about publishing: ``publication.toml`` in the home folder.

Whose names are hidden in judgments. The rules (法释〔2016〕19号第八条) name the parties of family and
inheritance cases, some people of criminal cases, and minors. Since 2024 the Supreme People's Court has names
of all parties, people and organisations, hidden on the national site, while judges, clerks and case numbers
stay (its 审判管理办公室, 人民日报 of 8 January 2026).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.files import write_whole

FILE = "publication.toml"


class Parties(StrEnum):
    """Whose names are hidden in judgments."""

    BY_LAW = "law"
    ALL = "all"


class PolicyError(ValueError):
    """The file is wrong; the message says so in a clerk's words. Nothing is checked or published then."""


@dataclass(frozen=True, slots=True)
class Policy:
    parties: Parties = Parties.BY_LAW

    @property
    def all_parties(self) -> bool:
        return self.parties is Parties.ALL


BY_LAW = Policy()


def read_policy(home: Path) -> Policy:
    """The court's decisions; those of the law where there is no file. Raises `PolicyError`."""
    file = home / FILE
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return BY_LAW
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{file} 读不出来：{error}") from None
    if set(told) - {"parties"} or told.get("parties", Parties.BY_LAW) not in set(Parties):
        raise PolicyError(
            f'{file}：只能写 parties = "law"（依法释〔2016〕19号）或者 parties = "all"（全部当事人隐名）'
        )
    return Policy(Parties(told.get("parties", Parties.BY_LAW)))


def write_policy(home: Path, policy: Policy) -> None:
    write_whole(home / FILE, f'parties = "{policy.parties}"\n'.encode())
