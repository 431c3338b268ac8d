from .models import Change, Delivery, Event, LimitWindow
from .personal import declare

declare(Event, impersonal=["name", "payload", "at"])
declare(Delivery, impersonal=["event", "subscriber", "due_at", "attempts", "refusal"])
declare(Change, impersonal=["tag", "at"])
declare(LimitWindow, impersonal=["key", "count", "until"])
