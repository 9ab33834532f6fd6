# A server of mail on a free port of this machine: prints its port, then each letter that it took as
# one line of JSON. A recipient at `refused.example` is refused, as a server does that knows no such
# box. It demands a name and a password when both are given.

import asyncio
import json
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(what):
    print(json.dumps(what), flush=True)


class Box:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@refused.example"):
            return f"550 5.1.1 no box for <{address}>"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "letter": envelope.content.decode("utf-8"),
        })
        return "250 OK"


def authenticator(name, password):
    def check(server, session, envelope, mechanism, data):
        right = data.login.decode() == name and data.password.decode() == password
        return AuthResult(success=right)
    return check


async def main():
    named = len(sys.argv) == 3
    check = authenticator(*sys.argv[1:]) if named else None

    def server():
        return SMTP(
            Box(), authenticator=check, auth_required=named, auth_require_tls=False, hostname="post"
        )

    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
    say({"port": listening.sockets[0].getsockname()[1]})
    await listening.serve_forever()


asyncio.run(main())
