/// What leads from an error page to the log: 40 random bits, no count that would tell how busy the server is.
enum RequestName {
    static func make() -> String {
        let number = UInt64.random(in: 0..<(1 << 40))
        let text = String(number, radix: 32)
        return String(repeating: "0", count: 8 - text.utf8.count) + text
    }
}
