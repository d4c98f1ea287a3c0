// What is under way is read again every second from the page's own address, until it is done: [data-poll].
(() => {
  const again = async () => {
    const old = document.querySelector("[data-poll]");
    if (!old) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(old.id);
      if (!answer.ok || !fresh) return;
      if (!fresh.hasAttribute("data-poll")) { location.reload(); return; }
      old.replaceWith(document.importNode(fresh, true));
    } catch { /* the network comes back, or the reader reloads */ }
    setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
})();
