/// What looking through the raw log of a source found.
public struct RawReport: Sendable {
    /// One file, or what is wrong with it.
    public struct File: Sendable {
        public enum State: String, Sendable { case right, torn, damaged }

        public var path: String
        public var state = State.right
        /// Logical offsets: of the first byte, and behind the last one that is right.
        public var first: Int64
        public var end: Int64
        public var blocks: Int
        /// Where in the file what is torn or damaged begins, in bytes.
        public var place: Int64?
        /// What is wrong, with the mend.
        public var words = ""
    }

    public var source: String
    public var files: [File] = []
    /// Bytes before this offset were removed, as the site says.
    public var removed: Int64 = 0
    /// Behind the last byte, and how far the book has taken.
    public var end: Int64 = 0
    public var taken: Int64 = 0
    /// Damage that is none of one file: the log ends before what the book took from it.
    public var lost = ""

    /// Every damage in words; a torn end is none, the next writer cuts it off.
    public var damages: [String] { files.filter { $0.state == .damaged }.map(\.words) + (lost.isEmpty ? [] : [lost]) }

    public var text: String {
        var text = "\(source): \(files.count) files, \(end) bytes, \(taken) taken into the book\n"
        if removed > 0 { text += "  the bytes before \(removed) were removed, as the site's rawLog says\n" }
        for file in files {
            text += "  \(file.state.rawValue)  \(file.path)  bytes \(file.first) to \(file.end), \(file.blocks) blocks"
            text += (file.place.map { ", from byte \($0) of the file on" } ?? "") + "\n"
            if !file.words.isEmpty { text += "    \(file.words)\n" }
        }
        return text + (lost.isEmpty ? "" : "  \(lost)\n")
    }

    /// One line of JSON.
    public var json: String {
        var line = JSONLine()
        line.begin()
        line.field("source", source)
        line.field("end", Int(end))
        line.field("taken", Int(taken))
        line.field("removed", Int(removed))
        line.field("damaged", !damages.isEmpty)
        line.field("lost", lost.isEmpty ? nil : lost)
        line.key("files")
        for (index, file) in files.enumerated() {
            line.raw(index == 0 ? "[" : ",")
            line.begin()
            line.field("file", file.path)
            line.field("state", file.state.rawValue)
            line.field("from", Int(file.first))
            line.field("to", Int(file.end))
            line.field("blocks", file.blocks)
            line.field("place", file.place.map { Int($0) })
            line.field("words", file.words.isEmpty ? nil : file.words)
            line.close()
        }
        line.raw(files.isEmpty ? "[]" : "]")
        line.end()
        return String(decoding: line.take(), as: UTF8.self)
    }
}
