"""Files on entries, kept once by the hash of their content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StoredFile:
    """A file whose content lies in the store.

    digest: sha256 of the content in hex. size: in bytes.
    """

    digest: str
    name: str
    media_type: str
    size: int
