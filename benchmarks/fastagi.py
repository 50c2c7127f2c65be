"""A menu as FastAGI, led by a small Python server: a peer of the voice line in benchmarks/voice.py."""

from __future__ import annotations

import asyncio
import re
import sys


async def _serve(port: int, main: str, hearings: str, filler: str) -> None:
    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def ask(command: str) -> int:
            """The result of a command; -1 when the caller is gone."""
            writer.write(f"{command}\n".encode())
            await writer.drain()
            found = re.search(rb"result=(-?\d+)", await reader.readline())
            return int(found[1]) if found else -1

        while (await reader.readline()).strip():
            pass
        menu = main
        result = 0
        while result >= 0:
            for file in (menu, filler):
                if (result := await ask(f'STREAM FILE {file} "1*"')) != 0:
                    break
            if result == 0:
                result = await ask("WAIT FOR DIGIT 6000")
            if result <= 0:
                break
            menu = hearings if chr(result) == "1" else main
        writer.close()

    server = await asyncio.start_server(call, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), *sys.argv[2:5]))
