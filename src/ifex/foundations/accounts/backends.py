"""Who may be signed in: asked at each sign-in, and of each session at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class AccountBackend(AuthenticationBackend):
    def user_can_authenticate(self, user: Any) -> bool:
        """Nobody whose account is closed, and no log-in of a demonstration outside one."""
        return super().user_can_authenticate(user) and user.may_sign_in
