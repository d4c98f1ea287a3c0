/// Cuts a `multipart/form-data` body (RFC 7578) into fields and the pieces of one file, however the bytes arrive; keeps no more than
/// one head or delimiter in memory.
struct Multipart {
    enum Event: Equatable {
        case field(name: String, value: String)
        /// The name is for people only; no path is ever made of it.
        case file(field: String, name: String)
        case piece([UInt8])
    }

    enum Fault: Error { case notMultipart, fieldTooLong, cutOff }

    private enum State { case between, afterDelimiter, head, field(String), file, done }

    private static let longestHead = 8 * 1024
    private static let longestField = 64 * 1024

    private let delimiter: [UInt8]
    private var pending: [UInt8] = [13, 10]
    private var state = State.between
    private var value: [UInt8] = []

    /// `nil` where the content type is no such body or its boundary is not what RFC 2046 allows.
    init?(contentType: String) {
        let parts = contentType.split(separator: ";")
        guard parts.first.map({ $0.filter { $0 != " " }.lowercased() }) == "multipart/form-data" else { return nil }
        for part in parts.dropFirst() {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased() == "boundary" else { continue }
            let boundary = pair[1].filter { $0 != "\"" }
            guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
            delimiter = Array("\r\n--".utf8) + boundary.utf8
            return
        }
        return nil
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Event] {
        pending += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// To be called at the end of the body.
    func finish() throws(Fault) {
        guard case .done = state else { throw .cutOff }
    }

    /// False where more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(Fault) -> Bool {
        switch state {
        case .done:
            pending.removeAll()
            return false
        case .afterDelimiter:
            guard pending.count >= 2 else { return false }
            let sign = Array(pending.prefix(2))
            pending.removeFirst(2)
            guard sign == [13, 10] || sign == [45, 45] else { throw .notMultipart }
            state = sign == [13, 10] ? .head : .done
            return true
        case .head:
            guard let end = Self.find([13, 10, 13, 10], in: pending) else {
                guard pending.count <= Self.longestHead else { throw .notMultipart }
                return false
            }
            try begin(Array(pending[..<end]), &events)
            pending.removeFirst(end + 4)
            return true
        case .between, .field, .file: return try content(&events)
        }
    }

    private mutating func content(_ events: inout [Event]) throws(Fault) -> Bool {
        let end = Self.find(delimiter, in: pending)
        // What could be the begin of a delimiter waits for the rest of it.
        let taken = end ?? max(0, pending.count - delimiter.count + 1)
        switch state {
        case .file: if taken > 0 { events.append(.piece(Array(pending[..<taken]))) }
        case .field:
            value += pending[..<taken]
            guard value.count <= Self.longestField else { throw .fieldTooLong }
        default: break
        }
        guard let end else {
            pending.removeFirst(taken)
            return false
        }
        if case .field(let name) = state {
            guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else { throw .notMultipart }
            events.append(.field(name: name, value: text))
        }
        pending.removeFirst(end + delimiter.count)
        state = .afterDelimiter
        return true
    }

    private mutating func begin(_ head: [UInt8], _ events: inout [Event]) throws(Fault) {
        guard let text = String(validating: head, as: UTF8.self) else { throw .notMultipart }
        var name: String?
        var fileName: String?
        // Lines are cut at LF on scalars: CR LF is one Character.
        for line in text.unicodeScalars.split(separator: "\n").map({ String(String.UnicodeScalarView($0)) }) {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            name = Self.parameter("name", of: line)
            fileName = Self.parameter("filename", of: line)
        }
        guard let name else { throw .notMultipart }
        value = []
        if let fileName {
            events.append(.file(field: name, name: fileName))
            state = .file
        } else {
            state = .field(name)
        }
    }

    /// The value of ` name="…"`; browsers write a quote in it as `%22`.
    private static func parameter(_ name: String, of line: String) -> String? {
        let bytes = Array(line.utf8)
        for opening in ["; " + name + "=\"", ";" + name + "=\""] {
            guard let start = find(Array(opening.utf8), in: bytes) else { continue }
            let rest = bytes[(start + opening.utf8.count)...]
            guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        return nil
    }

    static func find(_ wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = wanted.first else { return 0 }
        var start = 0
        while start + wanted.count <= bytes.count {
            guard let candidate = bytes[start...].firstIndex(of: first), candidate + wanted.count <= bytes.count else { return nil }
            if bytes[candidate..<candidate + wanted.count].elementsEqual(wanted) { return candidate }
            start = candidate + 1
        }
        return nil
    }
}
