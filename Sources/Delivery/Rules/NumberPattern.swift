/// A number, or with a `*` at its end all that begin so. A `+` at the front is no part of a number.
struct NumberPattern: Sendable {
    private let digits: [UInt8]
    private let isPrefix: Bool

    init(_ text: String) {
        var bytes = Array(text.utf8)
        isPrefix = bytes.last == UInt8(ascii: "*")
        if isPrefix { bytes.removeLast() }
        digits = Array(Self.plain(bytes[...]))
    }

    func matches(_ number: ArraySlice<UInt8>) -> Bool {
        let number = Self.plain(number)
        guard !number.isEmpty else { return false }
        return isPrefix ? number.starts(with: digits) : number.elementsEqual(digits)
    }

    private static func plain(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        number.first == UInt8(ascii: "+") ? number.dropFirst() : number
    }
}
