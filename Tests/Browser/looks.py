"""Looking at a page: nothing reaches beyond the window at 1280 and at 360 pixels, axe-core finds nothing serious, no id stands twice.

With TOLLBOOK_PICTURES=FOLDER a picture of every page looked at is left there: at 1280 pixels, dark, at 360 and on paper.
"""

import importlib.resources
import os
import pathlib

FOLDER = os.environ.get("TOLLBOOK_PICTURES")
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()
SERIOUS = """async (rules) => {
    const only = rules.length ? { runOnly: rules } : {};
    const found = await axe.run(document, { preload: false, resultTypes: ["violations"], ...only });
    return found.violations.filter((it) => ["serious", "critical"].includes(it.impact))
        .map((it) => it.id + ": " + it.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "));
}"""


def look(page, name):
    try:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert beyond <= 0, f"{name} is {beyond} pixels wider than {width}"
            picture(page, f"{name}-{width}", full_page=True)
        twice = page.evaluate(
            "[...document.querySelectorAll('[id]')].map((it) => it.id).filter((id, at, all) => all.indexOf(id) < at)")
        assert not twice, f"{name}: ids that stand twice: {twice}"
        page.evaluate(AXE + "\n;undefined")
        # The dark scheme changes colours and nothing else.
        for scheme, rules in (("light", []), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(SERIOUS, rules)
            assert found == [], f"{name}, {scheme}: {found}"
        picture(page, f"{name}-dark", full_page=True)
    finally:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})


def picture(page, name, **options):
    if FOLDER:
        page.screenshot(path=pathlib.Path(FOLDER) / f"{name}.png", **options)
