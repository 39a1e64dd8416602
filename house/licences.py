"""The terms under which a text or a photo may be used again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    CC_BY = "cc-by", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "cc-by-nc", _("Creative Commons Attribution-NonCommercial 4.0")
    CC_BY_NC_SA = "cc-by-nc-sa", _("Creative Commons Attribution-NonCommercial-ShareAlike 4.0")
    CC_BY_ND = "cc-by-nd", _("Creative Commons Attribution-NoDerivatives 4.0")
    CC_BY_NC_ND = "cc-by-nc-nd", _("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0")
    CC0 = "cc0", _("Creative Commons Zero 1.0 (public domain)")
    CREDIT_REQUIRED = "credit", _("Credit required, on the Center's own terms")
    ALL_RIGHTS_RESERVED = "reserved", _("All rights reserved")

    @property
    def url(self) -> str:
        """The deed at creativecommons.org; "" for terms of our own."""
        if self == Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if self.value.startswith("cc-"):
            return f"https://creativecommons.org/licenses/{self.value[3:]}/4.0/"
        return ""

    @property
    def short_name(self) -> str:
        """What readers know it by: "CC BY-SA 4.0"; the whole label for terms of our own."""
        if self == Licence.CC0:
            return "CC0 1.0"
        return f"CC {self.value[3:].upper()} 4.0" if self.url else str(self.label)


class RepublishPolicy(models.TextChoices):
    ALLOWED = "allowed", _("Anyone may republish the whole text with credit")
    EXTRACT = "extract", _("Anyone may republish the first paragraphs with credit")
    ASK = "ask", _("Republication on request")
    NOT_ALLOWED = "not-allowed", _("May not be republished")
