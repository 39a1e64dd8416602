"""Photos in an S3-compatible object store, against a real server on the loopback."""

import io
import runpy
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from desk.roles import EDITOR
from photos.models import Photo
from tests.factories import make_article, make_photo, make_user
from tests.photos.pictures import picture_file

BUCKET = "caucasus-photos"


@pytest.fixture(scope="module")
def store_address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    for line in server.stderr:
        if b"Running on" in line:
            break
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()
    server.stderr.close()


@pytest.fixture
def bucket(store_address, settings, monkeypatch):
    """The site's own settings, told of the store as an operator would tell them."""
    told = {
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT_URL": store_address,
        "S3_REGION": "eu-central-1",
        "S3_ACCESS_KEY": "key",
        "S3_SECRET_KEY": "secret",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    site = runpy.run_path(str(django_settings.BASE_DIR / "caucasus_center" / "settings.py"))
    bucket = boto3.resource(
        "s3",
        endpoint_url=store_address,
        region_name="eu-central-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    ).Bucket(BUCKET)
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    settings.STORAGES = site["STORAGES"]
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def keys(bucket):
    return sorted(each.key.rpartition("/")[2] for each in bucket.objects.all())


def fetch(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        return answer.read()


def test_an_upload_in_the_admin_lands_in_the_bucket_with_its_renditions(client, bucket):
    client.force_login(make_user("editor", EDITOR))
    file = SimpleUploadedFile("harbour.jpg", picture_file().read())
    client.post("/admin/photos/photo/add/", {"image": file})
    assert Photo.objects.get().width == 500
    assert keys(bucket) == ["400.jpg", "400.webp", "500.jpg", "500.webp", "original.jpg"]
    assert all(each.key.startswith("media/photos/") for each in bucket.objects.all())


def test_readers_are_sent_to_a_signed_address_that_answers_with_the_picture(client, bucket):
    photo = make_photo(image=picture_file())
    make_article(lead_photo=photo)
    answer = client.get(photo.src)
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "private, max-age=600"
    assert Image.open(io.BytesIO(fetch(answer["Location"]))).size == (500, 300)


def test_the_bucket_answers_nobody_who_brings_no_signature(client, bucket):
    photo = make_photo(image=picture_file())
    make_article(lead_photo=photo)
    address = client.get(photo.src)["Location"].partition("?")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetch(address)


def test_nobody_is_given_the_address_of_a_photo_that_is_not_public(client, bucket):
    photo = make_photo(image=picture_file())
    assert client.get(photo.src).status_code == 404


def test_a_corrected_credit_is_written_into_the_bucket(bucket):
    photo = make_photo(image=picture_file(), photographer="Nino Exmple")
    photo.photographer = "Nino Example"
    photo.save()
    [small] = [each for each in bucket.objects.all() if each.key.endswith("400.webp")]
    assert b"Nino Example" in small.get()["Body"].read()


def test_a_deleted_photo_leaves_the_bucket_empty(bucket, django_capture_on_commit_callbacks):
    photo = make_photo(image=picture_file())
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert keys(bucket) == []


def test_an_upload_that_fails_half_way_leaves_the_bucket_empty(bucket, monkeypatch):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    data = picture_file(noise).read()
    with pytest.raises(OSError, match="truncated"):
        make_photo(image=SimpleUploadedFile("half.jpg", data[: len(data) // 2]))
    assert keys(bucket) == []
