import Crypto
import Glibc

/// Takes whole files that are put into a folder: each content once, whatever the names.
final class FolderSource {
    /// How often is looked, in milliseconds.
    private static let every: Int64 = 500
    /// What programs that put files call them until they are whole.
    private static let unfinished = [".part", ".tmp", ".temp", ".filepart", ".crdownload", ".partial", ".swp", "~"]

    private let settings: FolderSettings
    private let station: Station
    private let memory: SourceMemory
    private var seen: Set<String>
    /// What was found at the last look, and since when it has not changed (milliseconds).
    private var found: [FileName: (facts: FileFacts, since: Int64)] = [:]
    /// Files that were dealt with and lie there still.
    private var done: [FileName: FileFacts] = [:]
    /// A file that was being taken when the program was stopped, and how many of its bytes are in the raw log.
    private var interrupted: (digest: String, count: Int64)?

    init(_ settings: FolderSettings, _ station: Station, _ memory: SourceMemory) {
        self.settings = settings
        self.station = station
        self.memory = memory
        seen = memory.seen()
        if let mark = memory.mark(), !seen.contains(mark.file), station.end > mark.offset {
            interrupted = (mark.file, station.end - mark.offset)
        }
    }

    func run() throws(SourceStop) -> Never {
        while true {
            try look()
            try station.wait(atMost: Self.every)
        }
    }

    private func look() throws(SourceStop) {
        guard let names = FileBytes.names(in: settings.path) else {
            let error = SourceError(
                "cannot read folder \(settings.path)", code: errno, mend: "Make it, and give Tollbook the right to read it.")
            station.desk.note(error: error.description, at: station.clock.now())
            station.desk.enter(.waiting, at: station.clock.now())
            return
        }
        station.desk.enter(.running, at: station.clock.now())
        var settled: [(FileName, FileFacts)] = []
        var now: [FileName: (facts: FileFacts, since: Int64)] = [:]
        for name in names where isWanted(name) {
            guard let facts = FileFacts(name, in: settings.path), done[name] != facts else { continue }
            let since = found[name].flatMap { $0.facts == facts ? $0.since : nil } ?? station.clock.milliseconds()
            now[name] = (facts, since)
            guard station.clock.milliseconds() - since >= settings.settling * 1_000 else { continue }
            settled.append((name, facts))
        }
        found = now
        let there = Set(names)
        done = done.filter { there.contains($0.key) }
        try take(settled)
    }

    /// Counted once, as long as it lies there as it is.
    private func refuse(_ name: FileName, _ facts: FileFacts) {
        station.desk.refuse("no regular file, or not readable")
        done[name] = facts
    }

    private func isWanted(_ name: FileName) -> Bool {
        guard name.bytes.first != UInt8(ascii: "."), !Self.unfinished.contains(where: name.hasSuffix) else { return false }
        return fnmatch(settings.pattern, (name.bytes + [0]).map { CChar(bitPattern: $0) }, 0) == 0
    }

    private func take(_ files: [(FileName, FileFacts)]) throws(SourceStop) {
        var left = files
        // The one that was interrupted goes first, before another file's bytes come behind its own.
        if let interrupted, let index = try index(of: interrupted.digest, in: left) { left.swapAt(0, index) }
        for (name, facts) in left {
            // One is open at a time: a folder may hold more files than we may open.
            guard let file = opened(name, facts) else { continue }
            try take(name, file, facts)
            found[name] = nil
            if FileFacts(name, in: settings.path) != nil { done[name] = facts }
        }
    }

    /// Looked at again once it is open, for the name may be another's by now; `nil`: not this time.
    private func opened(_ name: FileName, _ facts: FileFacts) -> Descriptor? {
        guard let file = FileBytes.open(name, in: settings.path) else {
            let code = errno
            if [EMFILE, ENFILE, ENOMEM].contains(code) {
                let error = SourceError("cannot open \(name.text)", code: code, mend: "Raise the limit of open files of the service.")
                station.desk.note(error: error.description, at: station.clock.now())
            } else if code != ENOENT {
                refuse(name, facts)
            }
            return nil
        }
        guard let now = FileFacts(file), now.isRegular else {
            refuse(name, facts)
            return nil
        }
        return now == facts ? file : nil
    }

    private func index(of digest: String, in files: [(FileName, FileFacts)]) throws(SourceStop) -> Int? {
        for (index, (name, _)) in files.enumerated() {
            if let file = FileBytes.open(name, in: settings.path), FileFacts(file)?.isRegular ?? false,
                try self.digest(of: file) == digest
            {
                return index
            }
        }
        return nil
    }

