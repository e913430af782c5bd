# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the app of one Space inside its sandbox and watches it.

usage: python3 -I -S -c SOURCE SETTINGS

Standard input is a socket. Its first message is one line of JSON, {"variables": {NAME: VALUE}}, and carries a socket
that listens: whoever connects to that is handed on to the app. When standard input ends, the app is to end. Events go
to standard output, one JSON object a line, `event` says which:

    starting {port}   log {line}   skipped {lines}   ready {seconds, version, port, mount}
    usage {memory, cpu, processes, disk, connections, idle}
    exited {status, signal, why}    stopped, crashed, memory, processes, disk or timeout

The app is a stranger with the same user id, so it gets nothing of these descriptors and cannot reach them in /proc.
"""
import asyncio
import collections
import ctypes
import json
import os
import re
import resource
import select
import signal
import socket
import subprocess
import sys
import time

PORT = 7860
WATCH_SECONDS = 0.5
USAGE_SECONDS = 2
STOP_SECONDS = 3
DRAIN_SECONDS = 1
MAX_LINE = 4096
LINES_PER_SECOND = 500
MAX_BURST = 2000
MAX_WAITING_EVENTS = 1 << 20
MAX_CONNECTIONS = 400
MAX_HEAD = 1 << 16
PROBE_SECONDS = 5
PR_SET_DUMPABLE = 4

LOCAL_URL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d{1,5}))?((?:/[\w.~-]+)*)")
MOUNT_CALL = re.compile(r"mount_gradio_app\s*\(")
PATH_TEXT = re.compile(r"""["']((?:/[\w.~-]+)+)/?["']""")
LINK = re.compile(r"""(?:href|src|action)=["'](?:https?://[^/"']+)?((?:/[\w.~-]+)+)/?["']""")
VERSION = re.compile(r'"version"\s*:\s*"([\w.+-]{1,40})"')


class Events:
    """Writes events without ever waiting for who reads them."""

    def __init__(self):
        self.lines = collections.deque()
        self.size = 0
        os.set_blocking(1, False)

    def say(self, event, **more):
        line = json.dumps({"event": event, **more}).encode() + b"\n"
        self.lines.append(line)
        self.size += len(line)
        self.write()

    def full(self):
        return self.size > MAX_WAITING_EVENTS

    def write(self):
        try:
            while self.lines:
                done = os.write(1, self.lines[0])
                self.size -= done
                if done == len(self.lines[0]):
                    self.lines.popleft()
                else:
                    self.lines[0] = self.lines[0][done:]
        except BlockingIOError:
            asyncio.get_running_loop().add_writer(1, self.write)
            return
        except OSError:
            os._exit(1)  # nobody is there any more
        asyncio.get_running_loop().remove_writer(1)

    def finish(self):
        deadline = time.monotonic() + DRAIN_SECONDS
        while self.lines and time.monotonic() < deadline:
            select.select([], [1], [], 0.1)
            self.write()


class Output:
    """What the app writes: told by lines, as far as that makes sense. It is always read, so that the app goes on."""

    def __init__(self, descriptor, events, found_url):
        self.descriptor = descriptor
        self.events = events
        self.found_url = found_url
        self.rest = b""
        self.skipped = 0
        self.budget = MAX_BURST
        self.refilled = time.monotonic()
        self.ended = asyncio.Event()
        os.set_blocking(descriptor, False)
        asyncio.get_running_loop().add_reader(descriptor, self.read)

    def read(self):
        try:
            data = os.read(self.descriptor, 1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.stop()
            return
        pieces = re.split(rb"[\r\n]", self.rest + data)
        self.rest = pieces.pop()
        for piece in pieces:
            self.tell(piece)
        while len(self.rest) > MAX_LINE:
            self.tell(self.rest[:MAX_LINE])
            self.rest = self.rest[MAX_LINE:]

    def allow(self):
        now = time.monotonic()
        self.budget = min(MAX_BURST, self.budget + (now - self.refilled) * LINES_PER_SECOND)
        self.refilled = now
        if self.budget < 1 or self.events.full():
            return False
        self.budget -= 1
        return True

    def tell(self, line):
        for start in range(0, len(line), MAX_LINE):
            text = line[start:start + MAX_LINE].decode(errors="replace").replace("\0", " ").rstrip()
            if not text:
                continue
            if not self.allow():
                self.skipped += 1
                continue
            self.tell_skipped()
            self.events.say("log", line=text)
            for match in LOCAL_URL.finditer(text):
                self.found_url(int(match[1] or 80), match[2])

    def tell_skipped(self):
        if self.skipped:
            self.events.say("skipped", lines=self.skipped)
        self.skipped = 0

    def stop(self):
        if self.ended.is_set():
            return
        asyncio.get_running_loop().remove_reader(self.descriptor)
        self.tell(self.rest)
        self.tell_skipped()
        self.ended.set()


class End(asyncio.Protocol):
    """One end of a connection that is handed on: what comes in here goes out at the other."""

    def __init__(self, relay):
        self.relay = relay
        self.transport = None
        self.other = None
        self.ended = False
        self.waiting = b""  # came before the other end was there

    def connected(self):
        return self.other is not None and self.other.transport is not None

    def data_received(self, data):
        if self.connected():
            self.other.transport.write(data)
        else:
            self.waiting += data
            self.transport.pause_reading()

    def eof_received(self):
        self.ended = True
        if not self.connected():
            return True
        if self.other.ended:
            return False
        self.other.transport.write_eof()
        return True  # the answer may still come

    def pause_writing(self):
        self.other.transport.pause_reading()

    def resume_writing(self):
        self.other.transport.resume_reading()

    def connection_lost(self, error):
        if self.connected():
            self.other.transport.close()


class AppEnd(End):
    def connection_made(self, transport):
        self.transport = transport


class HostEnd(End):
    def connection_made(self, transport):
        self.transport = transport
        if len(self.relay.open) >= MAX_CONNECTIONS:
            transport.abort()
            return
        self.relay.open.add(self)
        asyncio.ensure_future(self.connect())

    async def connect(self):
        try:
            self.other = AppEnd(self.relay)
            self.other.other = self
            await asyncio.get_running_loop().create_connection(lambda: self.other, *self.relay.address)
            if self.transport.is_closing():
                self.other.transport.close()
                return
            self.other.transport.write(self.waiting)
            self.waiting = b""
            if self.ended:
                self.other.transport.write_eof()
            self.transport.resume_reading()
        except OSError:
            self.transport.abort()

    def connection_lost(self, error):
        self.relay.open.discard(self)
        self.relay.used = time.monotonic()
        super().connection_lost(error)


class Relay:
    def __init__(self, address):
        self.address = address
        self.open = set()
        self.used = time.monotonic()

    def drop_hung_up(self):
        """Ends the connections whose host is gone: until something is written they look half closed only."""
        for end in [end for end in self.open if end.ended]:
            poll = select.poll()
            poll.register(end.transport.get_extra_info("socket").fileno(), 0)
            if poll.poll(0):
                end.transport.abort()

    def idle(self):
        return 0 if self.open else time.monotonic() - self.used


def read_text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(1 << 20)
    except OSError:
        return ""


def others():
    """The processes of the Space: all in this sandbox but its own ones and this."""
    own = {1, os.getpid()}
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in own]


def signal_all(number):
    for pid in others():
        try:
            os.kill(pid, number)
        except OSError:
            pass


def end_all(found):
    """Kills the Space, also one that starts processes faster than they can be listed."""
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        signal_all(signal.SIGKILL)
        reap(found)
        if not others():
            return
        select.select([], [], [], 0.01)


def reap(found):
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            found(pid, status)
    except ChildProcessError:
        pass


def anonymous_memory(pids):
    """Memory that is the processes' own, with what forks share counted once. Takes its time."""
    total = 0
    for pid in pids:
        match = re.search(r"^Pss_Anon:\s*(\d+) kB", read_text(f"/proc/{pid}/smaps_rollup"), re.M)
        total += int(match[1]) * 1024 if match else 0
    return total


def processes_usage(pids):
    """Private memory in bytes and processor seconds, of living and ended processes."""
    page, tick, memory, ticks = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK"), 0, 0
    for pid in pids:
        fields = read_text(f"/proc/{pid}/stat").rpartition(")")[2].split()
        if len(fields) > 14:
            ticks += sum(map(int, fields[11:15]))
        pages = read_text(f"/proc/{pid}/statm").split()
        if len(pages) > 2:
            memory += (int(pages[1]) - int(pages[2])) * page
    ended = os.times()
    return memory, ticks / tick + ended.children_user + ended.children_system


def filesystem_used(path):
    try:
        facts = os.statvfs(path)
    except OSError:
        return 0
    return (facts.f_blocks - facts.f_bfree) * facts.f_frsize


def folder_size(path, enough):
    """Bytes that a folder takes on the disk, links not followed; not counted on once it is more than enough."""
    total, folders = 0, [path]
    while folders and (not enough or total <= enough):
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    try:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                    except OSError:
                        pass
        except OSError:
            pass
    return total


def own_sockets():
    found = set()
    for pid in others():
        try:
            for name in os.listdir(f"/proc/{pid}/fd"):
                match = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(f"/proc/{pid}/fd/{name}"))
                if match:
                    found.add(match[1])
        except OSError:
            pass
    return found


