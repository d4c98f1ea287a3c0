@testable import RawLog

/// Files of the raw log as a bad disk, a person or a foreign program left them. The first byte says how they came about: any bytes;
/// blocks with right checksums that say odd things; a log that was written right, packed or not, and then damaged.
enum RawLogFuzz {
    private static let folder = "/book/raw/s"
    private static let arrival = RawArrival(seconds: 1_800_000_000, day: 20_833)

    static func check(_ bytes: [UInt8]) throws(FuzzFinding) {
        guard let mode = bytes.first else { return }
        let disk = MemoryDisk()
        let rest = bytes.dropFirst()
        var original: [UInt8]?
        switch mode % 4 {
        case 0: disk[path(packed: mode & 4 != 0)] = Array(rest)
        case 1: disk[path(packed: false)] = blocks(rest)
        default: original = try written(rest, on: disk, packs: mode % 4 == 3)
        }
        try check(disk, original)
        try hold(disk.openFiles == 0, "\(disk.openFiles) files are left open")
    }

    private static func path(packed: Bool) -> String {
        let name = SegmentName(first: 0)
        return folder + "/" + (packed ? name.packed : name.text)
    }

    /// What is read of damaged files is what was written, up to the damage; what a writer mends can be read.
    private static func check(_ disk: MemoryDisk, _ original: [UInt8]?) throws(FuzzFinding) {
        let raw = RawFolder(path: "/book/raw", disk: disk.disk)
        let before = read(raw)
        if let original { try hold(original.starts(with: before.bytes), "\(before.bytes.count) bytes that nobody wrote so") }
        let report = try? raw.verify("s")
        if let report, report.isWhole { try hold(before.isEnd, "verified as whole, but cannot be read") }
        if before.isEnd, before.bytes.count > 3, let middle = try? read(raw.reader(of: "s", from: Int64(before.bytes.count / 2))) {
            let tail = before.bytes.suffix(before.bytes.count - before.bytes.count / 2)
            try hold(!middle.isEnd || middle.bytes == Array(tail), "other bytes from the middle on")
        }
        guard let writer = try? raw.writer(of: "s") else { return }
        let added = Array("after\n".utf8)
        do throws(RawLogError) {
            let part = try writer.begin("p", arrival: arrival)
            try writer.append(added, part: part, arrival: arrival)
            try writer.end(part: part, arrival: arrival)
            try writer.sync()
        } catch {
            // No part number may be left.
            try hold(error.kind == .wrongUse, "cannot write to a log that was opened: \(error)")
            return
        }
        let after = read(raw)
        try hold(after.bytes.starts(with: before.bytes), "a writer changed what could be read")
        if before.isEnd { try hold(after.isEnd && after.bytes == before.bytes + added, "what was added cannot be read") }
    }

    private static func read(_ raw: RawFolder) -> (bytes: [UInt8], isEnd: Bool) { (try? read(raw.reader(of: "s"))) ?? ([], false) }

    private static func read(_ reader: RawReader) -> (bytes: [UInt8], isEnd: Bool) {
        var found: [UInt8] = []
        do throws(RawLogError) {
            while let block = try reader.next() { found += block.bytes }
            return (found, true)
        } catch {
            return (found, false)
        }
    }
}

// MARK: How the files come about

