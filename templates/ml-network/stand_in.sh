#!/usr/bin/env bash
#
# What a model server runs when it begins, as root, where neither SERVER_USER_DATA_FILE nor SERVER_IMAGE says what: a
# stand-in for a model, which answers every request with its server's name. With it the way there can be tried before
# there is a model. Amazon Linux 2023 has all that it takes.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html

#% param APP_PORT Port

set -Eeuo pipefail

cat >/usr/local/bin/stand-in <<'PROGRAM'
#!/usr/bin/python3
import http.server
import json
import socket
import sys


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"model": "stand-in", "server": socket.gethostname()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_GET

    def log_message(self, *words):
        pass


http.server.ThreadingHTTPServer(("", int(sys.argv[1])), Answers).serve_forever()
PROGRAM
chmod 755 /usr/local/bin/stand-in

cat >/etc/systemd/system/stand-in.service <<UNIT
[Unit]
Description=A stand-in for a model

[Service]
ExecStart=/usr/local/bin/stand-in $APP_PORT
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
Restart=always

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now stand-in.service
