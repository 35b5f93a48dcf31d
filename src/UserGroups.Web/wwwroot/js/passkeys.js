// Passkeys need the browser's own dialog; without this file the password works and the buttons stay hidden.
const supported = "credentials" in navigator && typeof PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

async function options(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function say(form, sentence) {
  form.querySelector(".passkey-state").textContent = sentence;
}

function send(form, credential) {
  form.elements.Credential.value = JSON.stringify(credential);
  form.submit();
}

/** The password fields offer passkeys by themselves; the button ends that waiting and asks at once. */
let waiting;

async function show(form, mediation) {
  waiting?.abort();
  const control = new AbortController();
  if (mediation) waiting = control;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await options(form));
  send(form, await navigator.credentials.get({ publicKey, mediation, signal: control.signal }));
}

async function make(form) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await options(form));
  send(form, await navigator.credentials.create({ publicKey }));
}

if (supported) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const act = form.dataset.passkey === "create" ? make : show;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      say(form, "");
      try {
        await act(form);
      } catch (error) {
        if (error.name !== "AbortError") say(form, form.dataset.failed);
      }
    });
  }
  const quiet = document.querySelector("form[data-passkey=get]");
  const offered = document.querySelector("input[autocomplete~=webauthn]");
  if (quiet && offered && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    // Asked only once the person turns to the form, so that merely opening the page costs nothing.
    offered.form.addEventListener("focusin", () => show(quiet, "conditional").catch(() => {}), { once: true });
  }
}
