import Glibc

extension TailSource {
    /// Goes on where the last run was: in the file that was read then, by whatever name it has now, and in those after it.
    func resume() throws(SourceStop) {
        guard let mark = memory.mark(), let kept = Kept(mark.file), kept.isOf(settings.path) else {
            try beginAnew()
            return
        }
        // Behind the mark the raw log has bytes of this file alone.
        let done = mark.place + max(0, station.end - mark.offset)
        let now = opened()
        let old = LogFile.rotated(of: name, in: folder).filter { old in now.map { !$0.facts.isSame(as: old.facts) } ?? true }
        if let now, kept.isFile(now) {
            if now.facts.size >= done {
                stand(in: now, at: done)
                return
            }
            // It was cut while nobody looked; its copy may have what came before.
            if let copy = old.last(where: { kept.fits($0, done) }) { try takeWhole(copy, from: done) }
            try follow(now, from: 0)
            return
        }
        if let index = old.firstIndex(where: { kept.isFile($0) }) ?? old.lastIndex(where: { kept.fits($0, done) }) {
            try takeWhole(old[index], from: done)
            for (file, before) in zip(old[(index + 1)...], old[index...]) where FileMark(file.begin) != FileMark(before.begin) {
                try takeWhole(file)
            }
        } else {
            let words = "The file that was read last is gone; what it got since is missing. Import it, if there is a copy."
            station.desk.note(error: words, at: station.clock.now())
        }
        if let now { try follow(now, from: 0) }
    }

    private func beginAnew() throws(SourceStop) {
        guard let file = opened() else { return }
        try follow(file, from: settings.fromBegin ? 0 : afterLastLine(of: file))
    }

    /// What was written and moved away after the file that was read, before we looked again.
    func takeBetween(_ open: LogFile, _ now: LogFile) throws(SourceStop) {
        // Packed ones may still be being packed, out of what was read already.
        let old = LogFile.rotated(of: name, in: folder).filter { !$0.isPacked && !$0.facts.isSame(as: now.facts) }
        guard let index = old.firstIndex(where: { $0.facts.isSame(as: open.facts) }) else { return }
        for file in old[(index + 1)...] { try takeWhole(file) }
    }

    /// A whole file that came while nobody looked, with a mark of its own.
    private func takeWhole(_ file: LogFile) throws(SourceStop) {
        try follow(file, from: 0)
        try takeWhole(file, from: 0)
    }

    /// Behind the last line end, so that no half line is taken.
    private func afterLastLine(of file: LogFile) -> Int64 {
        let begin = max(0, file.facts.size - 1 << 16)
        let bytes = FileBytes.read(file.file, count: 1 << 16, at: begin) ?? []
        return bytes.lastIndex(of: UInt8(ascii: "\n")).map { begin + Int64($0) + 1 } ?? file.facts.size
    }
}

extension TailSource {
    /// What a mark says of a file.
    struct Kept {
        var device: UInt64
        var inode: UInt64
        var mark: FileMark
        var path: String

        init(_ facts: FileFacts, _ mark: FileMark, path: String) {
            (device, inode, self.mark, self.path) = (facts.device, facts.inode, mark, Self.line(path))
        }

        /// As `text` writes it.
        init?(_ text: String) {
            let pieces = text.split(separator: " ", maxSplits: 4)
            guard pieces.count == 5, let device = UInt64(pieces[0]), let inode = UInt64(pieces[1]),
                let mark = FileMark("\(pieces[2]) \(pieces[3])")
            else { return nil }
            (self.device, self.inode, self.mark, path) = (device, inode, mark, String(pieces[4]))
        }

        var text: String { "\(device) \(inode) \(mark.text) \(path)" }

        /// Whether it is of the log at this path; after a change of the source it is of another.
        func isOf(_ path: String) -> Bool { self.path == Self.line(path) }

        /// The same file; a number that was given again to another one is told by its begin.
        func isFile(_ file: LogFile) -> Bool { file.facts.device == device && file.facts.inode == inode && mark.fits(file.begin) }

        /// A copy of it that has what was read, or it packed.
        func fits(_ file: LogFile, _ done: Int64) -> Bool {
            mark.count > 0 && mark.fits(file.begin) && (file.isPacked || file.facts.size >= done)
        }

        private static func line(_ path: String) -> String { String(path.map { $0.isNewline ? "?" : $0 }) }
    }
}
