"""Pickles read with two machines: one that imports nothing and tells names, one that imports only what is allowed.

Both are Python's own machine with another way to look up names, so there is no second parser that a file could fool.
Files of joblib are pickles with the bytes of arrays between their instructions.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import pickle  # this file is about it
import zlib
from collections.abc import Callable, Collection
from typing import Any, BinaryIO, ClassVar, cast

import numpy as np

from lockgate.adapters.models.pickle_names import is_safe, resolved

__all__ = ["load_allowed", "names_in", "opened"]

_RENAMED = {"__builtin__": "builtins", "copy_reg": "copyreg"}  # by Python 3, which old protocols do not know
_WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper"
_LZMA = (b"\xfd7zXZ", b"\x5d\x00")


def opened(content: bytes) -> BinaryIO:
    """Return the pickle in a file's bytes, unpacked if it is compressed.

    Raises
    ------
    OSError, EOFError, zlib.error, lzma.LZMAError
        If it is damaged.
    """
    if content.startswith(b"\x1f\x8b"):
        return io.BytesIO(gzip.decompress(content))
    if content.startswith(b"BZh"):
        return io.BytesIO(bz2.decompress(content))
    if content.startswith(_LZMA):
        return io.BytesIO(lzma.decompress(content))
    if content.startswith(b"x"):
        return io.BytesIO(zlib.decompress(content))
    return io.BytesIO(content)


def names_in(file: BinaryIO) -> frozenset[tuple[str, str]]:
    """Return the module and name of everything that a pickle would import; nothing is imported or called.

    Raises
    ------
    pickle.UnpicklingError, Exception
        If it is damaged, or asks for what only a program around it could know.
    """
    found: set[tuple[str, str]] = set()

    def stand_in(module: str, name: str) -> object:
        found.add((module, name))
        return np.dtype if (module, name) == ("numpy", "dtype") else _inert(name)

    _Machine(file, stand_in).load()
    return frozenset(found)


def load_allowed(file: BinaryIO, trusted: Collection[str]) -> object:
    """Return the object in a pickle.

    Raises
    ------
    pickle.UnpicklingError, Exception
        If it is damaged, or names what is not allowed.
    """

    def allowed(module: str, name: str) -> object:
        if not is_safe(module, name, trusted):
            message = f"{module}.{name} is not trusted"
            raise pickle.UnpicklingError(message)
        return resolved(module, name)

    return _Machine(file, allowed).load()


class _Machine(pickle._Unpickler):  # noqa: SLF001 - the machine in Python, as joblib takes it; the one in C has no steps
    """Python's machine with another way to look up names, and with the arrays of joblib."""

    dispatch: ClassVar = dict(pickle._Unpickler.dispatch)  # noqa: SLF001 - as above

    def __init__(self, file: BinaryIO, find: Callable[[str, str], object]) -> None:
        super().__init__(file)
        self._bytes = file
        self._find = find

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - anything can be named
        """Return what a name stands for."""
        module = _RENAMED.get(module, module)
        return _Array if f"{module}.{name}" == _WRAPPER else self._find(module, name)

    def load_build(self) -> None:
        """Set the state of an object; an array of joblib is read right behind it."""
        stack = cast("Any", self).stack
        cast("Any", pickle._Unpickler).dispatch[pickle.BUILD[0]](self)  # noqa: SLF001 - as above
        if isinstance(stack[-1], _Array):
            stack.append(stack.pop().read(self._bytes, self._find))

    def refuse(self) -> None:
        """Refuse extension codes: what they stand for is not in the file."""
        message = "it uses the extension registry"
        raise pickle.UnpicklingError(message)


for _code in (pickle.EXT1, pickle.EXT2, pickle.EXT4):
    _Machine.dispatch[_code[0]] = cast("Any", _Machine.refuse)
_Machine.dispatch[pickle.BUILD[0]] = cast("Any", _Machine.load_build)


class _Array:
    """What joblib writes before the bytes of an array."""

    shape: tuple[int, ...]
    order: str
    dtype: np.dtype[Any]
    numpy_array_alignment_bytes: int | None

    def read(self, file: BinaryIO, find: Callable[[str, str], object]) -> object:
        """Return the array that follows in the file."""
        if self.dtype.hasobject:
            return _Machine(file, find).load()  # objects are a pickle of their own
        if getattr(self, "numpy_array_alignment_bytes", None) is not None:
            file.read(file.read(1)[0])
        count = int(np.prod(self.shape, dtype=np.int64))
        content = file.read(count * self.dtype.itemsize)
        flat = np.frombuffer(content, dtype=self.dtype, count=count).copy()
        return flat.reshape(self.shape, order="F" if self.order == "F" else "C")


def _inert(name: str) -> type:
    """Return a class that takes everything that a pickle can do to it, and does nothing."""
    return type(name, (_Inert,), {})


class _Inert:
    def __new__(cls, *_: object, **__: object) -> Any:  # noqa: ANN401 - it stands for anything
        return super().__new__(cls)

    def __init__(self, *_: object, **__: object) -> None: ...

    def __call__(self, *_: object, **__: object) -> _Inert:
        return _Inert()

    def __setstate__(self, _: object) -> None: ...

    def __setitem__(self, _: object, __: object) -> None: ...

    def append(self, _: object) -> None:
        """Take one item."""

    def extend(self, _: object) -> None:
        """Take items."""

    def add(self, _: object) -> None:
        """Take one member."""

    def update(self, _: object) -> None:
        """Take members."""
