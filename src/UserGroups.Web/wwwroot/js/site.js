// Comfort only: every page works without this file.

/** After a refused form the reader stands at the summary, and the links in it put the cursor into the field. */
function meetErrors() {
  const summary = document.querySelector("[data-focus]");
  summary?.focus();
  summary?.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
}

function button(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet button-small";
  made.textContent = text;
  return made;
}

/** A button beside each password that shows what was typed; it hides again before the form is sent. */
function showPasswords() {
  for (const frame of document.querySelectorAll(".password")) {
    const input = frame.querySelector("input");
    const toggle = button(frame.dataset.show);
    toggle.setAttribute("aria-controls", input.id);
    const show = shown => {
      input.type = shown ? "text" : "password";
      toggle.textContent = shown ? frame.dataset.hide : frame.dataset.show;
    };
    toggle.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
    frame.append(toggle);
  }
}

function copySecrets() {
  if (!navigator.clipboard) return;
  for (const frame of document.querySelectorAll("[data-copy]")) {
    const copy = button(frame.dataset.copy);
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(frame.querySelector("code").textContent);
      copy.textContent = frame.dataset.copied;
      setTimeout(() => { copy.textContent = frame.dataset.copy; }, 2000);
    });
    frame.append(copy);
  }
}

meetErrors();
showPasswords();
copySecrets();
