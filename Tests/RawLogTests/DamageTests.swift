import Testing

@testable import RawLog

@Suite struct DamageTests {
    private static let folder = "/book/raw/pbx-1/"

    /// A log of some files: name → bytes.
    private func sample(fileSize: Int64, syncs: Bool = true) -> [String: [UInt8]] {
        let disk = FaultyDisk()
        var scribe = Scribe(RawFolder(path: "/book/raw", disk: disk.disk))
        scribe.options.fileSize = fileSize
        scribe.start()
        scribe.begin("calls.csv")
        for line in 0..<6 {
            scribe.append(Array("2026-03-0\(line),101,0049891234,61\n".utf8), 1)
            if syncs { scribe.sync() }
        }
        scribe.end(1)
        scribe.sync()
        let paths = disk.paths().filter { $0.hasSuffix(".raw") }
        return Dictionary(uniqueKeysWithValues: paths.compactMap { path in disk.contents(path).map { (path, $0) } })
    }

    private func disk(_ files: [String: [UInt8]]) -> RawFolder {
        let disk = FaultyDisk()
        for (path, bytes) in files { disk.put(path, bytes) }
        return RawFolder(path: "/book/raw", disk: disk.disk)
    }

    @Test(arguments: [Int64(500), 100_000])
    func eachChangedByteIsFound(fileSize: Int64) throws {
        let files = sample(fileSize: fileSize)
        #expect(files.count == (fileSize == 500 ? 4 : 1))
        #expect(try disk(files).verify("pbx-1").isWhole)
        for (path, bytes) in files {
            for index in bytes.indices {
                for mask in [UInt8(0x01), 0x20, 0xFF] {
                    var changed = files
                    changed[path]?[index] ^= mask
                    let report = try disk(changed).verify("pbx-1")
                    #expect(!report.isWhole, "\(path) byte \(index) xor \(mask)")
                }
            }
        }
    }

    @Test func damageBeforeWhatWasConfirmedLaterIsNeverCutOff() throws {
        let files = sample(fileSize: 100_000)
        let (path, bytes) = try #require(files.first)
        let lastGroup = try #require(lastHeader(bytes))
        for index in 0..<lastGroup {
            var changed = files
            changed[path]?[index] ^= 0x04
            let folder = disk(changed)
            let error = failure { _ = try folder.writer(of: "pbx-1") }
            #expect(error?.kind == .damaged || error?.kind == .newer, "byte \(index)")
            #expect(error?.path == path && error?.place != nil, "byte \(index)")
            #expect(failure { _ = try pieces(folder.reader(of: "pbx-1")) }?.kind == error?.kind, "reading, byte \(index)")
        }
    }

    /// A damaged stretch may take the header and the newline before it away together.
    @Test func aWipedStretchBeforeTheLastGroupIsNeverCutOff() throws {
        let files = sample(fileSize: 100_000)
        let (path, bytes) = try #require(files.first)
        let lastGroup = try #require(lastHeader(bytes))
        for begin in stride(from: 0, to: lastGroup, by: 7) {
            var changed = files
            changed[path]?.replaceSubrange(begin..<lastGroup, with: repeatElement(0, count: lastGroup - begin))
            let folder = disk(changed)
            #expect(failure { _ = try folder.writer(of: "pbx-1") }?.kind == .damaged, "from byte \(begin)")
        }
    }

    /// Where the block that was made durable last begins.
    private func lastHeader(_ bytes: [UInt8]) -> Int? {
        bytes.indices.last { bytes[$0...].starts(with: Array("\n#tollbook 1 ".utf8)) }.map { $0 + 1 }
    }

    @Test func eachLengthIsCutToTheLastWholeBlock() throws {
        let files = sample(fileSize: 100_000, syncs: false)
        let (path, bytes) = try #require(files.first)
        let whole = try pieces(disk(files).reader(of: "pbx-1"))
        let note = try #require((1..<bytes.count).first { bytes[$0...].starts(with: Array("#tollbook 1 begin".utf8)) })
        for length in 0...bytes.count {
            let folder = disk([path: Array(bytes.prefix(length))])
            if length < note {
                // Its note was durable before the file got its name: no crash does that.
                #expect(failure { _ = try folder.writer(of: "pbx-1") }?.kind == .damaged, "length \(length)")
                continue
            }
            let before = try folder.verify("pbx-1")
            let found = try pieces(folder.reader(of: "pbx-1"))
            #expect(before.damages.isEmpty, "length \(length)")
            #expect(difference(found, whole.prefix(found.count)) == nil, "length \(length)")
            let writer = try folder.writer(of: "pbx-1")
            #expect(writer.recovery.cutBytes == before.tornBytes, "length \(length)")
            #expect(writer.durable == before.end, "length \(length)")
            try writer.sync()
            let after = try folder.verify("pbx-1")
            #expect(after.isWhole && after.bytes == before.bytes, "length \(length)")
        }
    }

    @Test func aMissingExchangedOrShortenedFileIsFound() throws {
        let files = sample(fileSize: 500)
        let paths = files.keys.sorted()
        for path in paths.dropLast() {
            var less = files
            less[path] = nil
            #expect(try disk(less).verify("pbx-1").isWhole == false, "without \(path)")
            var short = files
            short[path]?.removeLast()
            #expect(try disk(short).verify("pbx-1").isWhole == false, "\(path) cut")
            #expect(failure { _ = try pieces(disk(short).reader(of: "pbx-1")) }?.kind == .damaged, "\(path) cut")
        }
        let gap = disk(files.filter { $0.key != paths[1] })
        #expect(failure { _ = try pieces(gap.reader(of: "pbx-1")) }?.kind == .damaged)
    }

    @Test func blocksTakenOutOrExchangedAreFound() throws {
        let (path, bytes) = try #require(sample(fileSize: 100_000).first)
        let begins = bytes.indices.filter { $0 == 0 || bytes[($0 - 1)...].starts(with: Array("\n#tollbook 1 ".utf8)) }
        let blocks = zip(begins, begins.dropFirst() + [bytes.count]).map { Array(bytes[$0..<$1]) }
        #expect(blocks.count > 6)
        for index in 1..<blocks.count - 1 {
            var less = blocks
            less.remove(at: index)
            #expect(try disk([path: Array(less.joined())]).verify("pbx-1").isWhole == false, "without block \(index)")
            var swapped = blocks
            swapped.swapAt(index, index + 1)
            #expect(try disk([path: Array(swapped.joined())]).verify("pbx-1").isWhole == false, "block \(index) after its follower")
        }
    }

    @Test func aLogThatEndsBeforeTheBooksPositionIsNotTouched() throws {
        let files = sample(fileSize: 100_000)
        let (path, bytes) = try #require(files.first)
        let double = FaultyDisk()
        double.put(path, Array(bytes.dropLast(200)))
        let folder = RawFolder(path: "/book/raw", disk: double.disk)
        #expect(failure { _ = try folder.writer(of: "pbx-1", expecting: 210) }?.kind == .lost)
        #expect(double.contents(path)?.count == bytes.count - 200)
        #expect(double.openFiles == 0)
        #expect(failure { _ = try folder.writer(of: "pbx-2", expecting: 1) }?.kind == .lost)
    }
}
