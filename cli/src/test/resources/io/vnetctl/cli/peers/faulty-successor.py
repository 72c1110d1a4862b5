"""A successor of a switch with a fault: what the switch and the program say to each other passes
through here, all but what the fault is about.

  faulty-successor.py FAULT PROGRAM WORD...

  none       nothing is wrong
  file N     the N-th open file, from 0, is none that a switch can do anything with
  state      the state is cut short
  late       the program is killed when it forwards, before the switch hears of it
"""

import os
import socket
import subprocess
import sys

VARIABLE = "VNETCTL_HANDOVER"
MAX_TEXT, MAX_FILES = 4096, 253

fault, *command = sys.argv[1:]
switch = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
switch.connect("\0" + os.environ[VARIABLE])
name = "vnetctl-handover-faulty-%d" % os.getpid()
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind("\0" + name)
listener.listen(1)
process = subprocess.Popen(command, env={**os.environ, VARIABLE: name})
program = listener.accept()[0]

switch.send(program.recv(MAX_TEXT))
count, passed = None, 0
while count is None or passed < count:
    text, files, _, _ = socket.recv_fds(switch, MAX_TEXT, MAX_FILES)
    if count is None:
        count = int(text.split()[1])
        if fault == "state":
            size = os.stat(files[0]).st_size
            os.truncate(files[0], size // 2)
        if fault.startswith("file "):
            # After the state and the addresses.
            files[2 + int(fault.split()[1])] = os.open("/dev/null", os.O_RDWR)
    passed += len(files)
    socket.send_fds(program, [text], files)

answer = program.recv(MAX_TEXT)
if fault == "late":
    process.kill()
    process.wait()
    sys.exit(1)
switch.send(answer)
if answer == b"running":
    switch.recv(1)
    program.close()
sys.exit(process.wait())
