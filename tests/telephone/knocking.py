"""How much of a flood comes through: ``python -m tests.telephone.knocking RULES PORT``, in a network
namespace of its own.

RULES are loaded, then INVITEs are sent from two addresses as fast as they go. Printed is how many of them
arrive at PORT: from the trunk, from a stranger.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import subprocess
import sys
from collections import Counter

INVITE = b"INVITE sip:12368@127.0.0.1 SIP/2.0\r\nContent-Length: 0\r\n\r\n"
SENT = 600
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def main(rules: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        # netdevice(7): the loopback interface of a new network is down.
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    subprocess.run(["/usr/sbin/nft", "-f", rules], check=True)
    arrived: Counter[str] = Counter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asterisk:
        asterisk.bind(("127.0.0.1", port))
        asterisk.settimeout(0.5)
        for address in ("127.0.0.1", "127.0.0.2"):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
                caller.bind((address, 0))
                for _ in range(SENT):
                    try:
                        caller.sendto(INVITE, ("127.0.0.1", port))
                    except PermissionError:  # dropped on the way out of the same machine
                        continue
            try:
                while True:
                    arrived[asterisk.recvfrom(2048)[1][0]] += 1
            except TimeoutError:
                continue
    print(arrived["127.0.0.1"], arrived["127.0.0.2"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
