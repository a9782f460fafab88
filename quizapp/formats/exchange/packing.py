"""Files into a package; the same files make the same package on every day."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can say."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file with the files by name, in their order."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = ZipInfo(name, _NO_DAY)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return target.getvalue()
