"""A service manager for one service, as systemd is one: sd_notify(3), sd_listen_fds(3).

  supervisor.py NOTIFY-SOCKET OPTION... -- COMMAND...

  --socket NAME=PATH  listens there before the service starts, and passes the socket
  --store N           keeps N descriptors for it at most (FileDescriptorStoreMax=)
  --watchdog MS       kills it with ABRT if it is silent for so long (WatchdogSec=)

What ends otherwise than by its own will is started anew (Restart=on-failure). Only the main
process is heard (NotifyAccess=main). Prints a line for all that happens; the line "stop" on
standard input ends the service with TERM, the end of standard input ends all.
"""

import array
import ctypes
import os
import selectors
import signal
import socket
import struct
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def say(*words):
    print(*words, flush=True)


def parent(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])


class Supervisor:
    def __init__(self, words):
        self.notify_name = words.pop(0)
        self.sockets, self.store, self.capacity, self.watchdog = [], [], 0, 0
        while words[0] != "--":
            option, value = words.pop(0), words.pop(0)
            if option == "--socket":
                name, path = value.split("=", 1)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                listener.bind(path)
                listener.listen(128)
                self.sockets.append((name, listener.fileno()))
                listener.detach()
            elif option == "--store":
                self.capacity = int(value)
            elif option == "--watchdog":
                self.watchdog = int(value) / 1000
            else:
                sys.exit("supervisor: unknown option " + option)
        self.command = words[1:]
        self.main, self.ready, self.stopping, self.heard = 0, False, False, 0.0
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        name = self.notify_name
        self.notify.bind("\0" + name[1:] if name.startswith("@") else name)

    def start(self):
        passed = self.sockets + self.store
        pid = os.fork()
        if pid == 0:
            self.become(passed)
        self.main, self.ready, self.heard = pid, False, time.monotonic()
        say("start", pid, len(passed))

    def become(self, passed):
        # Above all of them first, so that none is written over.
        high = [os.dup2(fd, 1000 + i, False) for i, (_, fd) in enumerate(passed)]
        for i, fd in enumerate(high):
            os.dup2(fd, 3 + i, True)
        os.closerange(3 + len(passed), 4096)
        env = dict(os.environ, NOTIFY_SOCKET=self.notify_name)
        if self.watchdog:
            env["WATCHDOG_USEC"] = str(int(self.watchdog * 1_000_000))
            env["WATCHDOG_PID"] = str(os.getpid())
        if self.capacity:
            env["FDSTORE"] = str(self.capacity)
        if passed:
            env["LISTEN_PID"] = str(os.getpid())
            env["LISTEN_FDS"] = str(len(passed))
            env["LISTEN_FDNAMES"] = ":".join(name for name, _ in passed)
        os.execvpe(self.command[0], self.command, env)

    def receive(self):
        room = socket.CMSG_SPACE(4 * 253) + socket.CMSG_SPACE(12)
        data, ancillary, flags, _ = self.notify.recvmsg(4096, room)
        sender, fds = 0, array.array("i")
        for level, kind, content in ancillary:
            if kind == socket.SCM_CREDENTIALS:
                sender = struct.unpack("iii", content)[0]
            elif kind == socket.SCM_RIGHTS:
                fds.frombytes(content)
        text = data.decode()
        say("message", sender, text.replace("\n", "|"), len(fds))
        if sender == self.main:
            self.take(dict(line.split("=", 1) for line in text.split("\n") if "=" in line), fds)
        else:
            say("unheard", sender)
            for fd in fds:
                os.close(fd)

    def take(self, fields, fds):
        if fields.get("READY") == "1":
            self.ready, self.heard = True, time.monotonic()
        if fields.get("WATCHDOG") == "1":
            self.heard = time.monotonic()
        if "MAINPID" in fields:
            self.main = int(fields["MAINPID"])
            say("main", self.main)
            # systemd looks now, and once: of what is no child of its own it does not see the end.
            if parent(self.main) != os.getpid():
                say("alien", self.main)
        if fields.get("FDSTORE") == "1":
            for fd in fds:
                if len(self.store) < self.capacity:
                    self.store.append((fields.get("FDNAME", "stored"), fd))
                else:
                    say("full", fields.get("FDNAME"))
                    os.close(fd)
        if fields.get("FDSTOREREMOVE") == "1":
            for name, fd in self.store:
                if name == fields["FDNAME"]:
                    os.close(fd)
            self.store = [entry for entry in self.store if entry[0] != fields["FDNAME"]]
        say("store", len(self.store))

    def reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            say("exit", pid, code)
            if pid == self.main:
                self.main = 0
                if code != 0 and not self.stopping:
                    self.start()

    def run(self):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        children, wake = socket.socketpair()
        children.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.start()
        events = selectors.DefaultSelector()
        for source in (self.notify, sys.stdin, children):
            events.register(source, selectors.EVENT_READ)
        while True:
            # Messages before ends, as systemd does.
            ready = [key.fileobj for key, _ in events.select(0.05)]
            if self.notify in ready:
                self.receive()
                continue
            if sys.stdin in ready:
                line = sys.stdin.readline()
                if not line:
                    return
                if line.strip() == "stop" and self.main:
                    self.stopping = True
                    os.kill(self.main, signal.SIGTERM)
            if children in ready:
                children.recv(4096)
                self.reap()
            silent = time.monotonic() - self.heard
            if self.watchdog and self.main and self.ready and silent > self.watchdog:
                say("watchdog", self.main)
                self.ready = False
                os.kill(self.main, signal.SIGABRT)


supervisor = Supervisor(sys.argv[1:])
try:
    supervisor.run()
finally:
    if supervisor.main:
        os.kill(supervisor.main, signal.SIGKILL)
