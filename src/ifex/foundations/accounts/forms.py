"""Forms of the account pages."""

from allauth.account.forms import SetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .domain.accounts import edit_account
from .models import User


class AcceptInvitationForm(SetPasswordForm):
    """The password that an invited person chooses, twice."""


class AccountForm(forms.ModelForm):
    """Name and language, changed by the account's own person."""

    class Meta:
        model = User
        fields = ("name", "language")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].help_text = _("Colleagues see it beside what you do")
        self.fields["language"].help_text = _("Of mail to you, of your account and of the desk")

    def save(self, commit: bool = True) -> User:
        edit_account(self.instance, **self.cleaned_data, by=self.instance)
        return self.instance


class AddPasskeyForm(AddWebAuthnForm):
    """As allauth's, in plainer words; a passkey is meant to be enough by itself."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("For you, to tell your passkeys apart")
        self.fields["passwordless"].label = _("This passkey is enough to sign in, without a password")
        self.fields["passwordless"].help_text = _("The device then asks for its PIN, a fingerprint or a face")
