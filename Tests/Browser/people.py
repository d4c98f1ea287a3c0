"""Logging in, for every test that needs somebody: the first one uses up the one-time log-in of the served book."""

import re

PASSWORD = "a sentence to remember 7"


def one_time(site):
    """Name and one-time log-in as the program printed them last."""
    found = re.findall(r"Log in as (\S+) with the password (\S+):", site.output())
    assert found, f"the program prints no one-time log-in:\n{site.output()}"
    return found[-1]


def enter(page, name, password):
    page.goto("/login")
    page.fill("#f-name", name)
    page.fill("#f-password", password)
    page.click("main button")
    page.wait_for_load_state()


def choose(page, password):
    page.fill("#f-new", password)
    page.fill("#f-repeated", password)
    page.click("main button")
    page.wait_for_load_state()


def log_in(page, site):
    """Logs the administrator in, once for all tests of a site; sets PASSWORD where nobody has set one yet."""
    if cookies := getattr(site, "cookies", None):
        page.context.add_cookies(cookies)
        page.goto("/")
    if "/b/" not in page.url:
        name, code = one_time(site)
        enter(page, name, PASSWORD if getattr(site, "has_password", False) else code)
        if page.url.endswith("/password"):
            choose(page, PASSWORD)
        site.has_password = True
        site.cookies = page.context.cookies()
    assert "/b/" in page.url, page.url
    return re.search(r"/b/[^/]+", page.url).group()
