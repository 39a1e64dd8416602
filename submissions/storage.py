"""Where the files of submissions lie; nothing that was acknowledged is lost to a power cut."""

import os

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """On disk, and really on it, before the row that names the file is committed."""

    def _save(self, name, content):
        name = super()._save(name, content)
        path = self.path(name)
        # The name stands in a folder, and a new folder in the one above it.
        folder = os.path.dirname(path)
        for written in (path, folder, os.path.dirname(folder)):
            descriptor = os.open(written, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return name
