// Comfort only: suggestions for city fields, and the groups near a city while it is typed. Without this file a second page does the same.

function later(work, wait) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(work, wait); };
}

/** Suggests cities while somebody types; what was typed stands, whatever was suggested. */
function suggestCities(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-cities`;
  input.after(list);
  input.setAttribute("list", list.id);
  let asked = "";
  input.addEventListener("input", later(async () => {
    const typed = input.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    const answer = await fetch(`${input.dataset.cities}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || asked !== typed) return;
    list.replaceChildren(...(await answer.json()).map(label => {
      const option = document.createElement("option");
      option.value = label;
      return option;
    }));
  }, 150));
}

/** Shows the groups near the city, from the server's own piece of page. */
function showNearby(input) {
  const box = document.getElementById("nearby");
  if (!box) return;
  let shown = "";
  const show = later(async () => {
    const city = input.value.trim();
    if (city === shown) return;
    shown = city;
    const answer = city.length < 2 ? null : await fetch(`${input.dataset.nearby}?city=${encodeURIComponent(city)}`);
    if (shown !== city) return;
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    box.replaceChildren(...page.body.childNodes);
  }, 300);
  input.addEventListener("input", show);
  input.addEventListener("change", show);
  show();
}

for (const input of document.querySelectorAll("input[data-cities]")) suggestCities(input);
for (const input of document.querySelectorAll("input[data-nearby]")) showNearby(input);
