"""What a person should do when public data cannot be read or written."""

__all__ = ["PublicDataError"]


class PublicDataError(ValueError):
    """The public data is missing, of another shape, or cannot be written; the message says why."""
