"""What readers are sent instead of the file that was uploaded.

Each photo has a folder of its own: `photos/2026/11/harbour-x7k2m9qa/original.jpg` and beside it
`480.webp`, `480.jpg` and so on. Which ones there are follows from the photo's width alone, so no
list of them is kept. The original never leaves the house: it may say where the photographer stood
and which camera they own.
"""

import contextlib
import io
import re
import secrets
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageCms, ImageOps

from house.slugs import slug_for
from photos.uploads import FORMATS, open_picture

WIDTHS = [400, 800, 1200, 1600, 2400]
# AVIF was measured on a photo of 6,000 by 4,000 pixels: at the same error a tenth smaller than
# WebP for eight to eleven times the work. That does not pay for a third file of each width.
WRITERS = {
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
ORIGINAL = "original"
ORIENTATION = 0x0112
_RENDITION = re.compile(r"(\d{1,5})\.(webp|jpg)")
_SRGB = ImageCms.createProfile("sRGB")


def original_path(photo, filename: str) -> str:
    """Return where a new file is kept: a folder nobody can guess, named for people."""
    name = PurePosixPath(filename)
    folder = f"{slug_for(name.stem, length=40) or 'photo'}-{secrets.token_hex(4)}"
    return f"photos/{timezone.now():%Y/%m}/{folder}/{ORIGINAL}{name.suffix.lower()}"


def widths(width: int) -> list[int]:
    """Return the widths a photo is kept in; never wider than it came."""
    return sorted({min(step, width) for step in WIDTHS})


def path(original: str, width: int, ending: str) -> str:
    return str(PurePosixPath(original).with_name(f"{width}.{ending}"))


def possible_originals(address: str) -> list[str]:
    """Return the names the photo behind a media address may have; [] for no address of ours."""
    name = PurePosixPath(address)
    if _RENDITION.fullmatch(name.name) or name.stem == ORIGINAL:
        return [f"{name.parent}/{ORIGINAL}.{ending}" for ending in sorted(set(FORMATS.values()))]
    return []


def is_original(address: str) -> bool:
    return PurePosixPath(address).stem == ORIGINAL


def size_upright(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as the picture is looked at, whichever way the camera was held."""
    width, height = picture.size
    return (height, width) if _is_turned(picture) else (width, height)


def make(storage, original: str, file, xmp: bytes) -> None:
    """Write every rendition of the file beside its original, replacing older ones."""
    picture = open_picture(file)
    full_width, _height = size_upright(picture)
    picture = _upright_srgb(picture)
    for width in reversed(widths(full_width)):
        if width != picture.width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        for ending, options in WRITERS.items():
            buffer = io.BytesIO()
            picture.save(buffer, xmp=xmp, **options)
            _put(storage, path(original, width, ending), buffer.getvalue())


def remove(storage, original: str, width: int) -> None:
    """Delete the original and its renditions."""
    names = [path(original, step, ending) for step in widths(width) for ending in WRITERS]
    for name in [*names, original]:
        storage.delete(name)
    _remove_folder(storage, original)


def _put(storage, name: str, data: bytes) -> None:
    # A storage gives a file another name rather than overwrite one.
    if storage.exists(name):
        storage.delete(name)
    storage.save(name, ContentFile(data))


def _remove_folder(storage, original: str) -> None:
    """Remove the empty folder; an object store has none."""
    try:
        storage.delete(str(PurePosixPath(original).parent))
    except (NotImplementedError, OSError):
        return


def _is_turned(picture: Image.Image) -> bool:
    try:
        return picture.getexif().get(ORIENTATION) in (5, 6, 7, 8)
    except Exception:  # damaged EXIF fails in many ways, and none of them is the editor's concern
        return False


def _upright_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture as eight-bit sRGB without transparency, the way up it is looked at."""
    _decode(picture)
    profile = picture.info.get("icc_profile")
    with contextlib.suppress(Exception):  # damaged EXIF again: the picture stays as it lies
        picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        # Sixteen bits: Pillow would cut them off at 255 instead of scaling them.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")
    if profile:
        picture = _to_srgb(picture, profile)
    picture = picture.convert("RGB")
    # Whatever the file said of itself stays behind: place, camera, comments, thumbnails.
    picture.info = {}
    return picture


def _decode(picture: Image.Image) -> None:
    """Read the pixels; of a large JPEG only a half or a quarter of them, where that is enough."""
    side = picture.height if _is_turned(picture) else picture.width
    if side > WIDTHS[-1]:
        share = WIDTHS[-1] / side
        picture.draft(None, (round(picture.width * share), round(picture.height * share)))
    picture.load()


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the file's own profile; a damaged or mismatched one is ignored."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
