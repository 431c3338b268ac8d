"""What Wagtail alone keeps of the names of its pages: addresses, old ones too, tags, the index of the desk."""

from urllib.parse import unquote

from django.core.management import call_command
from django.db import connection
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from .replacing_names import NameReplacer


def give_pages_new_addresses(replacer: NameReplacer) -> int:
    """Of pages of the site, with all that lie below them; before the tables are walked, for an address is no text."""
    changed = 0
    for page in Page.objects.filter(depth__gt=1).order_by("depth"):
        words, count = replacer.in_text(page.slug.replace("-", " "))
        if not count:
            continue
        slug = slugify(words, allow_unicode=True)
        is_taken = not slug or page.get_siblings(inclusive=False).filter(slug=slug).exists()
        page.slug = f"{slug}-{page.pk}".lstrip("-") if is_taken else slug
        page.save(clean=False)
        for revision in page.revisions.all():
            content = revision.content | {"slug": page.slug, "url_path": page.url_path}
            type(revision).objects.filter(pk=revision.pk).update(content=content)
        changed += 1
    return changed


def give_up_redirects(replacer: NameReplacer) -> int:
    """Old addresses of pages with the name in them; before the tables are walked, for two would become one."""
    gone = [row.pk for row in Redirect.objects.iterator() if _gives(row.old_path, replacer)]
    Redirect.objects.filter(pk__in=gone).delete()
    return len(gone)


def _gives(address: str, replacer: NameReplacer) -> bool:
    return bool(replacer.in_text(unquote(address).replace("-", " ").replace("_", " "))[1])


def give_up_tags(replacer: NameReplacer) -> int:
    """Of pictures and documents: words of the desk, which readers never see. Another may have the new name already."""
    gone = [
        row.pk for row in Tag.objects.iterator() if _gives(row.name, replacer) or _gives(row.slug, replacer)
    ]
    Tag.objects.filter(pk__in=gone).delete()
    return len(gone)


def renew_desk_search() -> None:
    """The index by which the desk finds pages, pictures and documents: deleted words stay in an old one for a while."""
    IndexEntry.objects.all().delete()
    call_command("update_index", verbosity=0)
    if connection.vendor == "sqlite":
        table = f"{IndexEntry._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608
