"""A content locked with a passphrase: scrypt makes the key, AES-256-GCM hides it and shows any change to it.

``cryptography`` does both, and is loaded when the first file is sealed or opened.
"""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

import base64
import binascii
import os
import unicodedata
from typing import Annotated, Literal

from pydantic import Field

from workbench.i18n import _
from workbench.model.base import Frozen
from workbench.survey.payload import SurveyRefused

_SALT, _NONCE, _KEY = 16, 12, 32
"""Bytes."""
_COST, _BLOCK, _PARALLEL = 2**15, 8, 3
"""Of scrypt: 32 MB and about a third of a second, which OWASP counts as strong as 2^17, 8, 1. A file cannot ask for
more than this."""
_Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{16,24}={0,2}$")]


class WrongPassphrase(SurveyRefused):
    """The file is sealed and the passphrase is missing or another; or somebody changed the file."""


class Sealed(Frozen):
    """How a content is sealed. It stands in the open, and is part of what is authenticated."""

    key: Literal["scrypt-32768-8-3"] = "scrypt-32768-8-3"
    cipher: Literal["aes-256-gcm"] = "aes-256-gcm"
    salt: _Base64
    nonce: _Base64

    @classmethod
    def fresh(cls) -> "Sealed":
        """One that was never used."""
        return cls(salt=_text(os.urandom(_SALT)), nonce=_text(os.urandom(_NONCE)))


def sealed(content: bytes, beside: bytes, lock: Sealed, passphrase: str) -> bytes:
    """The content, hidden; ``beside`` is shown with it and cannot be changed without notice either."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_key(lock, passphrase)).encrypt(_bytes(lock.nonce), content, beside)


def opened(content: bytes, beside: bytes, lock: Sealed, passphrase: str) -> bytes:
    """What ``sealed`` hid. Raises WrongPassphrase."""
    if not passphrase:
        raise WrongPassphrase(_("El archivo está protegido: escriba su contraseña."))
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_key(lock, passphrase)).decrypt(_bytes(lock.nonce), content, beside)
    except (InvalidTag, ValueError, binascii.Error) as error:
        text = _("La contraseña no es la de este archivo, o el archivo está dañado. Nada cambió.")
        raise WrongPassphrase(text) from error


def _key(lock: Sealed, passphrase: str) -> bytes:
    """The same however a keyboard composes the letters."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=_bytes(lock.salt), length=_KEY, n=_COST, r=_BLOCK, p=_PARALLEL)
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
