// Keeps the editor's hold on the form while it is open, and lets go of it when the page is left.
document.addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector("[data-lease-url]");
  const form = document.querySelector("[data-edit-form]");
  if (!note || !form) return;
  const send = (verb) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("verb", verb);
    return data;
  };
  let isSubmitting = false;
  const renew = async () => {
    try {
      const answer = await fetch(note.dataset.leaseUrl, { method: "POST", body: send("renew") });
      const state = await answer.json();
      note.textContent = state.held ? "" : `${state.message} ${note.dataset.leaseLost}`;
    } catch {
      // No line at the moment: the next call will tell.
    }
  };
  form.addEventListener("submit", () => { isSubmitting = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
  window.addEventListener("pagehide", () => {
    if (!isSubmitting) navigator.sendBeacon(note.dataset.leaseUrl, send("release"));
  });
  // Once soon: after a reload, the page that was left may have let go after this one had taken hold.
  setTimeout(renew, 3000);
  setInterval(renew, 4 * 60 * 1000);
});
