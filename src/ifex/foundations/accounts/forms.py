"""Forms of the account pages."""

from allauth.account.forms import SetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AcceptInvitationForm(SetPasswordForm):
    """The password that an invited person chooses, twice."""


class AddPasskeyForm(AddWebAuthnForm):
    """As allauth's, in plainer words; a passkey is meant to be enough by itself."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("For you, to tell your passkeys apart")
        self.fields["passwordless"].label = _("This passkey is enough to sign in, without a password")
        self.fields["passwordless"].help_text = _("The device then asks for its PIN, a fingerprint or a face")
