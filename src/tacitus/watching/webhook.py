"""Posts a notice to a webhook, signed as Standard Webhooks 1.0 has it (standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import httpx

from tacitus import __version__
from tacitus.watching.alerting import Notice
from tacitus.watching.waits import retry_after

SECONDS = 15.0
MOST_SAID = 200


class DeliveryError(Exception):
    """Something was not delivered. `asked` is how many seconds the other side asks to wait.

    `refused` says that the other side is there, but did not take this one.
    """

    def __init__(self, why: str, asked: float | None = None, *, refused: bool = False) -> None:
        self.why, self.asked, self.refused = why, asked, refused
        super().__init__(why)


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`: HMAC-SHA256 over id, time and body.

    The key is what follows `whsec_` in base64, as the standard writes it, or else the secret's UTF-8.
    """
    signed = f"{id_}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    try:
        return (
            base64.b64decode(secret.removeprefix("whsec_"), validate=True)
            if secret.startswith("whsec_")
            else secret.encode()
        )
    except ValueError:
        raise DeliveryError("its secret begins with whsec_ but goes on with what is not base64") from None


def post(url: str, secret: str | None, id_: str, notice: Notice, now: float) -> None:
    """Post one notice; any answer of 2xx takes it. Redirects are not followed. Raises DeliveryError."""
    body = json.dumps(notice.payload, ensure_ascii=False).encode()
    timestamp = int(now)
    headers = {
        "content-type": "application/json",
        "user-agent": f"Tacitus/{__version__}",
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
    }
    if secret:
        headers["webhook-signature"] = signature(secret, id_, timestamp, body)
    try:
        with (
            httpx.Client(timeout=SECONDS) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            status, asked = answer.status_code, answer.headers.get("retry-after")
    except httpx.TimeoutException:
        raise DeliveryError("no answer in time") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        said = " ".join(str(error).split())[:MOST_SAID] or type(error).__name__
        raise DeliveryError(f"it cannot be reached ({said})") from None
    if not 200 <= status < 300:
        raise DeliveryError(f"it answered {status}", retry_after(asked, now))
