import Mediation
import Model
import RawLog
import Time

/// From blocks of the raw log to records: each part is a stream of its own.
extension LiveLane {
    /// Takes a block of the raw log: of data what was not taken yet.
    func take(_ block: RawBlock) {
        if block.kind != .data, block.offset == consumed { emptyBlocks += 1 }
        if !block.isLogIn { takeContent(block) }
        if block.kind == .data { consume(block.offset + Int64(block.bytes.count)) }
    }

    private func takeContent(_ block: RawBlock) {
        switch block.kind {
        case .file: break
        case .begin:
            guard block.part > state.newestPart else { break }
            state.newestPart = block.part
            _ = open(block, at: block.offset)
        case .data: takeBytes(of: block)
        case .end: end(block)
        }
    }

    /// Framing begins anew in each part, but for a file's that goes on where the part before it ended.
    private func open(_ block: RawBlock, at offset: Int64) -> PartStream {
        let name = PartStream.file(of: block.name)
        let before = streams.filter { $0.value.name == name && $0.key < block.part }.max { $0.key < $1.key }
        if block.name.hasSuffix(PartStream.continued), let before {
            streams[before.key] = nil
            before.value.isHeld = false
            streams[block.part] = before.value
            return before.value
        }
        for (part, stream) in streams where stream.isHeld {
            stream.end(into: &records)
            streams[part] = nil
        }
        let stream = begin(at: offset, block, name: name)
        streams[block.part] = stream
        return stream
    }

    /// What a file's part ends with may be half a record, whose rest the next part of the file brings.
    private func end(_ block: RawBlock) {
        guard let stream = streams[block.part] else { return }
        if !stream.name.isEmpty {
            stream.isHeld = true
        } else {
            stream.end(into: &records)
            streams[block.part] = nil
        }
    }

    /// What was taken before this process began is stepped over: a part's mark says from where on it is wanted.
    private func takeBytes(of block: RawBlock) {
        let part = owner(of: block)
        let mark = state.parts.first { $0.part == part }
        let wanted = mark?.next ?? (part > state.newestPart || streams[part] != nil ? block.offset : consumed)
        let skip = min(max(wanted - block.offset, 0), Int64(block.bytes.count))
        guard skip < block.bytes.count else { return }
        state.newestPart = max(state.newestPart, part)
        let offset = block.offset + skip
        let stream = streams[part] ?? open(block, at: offset)
        stream.arrived(on: day(of: block))
        stream.take(skip == 0 ? block.bytes : Array(block.bytes[Int(skip)...]), at: offset, into: &records)
    }

    /// The part whose stream bytes belong to: half a record of a file that goes on in another part is read again from the part before.
    private func owner(of block: RawBlock) -> Int64 {
        guard streams[block.part] == nil, block.part <= state.newestPart else { return block.part }
        let name = PartStream.file(of: block.name)
        guard !name.isEmpty, let heir = streams.first(where: { $0.value.name == name && $0.key > block.part }) else { return block.part }
        return heir.key
    }

    /// A record that prints no year or no date is of the days about its arrival.
    private func begin(at offset: Int64, _ block: RawBlock, name: String) -> PartStream {
        let day = day(of: block)
        let state = DecoderState(
            year: request.format.needsYear ? day.parts.year : nil, day: request.format.needsDay ? day : nil)
        return PartStream(request.format, PartMark(part: block.part, next: offset, decoder: state, name: name))
    }

    private func day(of block: RawBlock) -> CivilDay { importer.zone.wall(Instant(seconds: block.arrival)).day }
}
