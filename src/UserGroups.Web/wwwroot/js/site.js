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

/** Dates and times are typed. Under a finger the device's own wheel takes them; beside a mouse a calendar opens that writes into the field. */
function offerCalendars() {
  const finger = matchMedia("(pointer: coarse)").matches;
  for (const input of document.querySelectorAll("[data-date], [data-time]")) {
    const known = input.dataset.date ?? input.dataset.time;
    if (!finger) {
      if ("date" in input.dataset) offerCalendar(input);
    } else if (known || !input.value) {
      // What could not be read stays as it was typed.
      input.type = "date" in input.dataset ? "date" : "time";
      input.value = known;
    }
  }
}

function offerCalendar(input) {
  const frame = input.closest(".dated");
  const calendar = document.createElement("input");
  if (!frame || !calendar.showPicker) return;
  calendar.type = "date";
  calendar.tabIndex = -1;
  calendar.dataset.calendarOf = input.id;
  const open = button(frame.dataset.calendar);
  let shown = input.value;
  open.addEventListener("click", () => {
    calendar.value = input.value === shown ? input.dataset.date : dayOf(input.value);
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    input.dataset.date = calendar.value;
    shown = input.value = calendar.valueAsDate?.toLocaleDateString(spoken(), { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }) ?? "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  frame.append(open, calendar);
}

/** The day that was typed, where it is named beyond doubt; else the calendar opens at today. */
function dayOf(text) {
  const day = /[a-z]{3}/i.test(text) ? new Date(text) : new Date(NaN);
  return isNaN(day) ? "" : `${day.getFullYear()}-${`${day.getMonth() + 1}`.padStart(2, "0")}-${`${day.getDate()}`.padStart(2, "0")}`;
}

/** Plain English here is the one that puts the day first. */
function spoken() {
  const language = document.documentElement.lang;
  return language === "en" ? "en-GB" : language;
}

meetErrors();
showPasswords();
copySecrets();
offerCalendars();
