// Passkeys need the browser's own dialog; without this file the password works and the buttons stay hidden.
const supported = "credentials" in navigator && typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

async function options(form, signal) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal });
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

/**
 * One question at a time: the sign-in fields offer passkeys by themselves, and a button ends that waiting and asks at once. The
 * challenge of an earlier question is given up with it, since the server remembers only the latest.
 */
let asking;

function begin() {
  asking?.abort();
  asking = new AbortController();
  return asking.signal;
}

async function show(form, mediation) {
  const signal = begin();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await options(form, signal));
  send(form, await navigator.credentials.get({ publicKey, mediation, signal }));
}

async function make(form) {
  const signal = begin();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await options(form, signal));
  send(form, await navigator.credentials.create({ publicKey, signal }));
}

if (supported) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const act = form.dataset.passkey === "create" ? make : show;
    form.addEventListener("submit", async event => {
      // What the server would refuse goes there at once, before the device keeps a passkey that nobody knows.
      if (!form.checkValidity()) return;
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
