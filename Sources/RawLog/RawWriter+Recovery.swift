/// What opening a log found and did.
public struct RawRecovery: Hashable, Sendable {
    /// Bytes of file cut off the end: a block that a crash left torn. None of them had been confirmed.
    public var cutBytes: Int64 = 0
    /// The file they were in.
    public var cutFile: String?
    /// Parts that were open; the writer ends them as broken with its first sync.
    public var brokenParts: [Int64] = []
}

extension RawWriter {
    /// Finds the end of the log, cuts off what is torn, makes sure that the rest is on the disk.
    func recover(expecting: Int64) throws(RawLogError) {
        for name in try disk.list(folder) where name.hasSuffix(".new") { try disk.removeIfThere(folder + "/" + name) }
        guard let last = try SegmentName.all(in: folder, disk: disk).last else {
            guard expecting > 0 else { return }
            guard options.beginsAnew else { throw lost(0, expecting, folder) }
            durable = expecting
            return
        }
        var walker = try SegmentWalker.open(last, in: folder, source: source, disk: disk, .write)
        do throws(RawLogError) {
            try walk(&walker)
            // Before anything is cut: a person may still find the missing bytes in this file.
            if walker.offset < expecting { throw lost(walker.offset, expecting, walker.file.path) }
            // Nobody writes to a packed file: what followed it is gone, and nothing that counts was in it.
            guard !walker.bytes.isPacked else {
                walker.bytes.close()
                adopt(walker)
                return
            }
            let size = try disk.size(walker.file)
            if size > walker.place {
                try disk.truncate(walker.file, walker.place)
                recovery.cutBytes = size - walker.place
                recovery.cutFile = walker.file.path
            }
            // A killed writer's last group may be in the system's memory only, and an earlier sync of it may have failed, after
            // which another one proves nothing. Written again where it stands, it is new to the system, and synced in truth.
            try transfer(walker.file, to: walker.file, walker.group..<walker.place)
            try disk.sync(walker.file)
            try disk.syncFolder(folder)
        } catch {
            disk.close(walker.file)
            throw error
        }
        adopt(walker)
    }

    private func walk(_ walker: inout SegmentWalker) throws(RawLogError) {
        while true {
            switch try walker.next(wanting: { _ in true }) {
            case .block: continue
            case .end: return
            case .flaw(let flaw):
                if try walker.isDamage(flaw) { throw walker.error(flaw) }
                return
            }
        }
    }

    private func adopt(_ walker: SegmentWalker) {
        let day = walker.note?.day ?? 0
        durable = walker.offset
        durableParts = walker.openParts
        durableNextPart = walker.nextPart
        nextPart = walker.nextPart
        let segment = Segment(name: walker.name, day: day, length: walker.place, chain: walker.chain)
        tail = walker.bytes.isPacked ? .sealed(segment) : .open(segment, walker.file, isDirty: false)
        // Nobody can go on with them. They ended, as far as anybody knows, when the last byte came.
        recovery.brokenParts = durableParts.keys.sorted()
        let arrival = RawArrival(seconds: walker.arrival, day: day)
        for part in recovery.brokenParts { pending.add(.end, part: part, arrival: arrival, payload: EndNote.broken) }
    }

    private func lost(_ end: Int64, _ expecting: Int64, _ path: String) -> RawLogError {
        RawLogError(
            .lost, "the log of source \(source) ends at offset \(end), but bytes up to \(expecting) are already in the book",
            path: path, mend: "Put the source's folder back from a copy of the book's folder `raw`, or import under another source.")
    }
}
