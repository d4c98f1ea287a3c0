extension SegmentWalker {
    /// Whether `flaw` is damage, and not just the end that a crash tore off.
    ///
    /// What is made durable together may be torn anywhere by a power cut. A later block that was written when the flawed
    /// place was durable already proves that these bytes were once right. The first block is durable before its file counts.
    func isDamage(_ flaw: Flaw) throws(RawLogError) -> Bool {
        if flaw.isNewer || flaw.place == 0 { return true }
        return try laterGroup(than: flaw)
    }

    func error(_ flaw: Flaw) -> RawLogError {
        if flaw.isNewer {
            return RawLogError(
                .newer, flaw.what, path: file.path, place: flaw.place, mend: "Use the Tollbook that wrote it, or a later one.")
        }
        return .damaged("damage in the raw log: \(flaw.what)", path: file.path, place: flaw.place)
    }

    /// Looks at each header line behind the flaw, at whatever byte it stands: the newline before it may be what was damaged.
    private func laterGroup(than flaw: Flaw) throws(RawLogError) -> Bool {
        let step = 1 << 20
        var from = flaw.resume
        while true {
            let bytes = try self.bytes.read(count: step + BlockHeader.limit, at: from)
            var index = 0
            while let mark = bytes[index...].firstIndex(of: BlockHeader.mark[0]), mark < step {
                index = mark + 1
                if bytes[mark...].starts(with: BlockHeader.mark), try isLater(bytes[mark...], at: from + Int64(mark), than: flaw) {
                    return true
                }
            }
            if bytes.count <= step { return false }
            from += Int64(step)
        }
    }

    private func isLater(_ line: ArraySlice<UInt8>, at place: Int64, than flaw: Flaw) throws(RawLogError) -> Bool {
        guard case .header(let header) = BlockHeader.read(line, after: nil), header.group > flaw.place, header.group <= place,
            header.offset >= offset
        else { return false }
        let payload = try bytes.read(count: header.length + 1, at: place + Int64(header.lineLength))
        return payload.count == header.length + 1 && payload.last == UInt8(ascii: "\n")
            && Checksum.of(payload.dropLast()) == header.checksum
    }
}
