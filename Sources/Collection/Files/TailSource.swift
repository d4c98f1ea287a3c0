import Glibc

/// Follows a log file that another program writes, over rotation, truncation and our own restarts, each byte once.
final class TailSource {
    /// How often is looked, in milliseconds.
    private static let every: Int64 = 200
    /// A file that was moved away and is silent for so long (milliseconds) is done, even if its follower is still empty.
    private static let patience: Int64 = 5_000

    let settings: TailSettings
    let station: Station
    let memory: SourceMemory
    let folder: String
    let name: String
    /// The file that is read, and its next byte.
    var current: LogFile?
    var place: Int64 = 0
    private var part: Int64?
    /// What was read last, to see that the file is still the one.
    private var last: [UInt8] = []
    private var lastSign: Int64 = 0
    private var seenAt: (size: Int64, changed: Int64)?

    init(_ settings: TailSettings, _ station: Station, _ memory: SourceMemory) {
        self.settings = settings
        self.station = station
        self.memory = memory
        let slash = settings.path.lastIndex(of: "/")
        folder = slash.map { $0 == settings.path.startIndex ? "/" : String(settings.path[..<$0]) } ?? "."
        name = slash.map { String(settings.path[settings.path.index(after: $0)...]) } ?? settings.path
    }

    func run() throws(SourceStop) -> Never {
        try resume()
        while true {
            try look()
            try station.wait(atMost: Self.every)
        }
    }

    /// The file at the path now.
    func opened() -> LogFile? { LogFile(FileName(bytes: Array(name.utf8)), in: folder, following: true) }

    private func look() throws(SourceStop) {
        guard let open = current else {
            if let file = opened() {
                try follow(file, from: 0)
            } else {
                station.desk.enter(.waiting, at: station.clock.now())
            }
            return
        }
        station.desk.enter(.running, at: station.clock.now())
        if isOther(open) {
            try takeCopy(of: open)
            var file = open
            file.begin = FileBytes.read(open.file, count: FileMark.limit, at: 0) ?? []
            try follow(file, from: 0)
        }
        if try read(open.file) {
            lastSign = station.clock.milliseconds()
            try know(open)
        }
        guard let now = opened(), !now.facts.isSame(as: open.facts) else { return }
        // A writer that has begun the new file writes the old one no more.
        guard now.facts.size > 0 || station.clock.milliseconds() - lastSign > Self.patience else { return }
        _ = try read(open.file)
        try takeBetween(open, now)
        try follow(now, from: 0)
        station.desk.change { $0.reconnects += 1 }
    }

    /// A file that was short when it was begun is known better by what it begins with now.
    private func know(_ open: LogFile) throws(SourceStop) {
        guard let known = current?.begin.count, known < FileMark.limit, !isOther(open),
            let begin = FileBytes.read(open.file, count: FileMark.limit, at: 0), begin.count > known
        else { return }
        current?.begin = begin
        try keepMark(open.facts, begin)
    }

    /// Whether somebody cut the file or wrote it anew since it was read.
    private func isOther(_ open: LogFile) -> Bool {
        guard let facts = FileFacts(open.file) else { return false }
        let sign = (facts.size, facts.changed)
        if let seenAt, seenAt == sign { return false }
        seenAt = sign
        if facts.size < place { return true }
        guard let there = FileBytes.read(open.file, count: last.count, at: place - Int64(last.count)) else { return false }
        return there != last
    }

    /// Reads up to the file's end; true where something was there.
    private func read(_ file: Descriptor) throws(SourceStop) -> Bool {
        var hasRead = false
        while let bytes = FileBytes.read(file, count: 1 << 18, at: place), !bytes.isEmpty {
            hasRead = true
            try take(bytes[...])
            if bytes.count < 1 << 18 { break }
            try station.wait(atMost: 0)
        }
        return hasRead
    }

    private func take(_ bytes: ArraySlice<UInt8>) throws(SourceStop) {
        let open: Int64
        if let part {
            open = part
        } else {
            // What goes on in the middle of a file goes on with the line that was cut, too.
            open = try station.begin("file \(settings.path)" + (place > 0 ? " (continued)" : ""))
            part = open
        }
        try station.append(bytes, part: open)
        place += Int64(bytes.count)
        last = Array((last + bytes.suffix(64)).suffix(64))
    }

    /// Goes over to a file, and keeps where.
    func follow(_ file: LogFile, from begin: Int64) throws(SourceStop) {
        try endPart()
        place = begin
        try keepMark(file.facts, file.begin)
        stand(in: file, at: begin)
    }

    private func keepMark(_ facts: FileFacts, _ begin: [UInt8]) throws(SourceStop) {
        try station.commit()
        let mark = SourceMemory.Mark(
            file: Kept(facts, FileMark(begin), path: settings.path).text, place: place, offset: station.end)
        try station.remember { () throws(SourceError) in try memory.keep(mark) }
    }

    /// Goes on in a file where the mark and the raw log say.
    func stand(in file: LogFile, at place: Int64) {
        current = file
        self.place = place
        last = FileBytes.read(file.file, count: Int(min(place, 64)), at: max(place - 64, 0)) ?? []
        seenAt = nil
        lastSign = station.clock.milliseconds()
    }

    /// The rest of an old file, from a place of its content on.
    func takeWhole(_ old: LogFile, from begin: Int64) throws(SourceStop) {
        place = begin
        guard old.isPacked else {
            _ = try read(old.file)
            try endPart()
            return
        }
        var packed = old.unpacking()
        var skip = begin
        while true {
            let bytes: [UInt8]
            do throws(Gunzip.Flaw) {
                bytes = try packed.next()
            } catch {
                let flaw = error == .tooBig ? "too big unpacked" : "damaged or not whole"
                let words = "\(old.name.text) is \(flaw): its rest is not taken. Unpack it and import it."
                station.desk.note(error: words, at: station.clock.now())
                break
            }
            if bytes.isEmpty { break }
            let rest = bytes.dropFirst(Int(min(skip, Int64(bytes.count))))
            skip -= Int64(bytes.count - rest.count)
            if !rest.isEmpty { try take(rest) }
            try station.wait(atMost: 0)
        }
        try endPart()
    }

    func endPart() throws(SourceStop) {
        guard let open = part else { return }
        part = nil
        try station.end(part: open)
    }

    /// Of a log that was copied and cut: what the copy has and we had not read yet.
    private func takeCopy(of open: LogFile) throws(SourceStop) {
        let mark = FileMark(current?.begin ?? open.begin)
        guard mark.count > 0 else { return }
        let copies = LogFile.rotated(of: name, in: folder).filter { copy in
            guard !copy.facts.isSame(as: open.facts), mark.fits(copy.begin) else { return false }
            return copy.isPacked
                || copy.facts.size > place && FileBytes.read(copy.file, count: last.count, at: place - Int64(last.count)) == last
        }
        guard let copy = copies.last else { return }
        try takeWhole(copy, from: place)
    }
}
