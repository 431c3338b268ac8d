// Saves the open form a few seconds after each change. Without this script the buttons do the same.
(() => {
  const form = document.getElementById("writing");
  const beside = document.getElementById("beside");
  if (!form || !beside) return;
  const PAUSE = 4000;
  // Not form.action: the form has a field of that name.
  let timer = 0;
  let running = null;

  const save = async () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("act", "save");
    running = new AbortController();
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body: data, headers: { "X-Autosave": "1" }, signal: running.signal, redirect: "error",
      });
      if (!answer.headers.has("X-Autosave")) throw new Error("another page");
      beside.innerHTML = await answer.text();
    } catch (refused) {
      if (refused.name === "AbortError") return;
      const words = document.createElement("p");
      words.className = "notice notice--warning";
      words.textContent = form.dataset.autosave;
      beside.prepend(words);
    } finally {
      running = null;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (running) running.abort();
  });
})();
