"""Search in 120,000 records by length of the words, beside LIKE, FTS5 trigram and tantivy."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from benchmarks.large_court import HEARINGS, JUDGMENTS, large_store
from benchmarks.measured import Times, table
from benchmarks.pictures import bars
from content.store import Store

QUERIES = 200
# What scans everything is asked less often.
SCANS = 12
SHOWN = 20
_HOSTILE = (
    '"' * 9_000,
    "张*" * 5_000,
    "NEAR(审理 判决) OR 本院",
    "本院经审理查明双方签订合同约定" * 400,
    "'; DROP TABLE--",
)

Ask = Callable[[str], object]


def run() -> None:
    with TemporaryDirectory(prefix="search-") as name:
        folder = Path(name)
        store = large_store(folder)
        peers = sqlite3.connect(folder / "peers.db")
        texts = [
            (number, day, folded)
            for number, (day, folded) in enumerate(
                sqlite3.connect(folder / "content.db").execute(
                    "SELECT day, folded FROM search_texts ORDER BY day"
                ),
                start=1,
            )
        ]
        print(f"  {HEARINGS:,} notices, {JUDGMENTS:,} judgments; the newest {SHOWN}; processor ms p50 / p99")
        trigram_seconds = _trigram(peers, texts)
        index, tantivy_seconds = _tantivy(folder, texts)
        print(f"  building: trigram {trigram_seconds:.0f} s, tantivy {tantivy_seconds:.0f} s")
        asked = _queries(texts)
        found: dict[str, dict[str, Times]] = {"ours": {}, "FTS5 trigram": {}, "tantivy": {}, "LIKE": {}}
        for length, words in asked.items():
            found["ours"][length] = _times(_ours(store), words)
            found["tantivy"][length] = _times(_in_tantivy(index), words)
            found["LIKE"][length] = _times(_like(peers), words[:SCANS])
            if int(length) >= 3:
                found["FTS5 trigram"][length] = _times(_in_trigram(peers), words)
        _print(found, list(asked))
        hostile = _times(_ours(store), list(_HOSTILE) * 20)
        print(f"  hostile input: p50 {hostile.percentile(0.5):.2f} ms, p99 {hostile.percentile(0.99):.2f} ms")
        for words in ("ktgg", "zhangshi", "离婚 公告送达", "2026冀1082民初字第500号"):
            each = _times(_ours(store), [words] * 30)
            print(f"  {words}: p50 {each.percentile(0.5):.2f} ms, p99 {each.percentile(0.99):.2f} ms")
        bars(
            "content-search.png",
            "Search, p99 in ms, by number of characters",
            {
                name: {length: t.percentile(0.99) for length, t in times.items()}
                for name, times in found.items()
            },
        )
        store.close()
        peers.close()


def _queries(texts: list[tuple[int, str, str]]) -> dict[str, list[str]]:
    made = random.Random(7)
    asked: dict[str, list[str]] = {}
    for length in (1, 2, 3, 4):
        words: list[str] = []
        while len(words) < QUERIES:
            run = made.choice(made.choice(texts)[2].split())
            if len(run) >= length and not run.isascii():
                start = made.randrange(len(run) - length + 1)
                words.append(run[start : start + length])
        asked[str(length)] = words
    return asked


def _times(ask: Ask, words: Iterable[str]) -> Times:
    """Processor time of the thread that each of them works in: what else the machine does is not counted."""
    seconds = []
    for one in words:
        start = time.thread_time()
        ask(one)
        seconds.append(time.thread_time() - start)
    return Times.of(seconds)


def _ours(store: Store) -> Ask:
    return lambda words: store.search(words, limit=SHOWN)


def _trigram(conn: sqlite3.Connection, texts: list[tuple[int, str, str]]) -> float:
    start = time.perf_counter()
    conn.execute("CREATE TABLE plain (number INTEGER PRIMARY KEY, day TEXT, folded TEXT)")
    conn.executemany("INSERT INTO plain VALUES (?, ?, ?)", texts)
    conn.execute("CREATE VIRTUAL TABLE trigram USING fts5(folded, content='', tokenize='trigram')")
    conn.executemany(
        "INSERT INTO trigram (rowid, folded) VALUES (?, ?)", [(n, folded) for n, _, folded in texts]
    )
    conn.commit()
    return time.perf_counter() - start


def _in_trigram(conn: sqlite3.Connection) -> Ask:
    query = "SELECT rowid FROM trigram WHERE trigram MATCH ? ORDER BY rowid DESC LIMIT ?"
    return lambda words: conn.execute(query, [f'"{words}"', SHOWN]).fetchall()


def _like(conn: sqlite3.Connection) -> Ask:
    query = "SELECT number FROM plain WHERE folded LIKE ? ORDER BY number DESC LIMIT ?"
    return lambda words: conn.execute(query, [f"%{words}%", SHOWN]).fetchall()


def _tantivy(folder: Path, texts: list[tuple[int, str, str]]) -> tuple[tantivy.Index, float]:
    """Pairs of characters and single ones, as ours."""
    start = time.perf_counter()
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", stored=True, fast=True)
    schema.add_text_field("folded", tokenizer_name="pairs", index_option="basic")
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema.build(), path=str(folder / "tantivy"))
    pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2)).build()
    index.register_tokenizer("pairs", pairs)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for number, _, folded in texts:
        writer.add_document(tantivy.Document(number=number, folded=folded))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, time.perf_counter() - start


def _in_tantivy(index: tantivy.Index) -> Ask:
    searcher = index.searcher()

    def ask(words: str) -> object:
        pairs = [words[n : n + 2] for n in range(len(words) - 1)] or [words]
        terms = [
            (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, "folded", pair, index_option="basic"))
            for pair in pairs
        ]
        query = tantivy.Query.boolean_query(terms)
        return searcher.search(query, SHOWN, order_by_field="number").hits

    return ask


def _print(found: dict[str, dict[str, Times]], lengths: list[str]) -> None:
    rows: list[list[object]] = [["characters", *lengths]]
    for name, times in found.items():
        rows.append(
            [
                name,
                *(
                    f"{times[n].percentile(0.5):.2f} / {times[n].percentile(0.99):.2f}"
                    if n in times
                    else "cannot"
                    for n in lengths
                ),
            ]
        )
    for name in ("FTS5 trigram", "tantivy", "LIKE"):
        ratios = [
            f"{found['ours'][n].percentile(0.99) / found[name][n].percentile(0.99):.3f}"
            if n in found[name]
            else "-"
            for n in lengths
        ]
        rows.append([f"ratio p99 to {name}", *ratios])
    table(rows)
