// button[data-print] opens the browser's print dialogue; without a script the browser's own menu does.
addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
