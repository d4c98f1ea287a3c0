import Glibc
import RawLog

/// What a source that reads files keeps of what it has taken, over restarts and kills.
///
/// A *mark* says: at this logical offset of the raw log, this place of this file was next. As nothing but bytes of that file comes
/// behind it until the next mark, the raw log's end tells how far the file was taken, to the byte, without a mark for each commit.
struct SourceMemory {
    struct Mark: Hashable {
        /// What tells the file from another: written by the source, read by it again.
        var file: String
        /// The next byte of the file, when the raw log ended at `offset`.
        var place: Int64
        var offset: Int64
    }

    let folder: String
    let source: String

    private var markPath: String { "\(folder)/\(source).mark" }
    private var seenPath: String { "\(folder)/\(source).seen" }

    /// The mark; `nil`: there is none, or none that can be read.
    func mark() -> Mark? {
        guard let text = FileBytes.all(markPath, limit: 1 << 16) else { return nil }
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[0] == "tollbook mark 1", let place = Int64(lines[2]), let offset = Int64(lines[3]) else {
            return nil
        }
        return Mark(file: String(lines[1]), place: place, offset: offset)
    }

    /// Durable when it returns.
    func keep(_ mark: Mark) throws(SourceError) {
        let text = "tollbook mark 1\n\(mark.file)\n\(mark.place)\n\(mark.offset)\n"
        try makeFolder()
        let new = markPath + ".new"
        let file = Descriptor(open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600))
        try write(Array(text.utf8), to: file, new)
        guard rename(new, markPath) == 0 else { throw failed("rename", new) }
        try syncFolder()
    }

    /// The lines kept by `add`.
    func seen() -> Set<String> {
        guard let text = FileBytes.all(seenPath, limit: 256 << 20) else { return [] }
        return Set(text.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) })
    }

    /// Keeps a line, behind what a failed write may have left. Durable when it returns.
    func add(_ line: String) throws(SourceError) {
        try makeFolder()
        let file = Descriptor(open(seenPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600))
        try write(Array("\n\(line)\n".utf8), to: file, seenPath)
        try syncFolder()
    }

    private func makeFolder() throws(SourceError) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failed("make folder", folder) }
    }

    private func write(_ bytes: [UInt8], to file: Descriptor, _ path: String) throws(SourceError) {
        guard file.number >= 0 else { throw failed("open", path) }
        guard Glibc.write(file.number, bytes, bytes.count) == bytes.count else { throw failed("write", path) }
        guard fdatasync(file.number) == 0 else { throw failed("make durable", path) }
    }

    private func syncFolder() throws(SourceError) {
        let names = Descriptor(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard names.number >= 0, fsync(names.number) == 0 else { throw failed("make durable the names in", folder) }
    }

    private func failed(_ what: String, _ path: String) -> SourceError {
        SourceError(
            "cannot \(what) \(path)", code: errno, mend: "Free space, and give the user that runs Tollbook the right to write there.")
    }
}

extension Station {
    /// Keeps what must be on the disk before the source goes on, again and again until the disk takes it.
    func remember(_ work: () throws(SourceError) -> Void) throws(SourceStop) {
        while true {
            do throws(SourceError) {
                try work()
                desk.enter(.running, at: clock.now())
                return
            } catch {
                desk.note(error: error.description, at: clock.now())
                desk.enter(.stalled, at: clock.now())
                try wait(atMost: 1_000)
            }
        }
    }
}
