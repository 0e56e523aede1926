from __future__ import annotations

from lockgate.app.store_ports import Content
from lockgate.scan.engine import Source


def test_content_that_nothing_tells_from_other_content_has_no_identity_and_no_version() -> None:
    content = Content(source=Source("a.csv"))

    assert (content.identity, content.version) == ("", "")
