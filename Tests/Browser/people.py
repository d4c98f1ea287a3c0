"""Logging in, for every test that needs somebody: the first one uses up the one-time log-in of the served book."""

import re

PASSWORD = "a sentence to remember 7"


def log_in(page, site):
    """Logs the administrator in; sets PASSWORD where nobody has set one yet."""
    one_time = re.search(r"Log in as (\S+) with the password (\S+):", site.output())
    assert one_time, f"the server prints no one-time log-in:\n{site.output()}"
    name, code = one_time.groups()
    for password in (code, PASSWORD) if not getattr(site, "has_password", False) else (PASSWORD,):
        page.goto("/login")
        page.fill("#f-name", name)
        page.fill("#f-password", password)
        page.click("main button")
        page.wait_for_load_state()
        if "/login" not in page.url:
            break
    if page.url.endswith("/password"):
        page.fill("#f-new", PASSWORD)
        page.fill("#f-repeated", PASSWORD)
        page.click("main button")
        page.wait_for_load_state()
    site.has_password = True
    assert "/b/" in page.url, page.url
    return re.search(r"/b/[^/]+", page.url).group()
