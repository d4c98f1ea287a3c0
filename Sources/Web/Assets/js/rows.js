// Rows of a table by keyboard and mouse: table[data-row-keys] with a[data-row-link] in its rows. j and k or the arrows move, Enter follows.
(() => {
  const links = (table) => [...table.querySelectorAll("a[data-row-link]")];
  for (const table of document.querySelectorAll("table[data-row-keys]")) {
    table.addEventListener("click", (event) => {
      if (event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
      event.target.closest("tr")?.querySelector("a[data-row-link]")?.click();
    });
  }
  addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = document.activeElement;
    const inRow = here?.matches("a[data-row-link]");
    if (!step || event.ctrlKey || event.altKey || event.metaKey || here?.closest("input, select, textarea")) return;
    if (event.key.startsWith("Arrow") && !inRow) return;
    const table = here?.closest("table[data-row-keys]") ?? document.querySelector("table[data-row-keys]");
    if (!table) return;
    const all = links(table);
    const next = all[inRow ? all.indexOf(here) + step : 0];
    if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
  });
})();
