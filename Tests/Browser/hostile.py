"""Texts that somebody could put where a text from outside stands, and a site that has one for every name."""

import json

TEXTS = [
    "<script>hurt()</script>", "\"><img src=x onerror=hurt()>", "' OR 1=1--", "=HYPERLINK(\"http://x\")", "{{x}}", "%n%s", "../../x",
    "\u202eevil", "\u0600<b>bold</b>", "\"\u0301 onmouseover=hurt() x=\"", "</title><svg/onload=hurt()>", "javascript:hurt()",
    "&lt;b&gt;", "//evil.example/", "\u2028x", "W" * 150,
]

# What the pages themselves are made of: anything else was made by a text.
ELEMENTS = """html head meta title desc link script body a nav ul ol li span svg path circle rect line text g header form label input kbd
    details summary button main div h1 h2 h3 p b bdi code dl dt dd table caption thead tbody tr th td select option section figure
    figcaption br address article footer data pre mark fieldset legend progress textarea time dialog""".split()

FOUND = """(allowed) => {
    const found = [];
    for (const it of document.querySelectorAll("*")) {
        // The one picture of ours: the logo of a letterhead, under the digest of its bytes.
        const isLogo = it.localName === "img" && it.className === "logo" && /^\\/b\\/[a-z0-9-]+\\/bills\\/logos\\/[0-9a-f]{64}$/.test(it.getAttribute("src"));
        if (!allowed.includes(it.localName) && !isLogo) found.push(it.localName);
        if (it.localName === "script" && !it.src) found.push("inline script");
        for (const attribute of it.attributes) {
            if (attribute.name.startsWith("on") || attribute.name === "style") found.push(it.localName + " " + attribute.name);
            if (["href", "src", "action"].includes(attribute.name) && !/^(\\/(?!\\/)|#)/.test(attribute.value)) {
                found.push(attribute.name + "=" + attribute.value);
            }
        }
    }
    return found;
}"""


def elements_of_texts(page):
    """Elements, handlers and addresses on the page that a text must have made; empty where all is well."""
    return page.evaluate(FOUND, ELEMENTS)


def site():
    """A site file, as JSON (which is YAML), with a hostile text for every name, and an extension for each of them."""
    name = iter(TEXTS * 9)
    parties = [
        {
            "id": str(201 + index), "kind": "extension", "name": text, "switch": "main",
            "numbers": [{"number": str(201 + index), "from": "2020-01-01"}], "member": [{"of": "sales", "from": "2020-01-01"}],
        }
        for index, text in enumerate(TEXTS)
    ]
    return json.dumps({
        "site": {
            "name": next(name), "zone": "Asia/Ho_Chi_Minh", "country": "VN", "currency": "USD", "defaultTable": {"price": "office"},
        },
        "switches": [{
            "id": "main", "format": "avaya-ip-office-smdr",
            "dialPlan": {
                "countryCode": "84", "areaCode": "24", "trunkPrefix": "0", "internationalPrefix": ["00"], "outside": ["9"],
                "extensionLength": [3],
            },
        }],
        "callTypes": [{"id": id, "name": next(name), "colour": ["#15803d", "#4ade80"]} for id in ("local", "mobile", "international")],
        "numbering": [{"prefix": "49", "type": "international", "destination": next(name)}],
        "organisation": [
            {"id": "hq", "kind": "company", "name": next(name)},
            {"id": "sales", "kind": "department", "parent": "hq", "name": next(name)},
        ],
        "parties": parties,
        "rateTables": [{
            "id": "office", "scheme": "price", "currency": "USD",
            "versions": [{
                "from": "2020-01-01",
                "rows": [{"prefix": ["49"], "name": next(name), "all": {"increments": "60/6", "price": "0.30", "per": 60}}],
            }],
        }],
    }, ensure_ascii=True)
