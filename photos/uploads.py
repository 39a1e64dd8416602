"""May this file come into the library? Answered from its content, never from its name.

The threats: a small file that unpacks to gigabytes, a file that is a picture and something else at
once, a drawing that is a program (SVG), a file cut off on its way here. What is refused is refused
before anything is written, in words an editor can act on.
"""

import hashlib
import re
import warnings

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

# What Pillow calls it -> what our file is called. MPO is what many telephones write for JPEG.
FORMATS = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "AVIF": "avif",
    "TIFF": "tif",
}
# Pillow finds MPO by way of JPEG; GIF is opened only to tell an animation from a wrong type.
OPENABLE = ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"]
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/tiff"
MAX_BYTES = 60 * 1024 * 1024
MAX_SIDE = 20_000
MAX_PIXELS = 120_000_000

# A browser or a script engine that is misled about the type would run these.
FOREIGN = re.compile(rb"<script|<\?php|<html|<svg", re.IGNORECASE)


def check_upload(file) -> None:
    """Raise ValidationError unless the file is one whole still picture of a sensible size."""
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_BYTES:
        raise ValidationError(
            f"The file has {file.size / 1024**2:.0f} MB; at most {MAX_BYTES // 1024**2} MB are "
            "kept. Export it with a lower quality or a smaller size."
        )
    _refuse_other_types(file)
    try:
        picture = open_picture(file)
        _refuse_size(picture)
        _refuse_several(picture)
        _refuse_damaged(picture)
    finally:
        file.seek(0)


def open_picture(file) -> Image.Image:
    """Open the picture, reading no more than its head; ValidationError when it is none."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Sizes are judged by our own limits, in our own words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=OPENABLE)
    except Image.DecompressionBombError:
        raise ValidationError(_too_large("more pixels than any camera makes")) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError):
        raise ValidationError(
            "This is not a picture we can read. Use JPEG, PNG, WebP, AVIF or TIFF."
        ) from None
    return picture


def checksum(file) -> str:
    """Return the SHA-256 of the file, which finds the same file uploaded twice."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _refuse_other_types(file) -> None:
    file.seek(0)
    head = file.read(1024)
    if not head:
        raise ValidationError("The file is empty.")
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1") and b"avif" not in head[:64]:
        raise ValidationError(
            "This is a HEIC picture, as iPhones make them. Export it as JPEG and upload that."
        )
    is_drawing = re.match(rb"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!doctype|<svg)", head, re.IGNORECASE)
    if is_drawing or head[:2] == b"\x1f\x8b":
        raise ValidationError(
            "SVG drawings are not kept, because they can carry programs. Export it as PNG."
        )
    tail = b""
    found = b"%PDF-" in head
    file.seek(0)
    while chunk := file.read(1024 * 1024):
        window = tail[-16:] + chunk
        found = found or FOREIGN.search(window)
        tail = (tail + chunk)[-66_000:]
    # The end record of a zip archive lies within the last 65,557 bytes.
    if found or b"PK\x05\x06" in tail:
        raise ValidationError(
            "The file holds something else besides the picture (a web page, a program or an "
            "archive). Open it in an image program, export it again and upload the copy."
        )


def _refuse_size(picture) -> None:
    width, height = picture.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise ValidationError(_too_large(f"{width:,} by {height:,} pixels"))


def _too_large(size: str) -> str:
    return (
        f"The picture is too large ({size}). At most {MAX_SIDE:,} pixels a side and "
        f"{MAX_PIXELS // 1_000_000} megapixels are kept; 3,000 pixels are enough for every use."
    )


def _refuse_several(picture) -> None:
    if picture.format == "GIF" or getattr(picture, "is_animated", False):
        if picture.format == "TIFF":
            raise ValidationError("The file has several pages. Export the one you need.")
        if picture.format != "MPO":
            raise ValidationError(
                "Animated pictures and GIFs are not kept. Export one frame as JPEG or PNG."
            )


def _refuse_damaged(picture) -> None:
    picture.draft("RGB", (picture.width // 8, picture.height // 8))
    try:
        picture.load()
    except Exception:
        # Decoders fail in many ways on damaged data; to the editor they are all one.
        raise ValidationError(
            "The file is damaged or was cut off on its way. Fetch it again and upload that copy."
        ) from None
