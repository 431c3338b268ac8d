"""Children of a row in its form: their own form class, and nothing lost when another editor removed one."""

from typing import Any

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model


class ForgivingFormSet(BaseChildFormSet):
    """A child that is no longer in the database is taken as a new one instead of failing."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound and i < self.initial_form_count():
            key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
            known = {str(row.pk) for row in self.get_queryset()}
            if self.data.get(key) not in known:
                self.data = self.data.copy()
                self.data[key] = ""
        return super()._construct_form(i, **kwargs)


class RowsPanel(InlinePanel):
    """An InlinePanel whose rows have a form class of their own, know who edits, and are left out of a form that
    does not carry them."""

    def __init__(self, relation_name: str, *args: Any, form_class: type | None = None, **kwargs: Any) -> None:
        super().__init__(relation_name, *args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        formset["formset"] = ForgivingFormSet
        formset["inherit_kwargs"] = ["for_user"]
        if self.form_class:
            child = self.child_edit_handler.get_form_options()
            formset["form"] = get_form_for_model(
                self.db_field.related_model,
                form_class=self.form_class,
                defer_required_on_fields=child.get("defer_required_on_fields", []),
            )
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            form = kwargs["form"]
            self.is_left_out = form is not None and kwargs["panel"].relation_name not in form.formsets
            super().__init__(**({**kwargs, "form": None} if self.is_left_out else kwargs))

        def is_shown(self) -> bool:
            return not self.is_left_out
