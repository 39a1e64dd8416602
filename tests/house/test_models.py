import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from house.licences import Licence
from house.models import Outlet, SiteSettings


def test_the_site_has_a_name_before_anything_was_entered():
    assert SiteSettings.load().name == "The Caucasus Center"


def test_there_is_one_set_of_settings_however_often_it_is_saved():
    SiteSettings(name="First").save()
    SiteSettings(name="Second").save()
    assert [settings.name for settings in SiteSettings.objects.all()] == ["Second"]


def test_the_database_refuses_a_second_set_of_settings():
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


def test_the_settings_cannot_be_deleted():
    settings = SiteSettings.load()
    settings.save()
    with pytest.raises(ValidationError, match="only changed"):
        settings.delete()


def test_an_outlet_is_known_by_all_its_spellings():
    outlet = Outlet(name="Radio Free Europe", aliases="RFE/RL\n\n Azattyq \n")
    assert outlet.names == ["Radio Free Europe", "RFE/RL", "Azattyq"]


def test_every_creative_commons_licence_links_to_its_deed():
    addresses = {licence.value: licence.url for licence in Licence if licence.url}
    assert len(addresses) == 7
    assert addresses["cc-by-nc-nd"] == "https://creativecommons.org/licenses/by-nc-nd/4.0/"
    assert addresses["cc0"] == "https://creativecommons.org/publicdomain/zero/1.0/"
