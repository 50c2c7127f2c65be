"""What must not be published of this machine's content and of files that are to become content.

Nothing is published with an open finding. A named person may decide that a finding stands: who, when and
why is kept in this machine's database, with a hash of what was found instead of its words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from content.importers.document import read_text, write_masked
from content.personal_data import Finding, Rule, find, mask
from content.personal_data.numbers import telephone_digits
from content.policy import BY_LAW, Policy
from content.records import Judgment
from content.store import Store

# Counted up when the rules change: what was found clean is then looked at again.
RULES_VERSION = 2
_STEP = 1_000
# Pictures hold no text; debtors are looked through one by one when they are imported.
_NOT_HERE = ("picture", "debtor")
# Names of records, and a file in base64, whose `text` is looked through instead.
_NO_TEXT = frozenset({"id", "category", "department", "map.picture", "data", "key_mark"})


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding in a record that nobody has decided on. `id` is a hash over where and what it is."""

    id: str
    kind: str
    record: str
    lang: str
    field: str
    finding: Finding


def check_file(
    path: Path, store: Store, today: date, masked_into: Path | None = None, policy: Policy = BY_LAW
) -> tuple[Finding, ...] | None:
    """The findings in one file, places in characters of its text; None when it cannot be read.

    With `masked_into` the text as proposed is written there.
    """
    text = read_text(path)
    if text is None:
        return None
    findings = find(text, own_numbers=own_numbers(store), today=today, all_parties=policy.all_parties)
    if masked_into is not None:
        write_masked(path, mask(text, findings), masked_into)
    return findings


def own_numbers(store: Store) -> frozenset[str]:
    """The court's own telephone numbers, as its directory has them: digits alone."""
    numbers: set[str] = set()
    court = store.court()
    if court is not None:
        numbers.update((court.telephone, court.hotline))
        numbers.update(channel.telephone for channel in court.complaints)
        if court.operator is not None:
            numbers.add(court.operator.telephone)
    numbers.update(department.telephone for department in store.departments())
    numbers.update(tribunal.telephone for tribunal in store.tribunals())
    return frozenset(digits for number in numbers if (digits := telephone_digits(number)))


def open_findings(
    store: Store,
    today: date,
    progress: Callable[[str, int, int], None] | None = None,
    policy: Policy = BY_LAW,
) -> tuple[OpenFinding, ...]:
    """Every finding in this machine's content without an override. A record that was clean is not read again
    until it, the rules, the court's policy or its own numbers change. `progress` is told what is done, how
    much, of how much."""
    own = own_numbers(store)
    salt = f"{RULES_VERSION}|{policy.parties}|{'|'.join(sorted(own))}|".encode()
    found: list[OpenFinding] = []
    with store.transaction() as writing:
        conn = writing.conn
        decided = {id for (id,) in conn.execute("SELECT finding FROM overrides")}
        clean = {
            (kind, id, lang): digest
            for kind, id, lang, digest in conn.execute("SELECT kind, id, lang, digest FROM found_clean")
        }
        newly: list[tuple[str, str, str, bytes]] = []
        (total,) = conn.execute("SELECT count(*) FROM records WHERE kind NOT IN (?, ?)", _NOT_HERE).fetchone()
        rows = conn.execute("SELECT kind, id, lang, body FROM records WHERE kind NOT IN (?, ?)", _NOT_HERE)
        for number, (kind, id, lang, body) in enumerate(rows, start=1):
            if progress is not None and (number % _STEP == 0 or number == total):
                progress("检查", number, total)
            digest = hashlib.sha256(salt + body.encode()).digest()[:8]
            if clean.get((kind, id, lang)) == digest:
                continue
            here = list(_in_record((kind, id, lang), body, own, today, policy))
            if not here:
                newly.append((kind, id, lang, digest))
            found += [one for one in here if one.id not in decided]
        conn.executemany("INSERT OR REPLACE INTO found_clean VALUES (?, ?, ?, ?)", newly)
    return tuple(found)


def override(store: Store, finding: OpenFinding, by: str, reason: str, now: datetime) -> None:
    """Record that `by` decided to publish what was found, and why."""
    with store.transaction() as writing:
        writing.conn.execute(
            """INSERT OR REPLACE INTO overrides (finding, kind, id, lang, rule, decided_by, reason, at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                finding.id,
                finding.kind,
                finding.record,
                finding.lang,
                str(finding.finding.rule),
                by,
                reason,
                now.isoformat(),
            ],
        )


def _in_record(
    key: tuple[str, str, str], body: str, own: frozenset[str], today: date, policy: Policy
) -> Iterator[OpenFinding]:
    plain = json.loads(body)
    # Who is hidden in the text of a judgment is hidden in all that is told of it.
    whole = str(plain.get("text", "")) if key[0] == Judgment.record_kind else ""
    in_whole = find(whole, own_numbers=own, today=today, all_parties=policy.all_parties) if whole else ()
    for field, text in _texts(plain, ""):
        if field in _NO_TEXT:
            continue
        found = in_whole
        if text != whole:
            found = find(text, own_numbers=own, today=today, all_parties=policy.all_parties, known=in_whole)
        for one in found:
            # An office's line in a field for it is published on purpose; a mobile telephone is a person's.
            if field.endswith("telephone") and one.rule is Rule.TELEPHONE and not _is_mobile(one.text):
                continue
            where = "|".join((*key, field, str(one.rule), str(one.start), one.text))
            id = hashlib.sha256(where.encode()).hexdigest()[:12]
            yield OpenFinding(id, *key, field, one)


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    """(field, text) of every text in a record, however deep."""
    match value:
        case str() if len(value) >= 5:
            yield field, value
        case dict():
            for name, part in value.items():
                yield from _texts(part, f"{field}.{name}" if field else str(name))
        case list():
            for part in value:
                yield from _texts(part, field)


def _is_mobile(text: str) -> bool:
    digits = telephone_digits(text)
    return len(digits) == 11 and digits.startswith("1")
