"""Runs a command on a network of its own, where every way takes as long as is wanted.

    python delayed_network.py FOLDER CERTIFICATE_NAME NAME=ADDRESS:MILLISECONDS... [HOSTS_LINE...] -- COMMAND...

Two network namespaces with a router between them: the command runs in the one; in the other a service behind
TLS listens at every address, port 443, with a certificate for the name, signed by an authority of its own
(FOLDER/authority.pem), and a name server at 192.0.2.53 knows the names. The router is this program: it takes
packets from a TUN device and passes them on after half of the round-trip time that is given for the address,
so that SYN, TLS and HTTP are late alike. (netem would do the same, but not every kernel has it.)

A name may be given more than once, with several addresses. "dns" is the name server itself. A word with a
space is a line for the hosts file.

The command finds the authority in CURL_CA_BUNDLE. When it has ended, FOLDER/connections holds an object of JSON
for each connection that it made, a line each: what network_clock.py tells about it, seen by the router. Run it by

    unshare --net --mount python delayed_network.py ...

with --map-root-user as well where it is not run by root.

Without a command it only tries whether all this is permitted here. Ends with the command's exit status.
"""

import ctypes
import fcntl
import heapq
import os
import pathlib
import selectors
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time

from network_clock import NetworkClock
from tls_relay import answer, write_certificates

CLONE_NEWNET = 0x40000000  # linux/sched.h
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
CLIENT, NAME_SERVER = "192.0.2.1", "192.0.2.53"


def run(*words: str) -> None:
    subprocess.run(words, check=True)


def open_device(name: str) -> int:
    """A TUN device in this thread's namespace: what is written arrives, what leaves can be read."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "set", name, "up")
    return device


def route(here: int, there: int, round_trips: dict[bytes, float], clock: NetworkClock) -> None:
    """Passes packets on, each after half of its round-trip time, and tells the clock of those at the command's end."""
    late: list[tuple[float, int, int, bytes]] = []
    watch = selectors.DefaultSelector()
    watch.register(here, selectors.EVENT_READ, there)
    watch.register(there, selectors.EVENT_READ, here)
    count = 0
    while True:
        now = time.monotonic()
        while late and late[0][0] <= now:
            _, _, device, packet = heapq.heappop(late)
            if device == here:
                clock.passes_to_client(packet, time.monotonic())
            os.write(device, packet)
        for key, _ in watch.select(late[0][0] - now if late else None):
            packet = os.read(key.fd, 65536)
            if packet[0] >> 4 != 4:
                continue  # IPv6 has neighbours to look for; nobody here answers.
            if key.fd == here:
                clock.passes_from_client(packet, time.monotonic())
            source, destination = packet[12:16], packet[16:20]
            wait = round_trips.get(destination, round_trips.get(source, 0)) / 2
            count += 1  # Equal times keep their order.
            heapq.heappush(late, (time.monotonic() + wait, count, key.data, packet))


def serve_tls(address: str, folder: pathlib.Path, clock: NetworkClock, round_trip: float) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "service.pem")
    server = socket.create_server((address, 443), backlog=64)

    def serve(connection: socket.socket) -> None:
        port = connection.getpeername()[1]
        trusted = answer(connection, context, lambda answered: clock.is_answered(port, answered, round_trip))
        clock.is_served(port, trusted)

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def serve_names(names: dict[str, list[str]]) -> None:
    """A name server that knows A records only (RFC 1035, 4.1)."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((NAME_SERVER, 53))

    def reply(query: bytes) -> bytes:
        labels, position = [], 12
        while length := query[position]:
            labels.append(query[position + 1 : position + 1 + length].decode())
            position += 1 + length
        question = query[12 : position + 5]
        kind = struct.unpack("!H", question[-4:-2])[0]
        addresses = names.get(".".join(labels).lower())
        code = 0x8580 if addresses is not None else 0x8583  # answer, authoritative; no such name
        records = [
            b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + socket.inet_aton(address)
            for address in (addresses or [])
            if kind == 1
        ]
        head = query[:2] + struct.pack("!HHHHH", code, 1, len(records), 0, 0)
        return head + question + b"".join(records)

    def serve() -> None:
        while True:
            query, client = server.recvfrom(4096)
            server.sendto(reply(query), client)

    threading.Thread(target=serve, daemon=True).start()


def replace_file(path: str, folder: pathlib.Path, text: str) -> None:
    """In this mount namespace only."""
    if not os.path.exists(path):
        return
    replacement = folder / os.path.basename(path)
    replacement.write_text(text)
    run("mount", "--bind", str(replacement), path)


def main() -> int:
    words, command = sys.argv[1:], []
    if "--" in words:
        words, command = words[: words.index("--")], words[words.index("--") + 1 :]
    folder, certificate_name = pathlib.Path(words[0]), words[1]
    names: dict[str, list[str]] = {}
    round_trips: dict[bytes, float] = {}
    hosts = ["127.0.0.1 localhost"]
    for word in words[2:]:
        if " " in word:
            hosts.append(word)
            continue
        name, _, rest = word.partition("=")
        address, _, milliseconds = rest.partition(":")
        round_trips[socket.inet_aton(address)] = float(milliseconds) / 1000
        if name != "dns":
            names.setdefault(name, []).append(address)
    write_certificates(folder, certificate_name)
    clock = NetworkClock()

    here = open_device("client0")
    run("ip", "address", "add", f"{CLIENT}/32", "dev", "client0")
    run("ip", "route", "add", "default", "dev", "client0", "src", CLIENT)
    replace_file("/etc/resolv.conf", folder, f"nameserver {NAME_SERVER}\noptions timeout:30 attempts:1\n")
    replace_file("/etc/hosts", folder, "\n".join(hosts) + "\n")
    replace_file("/etc/nsswitch.conf", folder, "hosts: files dns\n")
    ready = threading.Event()
    failure: list[BaseException] = []

    def far_side() -> None:
        try:
            # unshare(2) moves the calling thread alone, and sockets belong where they were made.
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.unshare(CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "unshare")
            there = open_device("service0")
            run("ip", "route", "add", CLIENT, "dev", "service0")
            for address in [NAME_SERVER, *(address for found in names.values() for address in found)]:
                run("ip", "address", "add", f"{address}/32", "dev", "lo")
            for found in names.values():
                for address in found:
                    serve_tls(address, folder, clock, round_trips[socket.inet_aton(address)])
            serve_names(names)
        except BaseException as error:
            failure.append(error)
            raise
        finally:
            ready.set()
        route(here, there, round_trips, clock)

    threading.Thread(target=far_side, daemon=True).start()
    ready.wait()
    if failure:
        return 125
    if not command:
        return 0
    environment = {**os.environ, "CURL_CA_BUNDLE": str(folder / "authority.pem")}
    status = subprocess.run(command, env=environment).returncode
    (folder / "connections").write_text(clock.report())
    return status


if __name__ == "__main__":
    sys.exit(main())
