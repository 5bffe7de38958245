"""What stands for `aws` on the PATH: hands its call to preforked_aws.py, and ends as the call ends.

Run with -I -S and on built-in modules alone, since it starts once a call.
"""

import _socket
import marshal
import posix
import sys

connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
connection.connect(sys.argv[1])
call = marshal.dumps((sys.argv[2:], posix.getcwd(), posix.environ))
# The three standard streams go along: https://man7.org/linux/man-pages/man7/unix.7.html (SCM_RIGHTS).
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)
connection.sendmsg([len(call).to_bytes(4, "big")], [rights])
connection.sendall(call)
try:
    status = connection.recv(1)
except KeyboardInterrupt:
    posix._exit(130)
if not status:
    sys.stderr.write("the pre-forked AWS CLI is gone\n")
posix._exit(status[0] if status else 255)
