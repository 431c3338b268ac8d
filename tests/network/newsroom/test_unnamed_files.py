"""Files of what has been forgotten go too; what somebody names, or what was public, stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from ifex.foundations.core import clock
from ifex.foundations.files.domain.retention import forget_unnamed_files
from ifex.foundations.files.domain.upload import publish_file, store_upload
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path
from ifex.network.newsroom.domain.submitted_files import attach_upload, remove_file

pytestmark = pytest.mark.django_db


def store(words, *, days_old=100):
    stored = store_upload(ContentFile(words.encode(), name="x.txt"), by="test")
    StoredFile.objects.filter(pk=stored.pk).update(stored_at=clock.now() - timedelta(days=days_old))
    return StoredFile.objects.get(pk=stored.pk)


def test_forget_unnamed_files_leaves_what_is_fresh_named_or_was_public(
    data_folder, make_submission, contributor
):
    submission = make_submission()
    named = attach_upload(
        submission, upload=ContentFile(b"named", name="n.txt"), by=contributor, at=clock.now()
    )
    StoredFile.objects.update(stored_at=clock.now() - timedelta(days=100))
    public, fresh, gone = store("public"), store("fresh", days_old=1), store("gone")
    publish_file(public, by="test")

    assert [forget_unnamed_files(), forget_unnamed_files()] == [1, 0]

    assert set(StoredFile.objects.values_list("pk", flat=True)) == {named.file_id, public.pk, fresh.pk}
    assert not sealed_path(gone.sha256).exists()
    assert not cleaned_path(gone.cleaned_sha256).exists()
    assert sealed_path(public.sha256).exists()
    remove_file(named, by=contributor, at=clock.now())
    assert forget_unnamed_files() == 1
