// Comfort only: a form with data-draft keeps itself while somebody types. Without this file "Save draft" does the same.

const form = document.querySelector("form[data-draft]");
const state = form?.querySelector("[data-draft-state]");

// What the server reckons from the draft, such as the offer for so many people, is read anew once the draft is kept.
async function refresh() {
  const parts = document.querySelectorAll("[data-draft-fresh]");
  if (parts.length === 0) return;
  const answer = await fetch(form.action, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const fresh = page.querySelector(`[data-draft-fresh="${part.dataset.draftFresh}"]`);
    if (fresh && fresh.textContent !== part.textContent) part.replaceChildren(...fresh.childNodes);
  }
}

let timer;
let running = false;
let again = false;
let pressed = null;

async function keep() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
    const kept = answer.ok && answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (kept) {
      form.elements.Version.value = kept.version;
      // A draft that has an address of its own by now: reloading the page opens it.
      if (kept.path) history.replaceState(null, "", kept.path);
      state.textContent = `Kept at ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
      await refresh();
    } else {
      state.textContent = answer.status === 409 ? "Somebody else changed this draft. Press “Save draft” to see." : "Not kept yet. Press “Save draft”.";
    }
  } catch {
    state.textContent = "Not kept: no connection. What you typed stays here.";
  }
  running = false;
  if (pressed) {
    form.requestSubmit(pressed);
  } else if (again) {
    again = false;
    keep();
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, 1200);
});

// What the person sends by hand is newer than what waits here; what is on its way arrives first, and its version goes along.
form?.addEventListener("submit", (event) => {
  clearTimeout(timer);
  pressed = event.submitter;
  if (running && pressed) event.preventDefault();
});
