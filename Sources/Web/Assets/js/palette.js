// Ctrl-K: dialog[data-palette] with a field and a list of places; arrows choose, Enter goes, what names no place is searched for.
(() => {
  const palette = document.querySelector("dialog[data-palette]");
  if (!palette) return;
  const field = palette.querySelector("input");
  const places = [...palette.querySelectorAll("li")];
  const shown = () => places.filter((place) => !place.hidden).map((place) => place.querySelector("a, button"));
  const choose = (index) => {
    const all = shown();
    for (const place of all) place.removeAttribute("data-chosen");
    const chosen = all[(index + all.length) % all.length];
    if (chosen) { chosen.dataset.chosen = ""; chosen.scrollIntoView({ block: "nearest" }); }
  };
  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const place of places) {
      const text = place.textContent.toLowerCase();
      place.hidden = "search" in place.dataset ? !words.length : !words.every((word) => text.includes(word));
    }
    choose(0);
  };
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (palette.open) return palette.close();
    palette.showModal();
    field.value = "";
    narrow();
    field.focus();
  });
  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    const all = shown();
    const at = all.findIndex((place) => "chosen" in place.dataset);
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter" && all[at]) all[at].click();
    else return;
    event.preventDefault();
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
})();