def listening(own_network):
    """Addresses where the Space listens; when the network is shared, only what is its own counts."""
    inodes, found = None if own_network else own_sockets(), set()
    for name, host in (("tcp", "127.0.0.1"), ("tcp6", "::1")):
        for line in read_text(f"/proc/net/{name}").splitlines()[1:]:
            fields = line.split()
            if len(fields) > 9 and fields[3] == "0A" and (inodes is None or fields[9] in inodes):
                address, _, port = fields[1].partition(":")
                wanted = "127.0.0.1" if not address.strip("0") else host
                found.add((wanted, int(port, 16)))
    return found


async def fetch(address, path):
    """The status, the headers and the start of the body of an answer, or None."""
    writer = None
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection(*address), PROBE_SECONDS)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PROBE_SECONDS)
        body = await asyncio.wait_for(reader.read(MAX_HEAD), PROBE_SECONDS)
    except (OSError, EOFError, asyncio.TimeoutError, asyncio.LimitOverrunError):
        return None
    finally:
        if writer is not None:
            writer.transport.abort()
    text = head.decode("latin-1")
    match = re.match(r"HTTP/1\.[01] (\d{3})", text)
    return (int(match[1]), text, body.decode(errors="replace")) if match else None


class Supervisor:
    def __init__(self, settings):
        self.settings = settings
        self.events = Events()
        self.relay = None
        self.process = None
        self.output = None
        self.why = None
        self.status = None
        self.over = asyncio.Event()
        self.ports = []
        self.mounts = [""]
        self.started = time.monotonic()
        self.disk = 0
        self.cpu = (self.started, 0)

    def receive(self):
        """What comes with the first message; returns the socket that listens."""
        control, data, descriptors = socket.socket(fileno=0), b"", []
        while not data.endswith(b"\n"):
            more, new, _, _ = socket.recv_fds(control, 1 << 16, 1)
            if not more:
                sys.exit("the control socket ended early")
            data += more
            descriptors += new
        control.setblocking(False)
        self.variables = json.loads(data)["variables"]

        def heard():
            try:
                if control.recv(4096):
                    return
            except BlockingIOError:
                return
            except OSError:
                pass
            asyncio.get_running_loop().remove_reader(0)
            self.stop()

        asyncio.get_running_loop().add_reader(0, heard)
        return socket.socket(fileno=descriptors[0])

    def choose_port(self):
        if self.settings["own_network"]:
            return PORT
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    def limit(self):
        """Backstops, run in the app's process; watch() is what enforces the limits."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for name, limit in self.backstops.items():
            hard = resource.getrlimit(name)[1]
            limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(name, (limit, limit))

    def start_app(self):
        settings, port = self.settings, self.choose_port()
        variables = dict(settings["environment"], **self.variables)
        variables.update(GRADIO_SERVER_NAME="127.0.0.1", GRADIO_SERVER_PORT=str(port))
        self.backstops = {}
        if settings["memory"]:
            self.backstops[resource.RLIMIT_DATA] = 2 * settings["memory"] + (2 << 30)
        if settings["disk"]:
            self.backstops[resource.RLIMIT_FSIZE] = settings["disk"] + (64 << 20)
        # Threads count as well. Older kernels count what the user runs outside, too.
        if settings["processes"] and tuple(map(int, os.uname().release.split(".")[:2])) >= (5, 14):
            self.backstops[resource.RLIMIT_NPROC] = 16 * settings["processes"] + 1024
        for name in settings["folders"]:
            os.makedirs(name, exist_ok=True)
        self.ports.append(port)
        self.events.say("starting", port=port)
        self.process = subprocess.Popen(
            [settings["python"], settings["app_file"]], cwd=settings["app"], env=variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=self.limit, start_new_session=True)
        self.output = Output(self.process.stdout.fileno(), self.events, self.found_url)

    def found_url(self, port, path):
        if 0 < port < 65536 and port not in self.ports and len(self.ports) < 20:
            self.ports.append(port)
        self.add_mount(path)

    def add_mount(self, path):
        if path not in self.mounts and len(self.mounts) < 20 and len(path) < 200:
            self.mounts.append(path)

    def found_exit(self, pid, status):
        if pid == self.process.pid:
            self.status = status
            self.over.set()

    def stop(self, why="stopped"):
        self.why = self.why or why
        signal_all(signal.SIGTERM)
        asyncio.get_running_loop().call_later(STOP_SECONDS, self.over.set)

    def kill(self, why):
        self.why = self.why or why
        self.over.set()

    async def look_for_app(self):
        source = read_text(os.path.join(self.settings["app"], self.settings["app_file"]))
        for call in MOUNT_CALL.finditer(source):
            for path in PATH_TEXT.findall(source[call.end():call.end() + 400]):
                self.add_mount(path)
        pause = 0.05
        while True:
            addresses = listening(self.settings["own_network"])
            order = {port: place for place, port in enumerate(self.ports)}
            for address in sorted(addresses, key=lambda item: (order.get(item[1], len(order)), item)):
                if await self.probe(address):
                    return
            await asyncio.sleep(pause)
            pause = min(pause * 1.2, 0.5)

    async def probe(self, address):
        for mount in list(self.mounts):
            answer = await fetch(address, mount + "/config")
            if answer is None:
                return False
            status, head, body = answer
            json_type = re.search(r"^content-type:\s*application/json", head, re.I | re.M)
            if json_type and (status == 401 or status == 200 and body.lstrip().startswith("{")):
                await self.found_app(address, mount, VERSION.search(body) if status == 200 else None)
                return True
        answer = await fetch(address, "/")
        if answer is not None:
            moved = re.search(r"^location:\s*(?:https?://[^/\s]+)?((?:/[\w.~-]+)+)", answer[1], re.I | re.M)
            for path in ([moved[1]] if moved else []) + LINK.findall(answer[2])[:8]:
                self.add_mount(path)
        return False

    async def found_app(self, address, mount, version):
        if self.over.is_set():
            return  # its time ended in the same moment
        self.relay = Relay(address)
        await asyncio.get_running_loop().create_unix_server(lambda: HostEnd(self.relay), sock=self.listener)
        self.events.say("ready", seconds=round(time.monotonic() - self.started, 2), mount=mount, port=address[1],
                        version=version[1] if version else None)

    async def wait_for_app(self):
        # Before Python 3.12 asyncio.wait_for() may never end: what fetch() waits for swallows that it is cancelled when
        # its answer came in the same moment.
        end = asyncio.get_running_loop().call_later(self.settings["start_timeout"], self.kill, "timeout")
        await self.look_for_app()
        end.cancel()

    async def watch_disk(self):
        settings, loop = self.settings, asyncio.get_running_loop()
        while True:
            started = time.monotonic()
            size = await loop.run_in_executor(None, folder_size, settings["home"], settings["disk"])
            self.disk = size + (filesystem_used(settings["temporary"]) if settings["temporary"] else 0)
            if settings["disk"] and self.disk > settings["disk"]:
                self.kill("disk")
            await asyncio.sleep(max(1, 20 * (time.monotonic() - started)))

    def too_much_memory(self, pids, memory, files):
        limit = self.settings["memory"]
        return limit and memory + files > limit and (files > limit or anonymous_memory(pids) + files > limit)

    async def watch(self):
        told = 0
        while True:
            if self.relay:
                self.relay.drop_hung_up()
            pids = others()
            if self.settings["processes"] and len(pids) > self.settings["processes"]:
                self.kill("processes")
            memory, cpu = processes_usage(pids)
            files = sum(map(filesystem_used, self.settings["tmpfs"]))
            if self.too_much_memory(pids, memory, files):
                self.kill("memory")
            if time.monotonic() - told >= USAGE_SECONDS:
                told = time.monotonic()
                self.tell_usage(memory + files, cpu, len(pids), told)
            await asyncio.sleep(WATCH_SECONDS)

    def tell_usage(self, memory, cpu, processes, now):
        percent = 100 * max(0, cpu - self.cpu[1]) / max(0.1, now - self.cpu[0])
        self.cpu = (now, cpu)
        self.events.say(
            "usage", memory=memory, cpu=round(percent, 1), processes=processes, disk=self.disk,
            connections=len(self.relay.open) if self.relay else 0,
            idle=round(self.relay.idle(), 1) if self.relay else 0)

    async def run(self):
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, lambda: None)  # the app could send them
        loop.add_signal_handler(signal.SIGCHLD, reap, self.found_exit)
        self.listener = self.receive()
        self.start_app()
        tasks = [asyncio.ensure_future(work()) for work in (self.wait_for_app, self.watch_disk, self.watch)]
        await self.over.wait()
        for task in tasks:
            task.cancel()
        end_all(self.found_exit)  # what it left behind may have its output open
        try:
            await asyncio.wait_for(self.output.ended.wait(), DRAIN_SECONDS)
        except asyncio.TimeoutError:
            self.output.stop()
        self.finish()

    def finish(self):
        status = self.status
        self.events.say(
            "exited", why=self.why or "crashed",
            status=os.WEXITSTATUS(status) if status is not None and os.WIFEXITED(status) else None,
            signal=os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else None)
        self.events.finish()
        os._exit(0)


async def main():
    await Supervisor(json.loads(sys.argv[1])).run()


if __name__ == "__main__":
    # Others with this user id could open the descriptors in /proc else, and write events of their own.
    if ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        sys.exit("the events cannot be protected")
    asyncio.run(main())
