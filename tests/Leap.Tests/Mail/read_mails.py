"""Reads mails with Python's own MIME parser: for each .eml file of a folder what a mail program would show, as JSON."""

import json
import pathlib
import sys
from email import message_from_bytes, policy


def addresses(header):
    return [[a.display_name, a.addr_spec] for a in header.addresses]


def read(path):
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = [p for p in mail.walk() if not p.is_multipart()]
    return {
        "id": str(mail["message-id"]),
        "headers": [name for name, _ in mail.items()],
        "subject": str(mail["subject"]),
        "from": addresses(mail["from"]),
        "to": addresses(mail["to"]),
        "language": str(mail["content-language"]),
        "list": str(mail["list-id"]),
        "type": mail.get_content_type(),
        "dated": mail["date"].datetime is not None,
        "defects": [str(d) for m in mail.walk() for d in m.defects],
        "parts": [[p.get_content_type(), p.get_content_charset(), p["content-transfer-encoding"], p.get_content()] for p in parts],
    }


print(json.dumps({path.stem: read(path) for path in pathlib.Path(sys.argv[1]).glob("*.eml")}))
