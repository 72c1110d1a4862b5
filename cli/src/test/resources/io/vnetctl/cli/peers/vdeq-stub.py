#!/usr/bin/env python3
"""Stands in for the qemu that vdeq starts: sends each frame back to its sender, ends on "quit"."""
import re
import socket
import sys

MAC = bytes.fromhex("020000000099")

if "-h" in sys.argv[1:]:
    # vdeq reads the version from the help and chooses the syntax for the descriptor by it.
    print("QEMU PC emulator version @VERSION@, Copyright (c) nobody")
    sys.exit(0)

descriptor = re.search(r"(?:tap,\S*\bfd=|-tun-fd )(\d+)", " ".join(sys.argv))
link = socket.socket(fileno=int(descriptor.group(1)))
print("stub is ready", flush=True)
while True:
    frame = link.recv(65536)
    if frame[14:].startswith(b"quit"):
        break
    link.send(frame[6:12] + MAC + frame[12:])
