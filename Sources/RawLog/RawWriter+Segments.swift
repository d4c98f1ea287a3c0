extension RawWriter {
    /// The file that the next group goes to; makes a new one where its size, the day or a fault asks for it.
    func ready(_ arrival: RawArrival) throws(RawLogError) -> (Segment, DiskFile) {
        while true {
            switch tail {
            case .open(let segment, let file, let isDirty):
                let isFull = segment.length >= options.fileSize || segment.day != arrival.day
                // Two files that begin at the same byte would have one name.
                if isFull, durable > segment.name.first {
                    disk.close(file)
                    tail = .sealed(segment)
                } else if isDirty {
                    try cutTail(segment, file)
                } else {
                    return (segment, file)
                }
            case .none: try make(after: nil, arrival)
            case .sealed(let segment): try make(after: segment, arrival)
            case .doubtful(let segment):
                try check(segment)
                if durable > segment.name.first {
                    try make(after: segment, arrival)
                    cutSuperseded(segment)
                } else {
                    try copy(segment)
                }
            }
        }
    }

    private func cutTail(_ segment: Segment, _ file: DiskFile) throws(RawLogError) {
        do throws(RawLogError) {
            try disk.truncate(file, segment.length)
            tail = .open(segment, file, isDirty: false)
        } catch {
            // A new file is always a way out; this one's rest is superseded by it.
            disk.close(file)
            tail = .doubtful(segment)
            throw error
        }
    }

    /// Makes the file that begins at `durable`. It gets its name when its note is on the disk, so each named file has one.
    private func make(after segment: Segment?, _ arrival: RawArrival) throws(RawLogError) {
        let name = SegmentName(first: durable)
        let note = FileNote(
            source: source, day: arrival.day,
            previous: segment.map { FileNote.Previous(name: $0.name.text, length: $0.length, chain: $0.chain) },
            nextPart: durableNextPart, openParts: durableParts)
        let payload = Array(note.text.utf8)
        let header = BlockHeader(
            kind: .file, part: 0, offset: durable, arrival: arrival.seconds, length: payload.count, group: 0,
            checksum: Checksum.of(payload))
        var bytes: [UInt8] = []
        let chain = header.write(to: &bytes, after: 0)
        bytes += payload
        bytes.append(UInt8(ascii: "\n"))
        let file = try finish(name) { (file) throws(RawLogError) in
            try disk.writeAll(file, bytes, at: 0)
        }
        tail = .open(Segment(name: name, day: arrival.day, length: Int64(bytes.count), chain: chain), file, isDirty: false)
    }

    /// Replaces a file without a durable byte of data by a fresh copy of what of it is durable.
    private func copy(_ segment: Segment) throws(RawLogError) {
        let old = try disk.open(folder + "/" + segment.name.text, .read)
        defer { disk.close(old) }
        let file = try finish(segment.name) { (file) throws(RawLogError) in
            try transfer(old, to: file, 0..<segment.length)
        }
        tail = .open(segment, file, isDirty: false)
    }

    /// Makes a file under another name, fills it, makes it durable, names it, makes the name durable.
    private func finish(
        _ name: SegmentName, _ fill: (DiskFile) throws(RawLogError) -> Void
    ) throws(RawLogError) -> DiskFile {
        let unfinished = folder + "/" + name.unfinished
        try disk.removeIfThere(unfinished)
        let file = try disk.open(unfinished, .create)
        do throws(RawLogError) {
            try fill(file)
            try disk.sync(file)
            try disk.rename(unfinished, folder + "/" + name.text)
            try disk.syncFolder(folder)
        } catch {
            disk.close(file)
            // Of no use any more; where it cannot be removed now, the next try does.
            try? disk.remove(unfinished)
            throw error
        }
        return DiskFile(descriptor: file.descriptor, path: folder + "/" + name.text)
    }

    /// Writes `range` of a file at the same place of another, or of itself.
    func transfer(_ from: DiskFile, to: DiskFile, _ range: Range<Int64>) throws(RawLogError) {
        var place = range.lowerBound
        while place < range.upperBound {
            let bytes = try disk.readAll(from, count: Int(min(range.upperBound - place, 1 << 20)), at: place)
            guard !bytes.isEmpty else { throw .damaged("the file ends too early", path: from.path, place: place) }
            try disk.writeAll(to, bytes, at: place)
            place += Int64(bytes.count)
        }
    }

    /// Reads the file again: what was made durable before the failed sync must be there.
    private func check(_ segment: Segment) throws(RawLogError) {
        var walker = try SegmentWalker.open(segment.name, in: folder, source: source, disk: disk)
        defer { disk.close(walker.file) }
        while walker.place < segment.length {
            switch try walker.next(wanting: { _ in true }) {
            case .block: continue
            case .flaw(let flaw): throw walker.error(flaw)
            case .end: throw .damaged("the file ends too early", path: walker.file.path, place: walker.place)
            }
        }
        guard walker.place == segment.length, walker.chain == segment.chain else {
            throw .damaged("the file is not the one that was written", path: walker.file.path, place: segment.length)
        }
    }

    /// Cuts off what the new file has again. It matters to people only: readers go by the new file's note.
    private func cutSuperseded(_ segment: Segment) {
        guard let file = try? disk.open(folder + "/" + segment.name.text, .write) else { return }
        defer { disk.close(file) }
        try? disk.truncate(file, segment.length)
    }
}
