"""JSON to a server and back, with an end to waiting."""

from __future__ import annotations

import json
import os
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["JsonClient"]

_LONGEST = 1 << 30
_SAID = 200


class _Stay(HTTPRedirectHandler):
    """Follows nobody: a token must not be sent to another server."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""


class JsonClient:
    """Asks one server.

    Parameters
    ----------
    spec : ModelSpec
        Its address, how long it may take, and the variable that holds its token.

    Raises
    ------
    ModelError
        If the variable is named and not set.
    """

    def __init__(self, spec: ModelSpec) -> None:
        self._place = spec.url
        self._seconds = spec.timeout.total_seconds()
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if spec.token_variable:
            token = os.environ.get(spec.token_variable, "")
            if not token:
                text = f"the environment variable {spec.token_variable} is not set"
                raise ModelError.unreadable(self._place, text, "set it, or mend `token_variable`")
            self._headers["Authorization"] = f"Bearer {token}"
        self._opener = build_opener(_Stay())

    def get(self, url: str) -> Any | None:  # noqa: ANN401 - JSON
        """Return what is at an address, None if the server has nothing there.

        Raises
        ------
        ModelError
            If it does not answer, or not in JSON.
        """
        return self._ask(Request(url, headers=self._headers), absent=(404, 405, 501))  # noqa: S310 - http, by the spec

    def post(self, document: object) -> Any:  # noqa: ANN401 - as above
        """Return the answer to a document.

        Raises
        ------
        ModelError
            If the server does not answer in time, refuses, or answers anything but JSON.
        """
        content = json.dumps(document, allow_nan=False).encode()
        return self._ask(Request(self._place, content, self._headers))  # noqa: S310 - as above

    def _ask(self, request: Request, absent: tuple[int, ...] = ()) -> Any:  # noqa: ANN401 - as above
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                content = answer.read(_LONGEST)
        except HTTPError as error:
            with error:
                if error.code in absent:
                    return None
                said = error.read(_SAID).decode("utf-8", "replace")
            raise self._failed(f"the server answered {error.code} {error.reason}: {said}") from error
        except TimeoutError as error:
            raise self._late() from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from error
            raise self._failed(f"the server does not answer: {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise self._failed(f"the server broke off: {type(error).__name__}: {error}") from error
        try:
            return json.loads(content)
        except ValueError as error:
            said = content[:_SAID].decode("utf-8", "replace")
            raise self._failed(f"the server answered what is no JSON: {said}") from error

    def _late(self) -> ModelError:
        text = f"the server did not answer within {self._seconds:g} s"
        return ModelError.failed(self._place, text, "set `timeout` if it needs longer")

    def _failed(self, text: str) -> ModelError:
        return ModelError.failed(self._place, text)
