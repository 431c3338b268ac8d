"""Who may come to the desk."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from ifex.foundations.accounts.enums import StaffRole

_ILLUSTRATORS = (StaffRole.EDITOR, StaffRole.CAMPAIGNER)
_PICTURE_VERBS = ("add", "change", "choose")
_PAGE_VERBS = {
    StaffRole.EDITOR: ("add", "change", "publish", "lock", "unlock"),
    StaffRole.CAMPAIGNER: ("add", "change", "publish"),
    StaffRole.TRANSLATOR: ("change",),
}


def open_desk_to_staff(*, using: str = "default", **_: Any) -> None:
    """Each staff role may enter the desk; editors and campaigners may add and choose pictures and documents, and
    publish pages; translators may change them.

    Called after each migration; harmless when repeated.
    """
    enter = Permission.objects.using(using).filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    pictures = Permission.objects.using(using).filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=[f"{verb}_{noun}" for verb in _PICTURE_VERBS for noun in ("image", "document")],
    )
    root = Collection.objects.using(using).filter(depth=1).first()
    for role in StaffRole:
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.add(*enter)
        if role in _ILLUSTRATORS and root is not None:
            for permission in pictures:
                GroupCollectionPermission.objects.using(using).get_or_create(
                    group=group, collection=root, permission=permission
                )
        _open_pages(group, _PAGE_VERBS.get(role, ()), using)


def _open_pages(group: Group, verbs: tuple[str, ...], using: str) -> None:
    root = Page.objects.using(using).filter(depth=1).first()
    if root is None or not verbs:
        return
    of_pages = Permission.objects.using(using).filter(
        content_type__app_label="wagtailcore", codename__in=[f"{verb}_page" for verb in verbs]
    )
    for permission in of_pages:
        GroupPagePermission.objects.using(using).get_or_create(group=group, page=root, permission=permission)
    translate = Permission.objects.using(using).filter(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    if "add" in verbs:
        group.permissions.add(*translate)