extension RawLogFuzz {
    /// Blocks whose fields the bytes say, each with the right checksum and chain: kind, part, odd fields, length, payload.
    private static func blocks(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var rest = bytes
        func next() -> UInt8 { rest.popFirst() ?? 0 }
        let note = Array(FileNote(source: "s", day: 20_833, previous: nil, nextPart: Int64(next()), openParts: [:]).text.utf8)
        var file: [UInt8] = []
        var (chain, offset, group) = (UInt32(0), Int64(0), Int64(0))
        func add(_ kind: RawKind, _ part: Int64, _ payload: [UInt8], _ odd: UInt8) {
            let far = Int64.max - Int64(odd)
            let header = BlockHeader(
                kind: kind, part: odd & 1 != 0 ? far : part, offset: odd & 2 != 0 ? far : offset,
                arrival: RawArrival(seconds: odd & 4 != 0 ? far : arrival.seconds, day: 0).seconds,
                length: odd & 8 != 0 ? payload.count + Int(odd) : payload.count, group: odd & 16 != 0 ? far : group,
                checksum: odd & 32 != 0 ? 0 : Checksum.of(payload))
            if kind != .file { group = Int64(file.count) }
            chain = header.write(to: &file, after: chain)
            file += payload + [UInt8(ascii: "\n")]
            if kind == .data { offset += Int64(payload.count) }
        }
        add(.file, 0, note, 0)
        while !rest.isEmpty, file.count < 1 << 16 {
            let (kind, part, odd, count) = (next(), next(), next(), next())
            let payload = Array(rest.prefix(Int(count)))
            rest = rest.dropFirst(payload.count)
            add([.begin, .data, .end, .file][Int(kind) % 4], Int64(part), payload, kind & 4 != 0 ? odd : 0)
        }
        return file
    }

    /// A log of several files, then damage: in the first bytes how much and where, behind them what the log holds.
    private static func written(_ bytes: ArraySlice<UInt8>, on disk: MemoryDisk, packs: Bool) throws(FuzzFinding) -> [UInt8] {
        var rest = bytes
        func next() -> Int { Int(rest.popFirst() ?? 0) }
        let damages = (0..<next() % 4).map { _ in (file: next(), place: next() << 8 | next(), how: next(), byte: UInt8(next())) }
        let content = Array(rest)
        let raw = RawFolder(path: "/book/raw", disk: disk.disk)
        do throws(RawLogError) {
            var options = RawOptions()
            (options.fileSize, options.blockSize) = (1_500, 200)
            let writer = try raw.writer(of: "s", options: options)
            let part = try writer.begin("p", arrival: arrival)
            var rest = content[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int(rest.first ?? 0) + 1)
                try writer.append(Array(piece), part: part, arrival: arrival)
                try writer.sync()
                rest = rest.dropFirst(piece.count)
            }
            if packs { _ = try raw.pack("s") }
        } catch {
            throw FuzzFinding("a log cannot be written: \(error)")
        }
        try hold(read(raw).bytes == content, "what was written is not what is read")
        let names = disk.segments
        guard !names.isEmpty else { return content }
        for damage in damages {
            let path = names[damage.file % names.count]
            guard var file = disk[path], !file.isEmpty else { continue }
            let place = damage.place % file.count
            switch damage.how % 4 {
            case 0: file[place] ^= max(1, damage.byte)
            case 1: file.removeSubrange(place...)
            case 2: file.removeSubrange(place..<min(file.count, place + Int(damage.byte)))
            default: file.insert(contentsOf: [UInt8](repeating: damage.byte, count: damage.how), at: place)
            }
            disk[path] = file
        }
        return content
    }

    static var seeds: [[UInt8]] {
        let lines = (0..<40).flatMap { Array("02/03/26 09:\(10 + $0) 101 03 5551\($0) 00:01'01\r\n".utf8) }
        let disk = MemoryDisk()
        _ = try? written([0] + lines.prefix(600), on: disk, packs: false)
        let file = disk[path(packed: false)] ?? []
        let odd: [UInt8] = [1, 1, 0, 1, 0, 1, 112, 1, 1, 0, 3, 65, 66, 67, 1, 1, 0, 2, 65, 66, 2, 1, 0, 0]
        return [
            [0] + file, odd, [2, 0] + lines, [3, 0] + lines, [2, 2, 1, 1, 0, 0, 7, 0, 3, 0, 1, 0] + lines, [3, 1, 0, 0, 90, 0, 1] + lines,
        ]
    }
}
