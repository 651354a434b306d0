"""Sends the notices of a round to an address, in one e-mail."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tacitus.analysis.words import plural
from tacitus.watching.alerting import Notice
from tacitus.watching.config import Alert, Smtp, revealed
from tacitus.watching.telling import heading, lines
from tacitus.watching.webhook import MOST_SAID, DeliveryError

SECONDS = 30.0
MOST = 100
"""Notices that one e-mail tells in full."""


def digest(
    sender: str, to: str, id_: str, notices: Sequence[Notice], alerts: Mapping[str, Alert], now: float
) -> EmailMessage:
    """The e-mail of a round: the notices by alert. `id_` makes its Message-ID, the same when it is sent again."""
    names = list(dict.fromkeys(notice.alert for notice in notices))
    titles = {name: alerts[name].called if name in alerts else name for name in names}
    message = EmailMessage(policy=SMTP)
    first = heading(notices[0]) if len(notices) == 1 else plural(len(notices), "event")
    message["Subject"] = " ".join(f"{', '.join(titles.values())}: {first}".split())[:MOST_SAID]
    message["From"], message["To"] = sender, to
    message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    message["Message-ID"] = f"<{id_}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    parts = []
    for name in names:
        parts.append(f"== {titles[name]}")
        for notice in [notice for notice in notices[:MOST] if notice.alert == name]:
            link = [str(notice.payload["link"])] if notice.payload["link"] else []
            parts.append("\n".join([heading(notice), *(f"  {line}" for line in [*lines(notice), *link])]))
    if len(notices) > MOST:
        parts.append(f"... and {plural(len(notices) - MOST, 'more')}; the feed of the alert and the desk have them.")
    message.set_content("\n\n".join(parts) + "\n")
    return message


def send(smtp: Smtp, message: EmailMessage) -> None:
    """Hand an e-mail to the server, encrypted as the settings say. Raises DeliveryError."""
    context = ssl.create_default_context()
    try:
        server = _connected(smtp, context)
        try:
            if smtp.security == "starttls":
                server.starttls(context=context)
            if smtp.user is not None and smtp.password is not None:
                server.login(smtp.user, revealed(smtp.password))
            server.send_message(message)
            with suppress(smtplib.SMTPException, OSError):  # it is taken: a bad farewell must not send it twice
                server.quit()
        finally:
            server.close()
    except (smtplib.SMTPException, OSError) as error:
        said = " ".join(str(error).split())[:MOST_SAID] or type(error).__name__
        refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
        raise DeliveryError(f"{smtp.host}:{smtp.port} did not take it ({said})", refused=refused) from None


def _connected(smtp: Smtp, context: ssl.SSLContext) -> smtplib.SMTP:
    if smtp.security == "tls":
        return smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS)
