"""The account pages that django-allauth does not bring."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .domain.accounts import InvitationRefused, accept_invitation, invited_user
from .forms import AcceptInvitationForm, AccountForm
from .models import User
from .queries import has_second_step


@never_cache
@login_required
def show_account(request: HttpRequest) -> HttpResponse:
    """Name and language, how one signs in, and what rooms above know of the person (panel `accounts.account`)."""
    user = cast(User, request.user)
    person = User.objects.annotate(has_second_step=has_second_step()).get(pk=user.pk)
    form = AccountForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        with translation.override(person.language):
            messages.success(request, _("Your account is saved."))
            return redirect("accounts:account-show")
    return render(request, "accounts/account.html", {"form": form, "person": person, "is_unlisted": True})


@never_cache
@login_not_required
@sensitive_post_parameters("password1", "password2")
def show_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by the link of an invitation."""
    try:
        user = invited_user(token)
    except InvitationRefused:
        return render(request, "accounts/invitation_refused.html", {"is_unlisted": True}, status=410)
    form = AcceptInvitationForm(user, request.POST or None)
    if form.is_valid():
        accept_invitation(token, password=form.cleaned_data["password1"])
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"form": form, "invited": user, "is_unlisted": True})


@never_cache
def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """In the place of Wagtail's log-in form. Who is signed in but may not enter the admin gets a 403."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(target, login_url=resolve_url("account_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return HttpResponseRedirect(target)


def refuse(request: HttpRequest) -> HttpResponse:
    """In the place of Wagtail's pages that would change accounts without an audit line."""
    raise Http404


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth's limits answer with."""
    response = render(request, "accounts/too_many_requests.html", {"is_unlisted": True}, status=429)
    response["Retry-After"] = "60"
    return response
