"""Every field of every model is declared personal or not; what is kept for a time names a real moment."""

from django.apps import apps

from ifex.foundations.core.personal import all_declarations, undeclared_fields


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("ifex.")]


def test_every_field_is_declared():
    undeclared = {
        model._meta.label: sorted(fields) for model in own_models() if (fields := undeclared_fields(model))
    }

    assert undeclared == {}


def test_what_is_forgotten_counts_from_a_field():
    for declaration in all_declarations():
        for name, keep in declaration.personal.items():
            if keep.after is not None:
                field = declaration.model._meta.get_field(keep.since)
                assert field.get_internal_type() in {"DateTimeField", "DateField"}, (
                    f"{declaration.model} {name}"
                )
