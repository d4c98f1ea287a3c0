import Time

/// How switches write a value, the longest form first: by these the place of a figure in the raw record is found.
enum Written {
    static func moment(_ wall: WallTime) -> [String] {
        let text = wall.description
        let (day, time) = (text.prefix(10), text.suffix(8))
        return [
            "\(day.replacing("-", with: "/")) \(time)", "\(day) \(time)", text,
            "\(day.replacing("-", with: ""))\(time.replacing(":", with: ""))",
        ]
    }

    /// - Parameter count: of seconds, 0 or more.
    static func seconds(_ count: Int) -> [String] {
        let (hours, minutes, rest) = (count / 3600, count / 60 % 60, count % 60)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        var forms = [
            "\(two(hours)):\(two(minutes)):\(two(rest))", "\(hours):\(two(minutes)):\(two(rest))",
            "\(two(hours)):\(two(minutes))'\(two(rest))",
        ]
        if hours == 0 { forms += ["\(minutes):\(two(rest))", "\(minutes)'\(two(rest))"] }
        return forms + ["\(count)"]
    }
}

extension [UInt8] {
    /// Where one of the forms stands as a whole word; `nil` where it stands twice, for then nobody knows which one was read.
    func onlyRange(of forms: [String]) -> Range<Int>? {
        for form in forms {
            let places = words(equal: Array(form.utf8))
            if places.count == 1 { return places[0] }
            if places.count > 1 { return nil }
        }
        return nil
    }

    private func words(equal bytes: [UInt8]) -> [Range<Int>] {
        guard !bytes.isEmpty, bytes.count <= count else { return [] }
        return (0...(count - bytes.count)).compactMap { start in
            let end = start + bytes.count
            guard self[start..<end].elementsEqual(bytes), start == 0 || !Self.goesOn(self[start - 1]),
                end == count || !Self.goesOn(self[end])
            else { return nil }
            return start..<end
        }
    }

    /// Whether the sign belongs to a figure beside it.
    private static func goesOn(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
