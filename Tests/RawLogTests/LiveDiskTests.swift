import Glibc
import Testing

@testable import RawLog

@Suite(.serialized) struct LiveDiskTests {
    /// Makes a folder, and removes it with all that is in it.
    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/tollbook-rawlog-XXXXXX".utf8CString)
        let path = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for folder in [path + "/raw/pbx-1", path + "/raw", path] {
                for name in (try? Disk.live.list(folder)) ?? [] { try? Disk.live.remove(folder + "/" + name) }
                rmdir(folder)
            }
        }
        try body(path)
    }

    private static func mode(_ path: String) -> UInt32 {
        var status = stat()
        return lstat(path, &status) == 0 ? UInt32(status.st_mode) & 0o7777 : 0
    }

    /// In a process of its own: the umask is the whole process's, and other tests make files meanwhile.
    @Test func filesAreForTheirOwnerAloneWhateverTheUmask() async {
        await #expect(processExitsWith: .success) {
            for mask in [mode_t(0), 0o777, 0o022] {
                try LiveDiskTests().withFolder { path in try LiveDiskTests.checkModes(path, mask) }
            }
        }
    }

    private static func checkModes(_ path: String, _ mask: mode_t) throws {
        let before = umask(mask)
        defer { umask(before) }
        var scribe = Scribe(RawFolder(path: path + "/raw"))
        scribe.start()
        scribe.begin("a")
        for _ in 0..<40 { scribe.append(Array(repeating: 65, count: 60), 1) }
        scribe.sync()
        #expect(scribe.errors.first == nil, "umask \(mask)")
        let names = try Disk.live.list(path + "/raw/pbx-1")
        #expect(names.count > 3 && names.contains("lock"), "umask \(mask)")
        for name in names { #expect(mode(path + "/raw/pbx-1/" + name) == 0o600, "\(name), umask \(mask)") }
        #expect(mode(path + "/raw") == 0o700, "umask \(mask)")
        #expect(mode(path + "/raw/pbx-1") == 0o700, "umask \(mask)")
    }

    @Test(arguments: [UInt64(21), 22, 23])
    func theMachinesOwnDiskGivesBackWhatItWasGiven(seed: UInt64) throws {
        try withFolder { path in
            var random = SeededRandom(seed: seed)
            let folder = RawFolder(path: path + "/raw")
            let none = try folder.sources()
            #expect(none.isEmpty)
            var scribe = Scribe(folder)
            scribe.start()
            for _ in 0..<80 { scribe.act(&random) }
            scribe.sync()
            #expect(scribe.errors.first == nil, "seed \(seed)")
            let found = try pieces(folder.reader(of: "pbx-1"))
            #expect(difference(found, scribe.taken) == nil, "seed \(seed)")
            let report = try folder.verify("pbx-1")
            #expect(report.isWhole, "seed \(seed)")
            let sources = try folder.sources()
            #expect(sources == ["pbx-1"])
        }
    }

    @Test func onlyOneWriterASource() throws {
        try withFolder { path in
            let folder = RawFolder(path: path + "/raw")
            let first = try folder.writer(of: "pbx-1")
            let error = #expect(throws: RawLogError.self) { try folder.writer(of: "pbx-1") }
            #expect(error?.kind == .inUse)
            try first.sync()
            _ = consume first
            let second = try folder.writer(of: "pbx-1")
            #expect(second.end == 0)
        }
    }

    /// A child that is just being started holds every open file of its parent until it runs its program.
    @Test func aSourceIsGivenBackAlsoWhileAChildStarts() throws {
        try withFolder { path in
            let folder = RawFolder(path: path + "/raw")
            let first = try folder.writer(of: "pbx-1")
            let held = descriptors(of: path + "/raw/pbx-1/lock").map { dup($0) }
            defer { for descriptor in held { _ = Glibc.close(descriptor) } }
            #expect(held.count == 1)
            _ = consume first
            let second = try folder.writer(of: "pbx-1")
            #expect(second.end == 0)
        }
    }

    /// What this process has open whose name ends so.
    private func descriptors(of ending: String) -> [Int32] {
        let open = (try? Disk.live.list("/proc/self/fd")) ?? []
        return open.compactMap(Int32.init).filter { descriptor in
            var name = [UInt8](repeating: 0, count: 4096)
            let count = name.withUnsafeMutableBytes { room in
                room.withMemoryRebound(to: CChar.self) { room in
                    room.baseAddress.map { readlink("/proc/self/fd/\(descriptor)", $0, room.count) } ?? 0
                }
            }
            return String(decoding: name.prefix(max(count, 0)), as: UTF8.self).hasSuffix(ending)
        }
    }

    @Test func aWriterKeepsNoMoreThanItsBoundInMemory() throws {
        try withFolder { path in
            let folder = RawFolder(path: path + "/raw")
            let writer = try folder.writer(of: "pbx-1")
            let arrival = RawArrival(seconds: 0, day: 0)
            let part = try writer.begin("big", arrival: arrival)
            let chunk = [UInt8](repeating: 7, count: 3 << 20)
            for _ in 0..<12 {
                try writer.append(chunk, part: part, arrival: arrival)
                #expect(writer.pending.bytes.count <= (8 << 20) + BlockHeader.payloadLimit)
            }
            let durable = try writer.sync()
            #expect(durable == 36 << 20)
            var total = 0
            let reader = try folder.reader(of: "pbx-1")
            while let block = try reader.next() {
                #expect(block.bytes.count <= BlockHeader.payloadLimit)
                total += block.bytes.count
            }
            #expect(total == 36 << 20)
        }
    }

    @Test func errorsSayWhatWhereWhyAndWhatToDo() throws {
        let error = #expect(throws: RawLogError.self) {
            try RawFolder(path: "/proc/tollbook-has-no-place-here/raw").writer(of: "pbx-1")
        }
        let text = try #require(error).description
        #expect(text.hasPrefix("cannot make folder: /proc/tollbook-has-no-place-here/raw: No such file or directory (2). Look"))
        for source in ["", "a/b", "..", "PBX", "pbx 1", String(repeating: "a", count: 65), "ä"] {
            let wrong = #expect(throws: RawLogError.self) { try RawFolder(path: "/nowhere").writer(of: source) }
            #expect(wrong?.kind == .wrongUse, "\(source)")
        }
    }
}
