"""A mail server that keeps what it is handed: each mail a file, as it came. Says its port, and ends when its standard input does.

With a certificate it takes mail after STARTTLS and a sign-in only.
"""

import asyncio
import itertools
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

FOLDER = pathlib.Path(sys.argv[1])
CERTIFICATE = sys.argv[2] if len(sys.argv) > 2 else None
USER = LoginPassword(b"leap", b"secret")


class Keeper:
    numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        (FOLDER / f"{next(self.numbers)}.eml").write_bytes(envelope.original_content)
        return "250 kept"


class Talk(SMTP):
    """The names of mechanisms are the same in any case (RFC 4954), which aiosmtpd does not know; .NET's client writes them small."""

    auth_login = SMTP.auth_LOGIN


def is_user(server, session, envelope, mechanism, said):
    return AuthResult(success=said == USER, handled=False)


def talk():
    if CERTIFICATE is None:
        return Talk(Keeper(), enable_SMTPUTF8=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return Talk(Keeper(), tls_context=context, require_starttls=True, auth_required=True, authenticator=is_user)


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
