// Fields of a record and their bytes: pointing at or focusing one [data-fields] lights all that share a name with it.
(() => {
  const all = [...document.querySelectorAll("[data-fields]")];
  const names = (element) => element.dataset.fields.split(" ");
  const light = (event) => {
    const here = event.target.closest?.("[data-fields]");
    const lit = here ? names(here) : [];
    for (const element of all) element.classList.toggle("lit", names(element).some((name) => lit.includes(name)));
  };
  if (all.length) { addEventListener("pointerover", light); addEventListener("focusin", light); }
})();
