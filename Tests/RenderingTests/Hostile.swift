/// The list at the head of CHECKLIST.md: what strangers put into callers, digits, names.
let hostile: [String] = [
    "<script>", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1--", "=HYPERLINK(\"http://x\",\"y\")", "{{x}}",
    "%n",
    "../../x", "a\r\nBcc: b@example.com", "a\u{0}b", "\u{1b}[2J", "\u{202e}txt.exe", "\u{600}<b>", "\"\u{301}onload=x", "`x`",
    String(decoding: [0x61, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, 0x3C], as: UTF8.self), String(repeating: "x<", count: 5_000),
    "</style><script>", "]]>", "<!--", "\u{2028}x", "+4930123", "-1", "@x", "\tx", "\r=1", "  =1", "'=1", "''+1", "'x", "\"\"", ",", "",
    "<\u{301}script>", "&lt;", "\u{feff}=1", "\u{2066}x",
]
