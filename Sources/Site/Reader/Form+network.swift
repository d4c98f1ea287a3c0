import Model

/// Forms of what names places: addresses, networks, paths, folders.
extension Form {
    /// 1 to 64 of `a-z`, `0-9` and `-`.
    static func isFolderName(_ text: String) -> Bool { BookID.isValid(text) }

    static func isAbsolutePath(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "/") && text.utf8.count <= 1024
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
            && !text.split(separator: "/").contains("..")
    }

    /// An address, a network in the form `address/bits`, or the word any.
    static func isPeer(_ text: String) -> Bool {
        if text == "any" { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let address = parts.first, isIPAddress(address), parts.count <= 2 else { return false }
        guard parts.count == 2 else { return true }
        guard isDigits(parts[1]), let bits = Int(parts[1]) else { return false }
        return bits <= (address.contains(":") ? 128 : 32)
    }

    /// A name of the domain name system or of the house, or an address.
    static func isHost(_ text: String) -> Bool {
        if isIPAddress(text) { return true }
        return (1...253).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
            }
    }

    static func isIPAddress(_ text: String) -> Bool { text.contains(":") ? isIPv6(text) : isIPv4(text) }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.utf8.count), isDigits(part), let value = Int(part) else { return false }
                return value <= 255 && String(value) == part
            }
    }

    /// Groups of hexadecimal digits, one `::` for a run of zeros, an IPv4 address in the place of the last two.
    private static func isIPv6(_ text: String) -> Bool {
        let halves = text.replacing("::", with: "\u{0}").split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, !text.contains(":::") else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            for (place, part) in parts.enumerated() {
                let isLast = index == halves.count - 1 && place == parts.count - 1
                if isLast, part.contains(".") {
                    guard isIPv4(part) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }
}

extension Form {
    /// A name of the DNS: labels of letters, digits and `-`. The last one is no number: such a name is an odd spelling of an address.
    static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...253).contains(text.utf8.count), let last = labels.last, last.utf8.first.map({ !isDigit($0) }) ?? false else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-") && label.utf8.last != UInt8(ascii: "-")
                && label.utf8.allSatisfy { byte in
                    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
                }
        }
    }

    /// A number, or what it begins with and a `*`: digits, `*`, `#`, `+`.
    static func isNumberPattern(_ text: String) -> Bool {
        (1...33).contains(text.utf8.count)
            && text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "+") }
    }

    /// `https://host[:port]` without a path: where people reach the pages.
    static func isOrigin(_ text: String) -> Bool {
        guard let url = WebhookURL(text), !text.hasSuffix("/") else { return false }
        return url.text.split(separator: "/", omittingEmptySubsequences: false).count == 3 && !text.contains("?")
    }
}