    private func take(_ name: FileName, _ file: Descriptor, _ facts: FileFacts) throws(SourceStop) {
        guard let digest = try digest(of: file) else {
            refuse(name, facts)
            return
        }
        if seen.contains(digest) {
            station.desk.refuse("the same content as a file before")
        } else {
            guard try append(name, file, digest) else { return }
            try station.remember { () throws(SourceError) in try memory.add(digest) }
            seen.insert(digest)
        }
        putAway(name, facts, digest)
    }

    /// The whole file, or what of it is not in the raw log yet; false where it changed meanwhile.
    private func append(_ name: FileName, _ file: Descriptor, _ digest: String) throws(SourceStop) -> Bool {
        let before = interrupted?.digest == digest ? interrupted?.count ?? 0 : 0
        if before == 0 {
            try station.commit()
            let mark = SourceMemory.Mark(file: digest, place: 0, offset: station.end)
            try station.remember { () throws(SourceError) in try memory.keep(mark) }
        }
        interrupted = nil
        let part = try station.begin("file \(name.text)" + (before > 0 ? " (continued)" : ""))
        var reader = WholeFile(file)
        var skip = before
        while true {
            guard let bytes = reader.next() else {
                station.desk.note(error: "\(name.text): \(reader.flaw ?? "")", at: station.clock.now())
                station.desk.refuse("damaged or too big")
                break
            }
            if bytes.isEmpty { break }
            let rest = bytes.dropFirst(Int(min(skip, Int64(bytes.count))))
            skip -= Int64(bytes.count - rest.count)
            try station.append(rest, part: part)
            try station.wait(atMost: 0)
        }
        try station.end(part: part)
        try station.commit()
        guard try self.digest(of: file) == digest else {
            station.desk.refuse("changed while it was read")
            return false
        }
        return true
    }

    /// Of the bytes as they lie there; `nil` where they cannot be read.
    func digest(of file: Descriptor) throws(SourceStop) -> String? {
        var hash = SHA256()
        var place: Int64 = 0
        while true {
            guard let bytes = FileBytes.read(file, count: 1 << 18, at: place) else { return nil }
            if bytes.isEmpty { break }
            hash.update(data: bytes)
            place += Int64(bytes.count)
            try station.wait(atMost: 0)
        }
        return hash.finalize().map { padded($0) }.joined()
    }

    private func putAway(_ name: FileName, _ facts: FileFacts, _ digest: String) {
        // Only what was read: another file may have taken the name.
        guard let file = FileBytes.open(name, in: settings.path), FileFacts(file) == facts else { return }
        let path = name.path(in: settings.path)
        switch settings.after {
        case .keep: return
        case .delete: if unlink(path) == 0 { return }
        case .move(let folder):
            _ = mkdir(folder, 0o700)
            var target = name
            if access(target.path(in: folder), F_OK) == 0 { target.bytes += Array("-\(digest.prefix(12))".utf8) }
            if rename(path, target.path(in: folder)) == 0 { return }
        }
        let error = SourceError("cannot put away \(name.text)", code: errno, mend: "Give Tollbook the right to change the folder.")
        station.desk.note(error: error.description, at: station.clock.now())
    }
}

/// A file's bytes, unpacked if it is packed.
private struct WholeFile {
    private let file: Descriptor
    private var place: Int64 = 0
    private var packed: Gunzip?
    private(set) var flaw: String?

    init(_ file: Descriptor) {
        self.file = file
        guard Gunzip.isPacked(FileBytes.read(file, count: 3, at: 0) ?? []) else { return }
        var next: Int64 = 0
        packed = Gunzip(limit: LogFile.limit) {
            let bytes = FileBytes.read(file, count: 1 << 16, at: next)
            next += Int64(bytes?.count ?? 0)
            return bytes
        }
    }

    /// The next bytes; empty at the end, `nil` where they cannot be read.
    mutating func next() -> [UInt8]? {
        do throws(Gunzip.Flaw) {
            if let bytes = try packed?.next() { return bytes }
        } catch {
            flaw =
                error == .tooBig ? "it is too big unpacked; its rest is not taken." : "it is damaged or not whole; its rest is not taken."
            return nil
        }
        guard let bytes = FileBytes.read(file, count: 1 << 18, at: place) else {
            flaw = "it cannot be read to its end."
            return nil
        }
        place += Int64(bytes.count)
        return bytes
    }
}
