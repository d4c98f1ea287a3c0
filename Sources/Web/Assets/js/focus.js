// A key that leads to a field: data-focus-key="/". A key that follows a link: data-key="[".
(() => {
  addEventListener("keydown", (event) => {
    const inText = event.target.closest("input, select, textarea, [contenteditable]");
    if (inText || event.ctrlKey || event.altKey || event.metaKey) return;
    for (const place of document.querySelectorAll("[data-focus-key], [data-key]")) {
      if (place.dataset.focusKey === event.key) { event.preventDefault(); place.focus(); place.select(); return; }
      if (place.dataset.key === event.key) { event.preventDefault(); place.click(); return; }
    }
  });
})();
