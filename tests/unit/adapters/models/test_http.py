"""A client against real servers on loopback that do what servers do."""

from __future__ import annotations

import socket
import threading
import time
from datetime import timedelta

import pytest
from tests.fakes.servers import Answer, Request, server

from lockgate.adapters.models.http import JsonClient
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

SECOND = timedelta(seconds=10)


def client(url: str, *, timeout: timedelta = SECOND, variable: str = "") -> JsonClient:
    return JsonClient(ModelSpec(url=url, timeout=timeout, token_variable=variable))


def test_json_goes_there_and_back_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Answer:
        seen.append(request)
        return 200, {"ok": [1, 2]}

    monkeypatch.setenv("MODEL_TOKEN", "secret")
    with server(answer) as address:
        assert client(f"{address}/invocations", variable="MODEL_TOKEN").post({"a": None}) == {"ok": [1, 2]}
        assert client(address).get(f"{address}/v2") == {"ok": [1, 2]}

    (method, path, headers, body), (other, *_) = seen
    assert (method, path, body, other) == ("POST", "/invocations", {"a": None}, "GET")
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Content-Type"] == "application/json"


def test_a_token_that_is_not_set_is_said() -> None:
    with pytest.raises(ModelError, match="the environment variable NO_SUCH_TOKEN is not set"):
        client("http://127.0.0.1:9", variable="NO_SUCH_TOKEN")


@pytest.mark.parametrize("status", [404, 405, 501])
def test_what_a_server_does_not_have_is_nothing(status: int) -> None:
    with server(lambda _: (status, b"")) as address:
        assert client(address).get(address) is None


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((500, b"out of memory"), "the server answered 500 Internal Server Error: out of memory"),
        ((404, b""), "the server answered 404"),
        ((401, b"who are you"), "the server answered 401 Unauthorized: who are you"),
        ((302, b""), "the server answered 302"),
        ((307, b""), "the server answered 307"),
        ((200, b"<html>welcome</html>"), "the server answered what is no JSON: <html>welcome</html>"),
        ((200, b"\xff\xfe\xff"), "the server answered what is no JSON"),
        ((200, b""), "the server answered what is no JSON"),
    ],
)
def test_a_bad_answer_is_an_error_with_what_was_said(answer: Answer, says: str) -> None:
    with server(lambda _: answer) as address, pytest.raises(ModelError, match="LG502") as caught:
        client(address).post({})

    assert says in caught.value.text


def test_a_server_that_takes_too_long_is_given_up() -> None:
    release = threading.Event()

    def answer(_: Request) -> Answer:
        release.wait(5)
        return 200, {}

    with server(answer) as address:
        began = time.monotonic()
        with pytest.raises(ModelError, match=r"the server did not answer within 0\.2 s"):
            client(address, timeout=timedelta(seconds=0.2)).post({})
        took = time.monotonic() - began
        release.set()

    assert took < 4


def test_a_connection_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", late)

    with pytest.raises(ModelError, match="did not answer within 10 s"):
        client("http://127.0.0.1:9").post({})


def test_a_server_that_is_not_there_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # taken, and nobody listens
        with pytest.raises(ModelError, match="the server does not answer"):
            client(f"http://127.0.0.1:{taken.getsockname()[1]}").post({})


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (b"", "the server broke off: RemoteDisconnected"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "the server answered what is no JSON: {"),
    ],
)
def test_a_server_that_breaks_off_is_an_error(said: bytes, says: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            connection, _ = listening.accept()
            with connection:
                asked = b""
                while not asked.endswith(b"{}"):  # what is closed with bytes unread is reset, not ended
                    asked += connection.recv(1 << 16)
                connection.sendall(said)

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(ModelError, match=says):
            client(f"http://127.0.0.1:{listening.getsockname()[1]}").post({})
        thread.join()
