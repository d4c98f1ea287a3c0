extension RawWriter {
    /// Writes what is pending group by group, each made durable before the next.
    func flush() throws(RawLogError) {
        var hasContinued = false
        while let first = pending.blocks.first {
            let (segment, file) = try ready(first.arrival)
            let count = pending.group(day: segment.day, room: options.fileSize - segment.length)
            let chain = encode(count, in: segment)
            try write(segment, file)
            do throws(RawLogError) {
                try disk.sync(file)
            } catch {
                // After a failed sync the system may call the lost pages clean: a second sync of this file proves nothing.
                disk.close(file)
                tail = .doubtful(segment)
                failedSyncs += 1
                lastFailure = error
                if hasContinued { throw error }
                hasContinued = true
                continue
            }
            commit(count, segment, file, chain)
        }
        if scratch.capacity > 1 << 16 { scratch = [] }
    }

    /// Puts the text and bytes of the first `count` blocks into `scratch`; returns their chain.
    private func encode(_ count: Int, in segment: Segment) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        var (chain, offset, begin) = (segment.chain, durable, 0)
        for block in pending.blocks.prefix(count) {
            let end = begin + block.length
            let checksum = Checksum.of(pending.bytes[begin..<end])
            let header = BlockHeader(
                kind: block.kind, part: block.part, offset: offset, arrival: block.arrival.seconds, length: block.length,
                group: segment.length, checksum: checksum)
            chain = header.write(to: &scratch, after: chain)
            scratch += pending.bytes[begin..<end]
            scratch.append(UInt8(ascii: "\n"))
            if block.kind == .data { offset += Int64(block.length) }
            begin = end
        }
        return chain
    }

    private func write(_ segment: Segment, _ file: DiskFile) throws(RawLogError) {
        do throws(RawLogError) {
            try disk.writeAll(file, scratch, at: segment.length)
        } catch {
            // Cut off what of it was written, now or before the next write.
            let isCut = (try? disk.truncate(file, segment.length)) != nil
            tail = .open(segment, file, isDirty: !isCut)
            throw error
        }
    }

    private func commit(_ count: Int, _ segment: Segment, _ file: DiskFile, _ chain: UInt32) {
        var begin = 0
        for block in pending.blocks.prefix(count) {
            switch block.kind {
            case .begin:
                let name = String(decoding: pending.bytes[begin..<begin + block.length], as: UTF8.self)
                durableParts[block.part] = PartName.unescaped(name) ?? name
                durableNextPart = block.part + 1
            case .end: durableParts[block.part] = nil
            case .data: durable += Int64(block.length)
            case .file: break
            }
            begin += block.length
        }
        pending.drop(count)
        var after = segment
        after.length += Int64(scratch.count)
        after.chain = chain
        tail = .open(after, file, isDirty: false)
    }
}
