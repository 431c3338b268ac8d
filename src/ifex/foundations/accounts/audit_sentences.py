from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("user-added", _("%(actor)s added the account %(subject)s"))
present_act("user-invited", _("%(actor)s invited %(subject)s"))
present_act("invitation-accepted", _("%(actor)s accepted the invitation"))
present_act("account-edited", _("%(actor)s changed the name or language of the account %(subject)s"))
present_act("user-deactivated", _("%(actor)s closed the account %(subject)s"))
present_act("user-reactivated", _("%(actor)s opened the account %(subject)s again"))
present_act("user-erased", _("%(actor)s erased the account %(subject)s"))
present_act("sessions-ended", _("%(actor)s ended all sessions of %(subject)s"))
present_act("role-granted", _("%(actor)s gave %(subject)s the role %(role)s"))
present_act("role-revoked", _("%(actor)s took the role %(role)s from %(subject)s"))
present_act("second-step-added", _("%(actor)s set up a second step: %(kind)s"))
present_act("second-step-removed", _("%(actor)s removed a second step: %(kind)s"))
present_act("second-step-reset", _("%(actor)s removed every second step of %(subject)s"))
present_act("recovery-codes-made", _("%(actor)s made new recovery codes"))
present_act("password-changed", _("%(actor)s changed the password"))
present_act("signed-in", _("%(actor)s signed in"))
