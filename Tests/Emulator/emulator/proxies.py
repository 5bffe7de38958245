"""What stands between a caller and AWS answers in its own way: a page, not AWS's answer.

Seen with the AWS CLI, which takes the first for an error `Unknown` and cannot read the second:
https://github.com/boto/botocore/issues/2463
"""

HTML = b"""<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
</body>
</html>
"""

PAGES = {
    # Well-formed and in a namespace of its own, so it is read as XML without an error in it.
    "xhtml": (
        502,
        "text/html",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Proxy'
        b"</title></head><body><p>The upstream server cannot be reached.</p></body></html>",
    ),
    "html": (502, "text/html", HTML),
    "text": (503, "text/plain", b"upstream connect error or disconnect/reset before headers\n"),
}
"""Name → status, content type and body."""


def answer(page: str) -> tuple[str, list[tuple[str, str]], bytes]:
    status, kind, body = PAGES[page]
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    return f"{status} Proxy", headers, body
