import Foundation
import Testing

@testable import Collection

struct TailTests {
    private let logs = Folder()
    private var path: String { logs.path + "/cdr.log" }

    private func start(_ rig: Rig, edit: (inout TailSettings) -> Void = { _ in }) async {
        var settings = TailSettings(path: path)
        edit(&settings)
        await rig.collector.apply([definition("log", .tail(settings))])
    }

    private func expect(_ rig: Rig, _ text: String) async throws {
        try await eventually("the log has \(text.suffix(30).debugDescription)") { try await rig.text("log").count >= text.count }
        #expect(try await rig.text("log") == text)
    }

    @Test func followsAFileThatComesLater() async throws {
        let rig = Rig()
        await start(rig)
        try await eventually("it waits") { await rig.health("log").state == .waiting }
        try logs.write("cdr.log", "one\nhal")
        try await expect(rig, "one\nhal")
        try logs.append("cdr.log", "f\n")
        try await expect(rig, "one\nhalf\n")
        #expect(try await rig.parts("log").count == 1)
        await rig.stop()
    }

    @Test func canLeaveOutWhatStoodThere() async throws {
        try logs.write("cdr.log", "old\nhal")
        let rig = Rig()
        await start(rig) { $0.fromBegin = false }
        try await expect(rig, "hal")
        try logs.append("cdr.log", "f\n")
        try await expect(rig, "half\n")
        await rig.stop()
    }

    @Test func rotatedByRenaming() async throws {
        try logs.write("cdr.log", "one\n")
        let rig = Rig()
        await start(rig)
        try await expect(rig, "one\n")
        try logs.rename("cdr.log", "cdr.log.1")
        // The writer has the old file open still.
        try logs.append("cdr.log.1", "two\n")
        try await expect(rig, "one\ntwo\n")
        try logs.append("cdr.log.1", "three\n")
        try logs.write("cdr.log", "four\n")
        try await expect(rig, "one\ntwo\nthree\nfour\n")
        #expect(try await rig.parts("log").map(\.text) == ["one\ntwo\nthree\n", "four\n"])
        await rig.stop()
    }

    @Test func cutInPlace() async throws {
        let first = (0..<40).map { "record \($0)\n" }.joined()
        try logs.write("cdr.log", first)
        let rig = Rig()
        await start(rig)
        try await expect(rig, first)
        // Copied and cut; the copy has a line that was not read yet.
        let copy = first + "between\n"
        try logs.write("cdr.log.1", copy)
        truncate(path, 0)
        try logs.append("cdr.log", "after\n")
        try await expect(rig, copy + "after\n")
        // Written anew, longer than before.
        let anew = (0..<80).map { "other \($0)\n" }.joined()
        try FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data(anew.utf8))
        try await expect(rig, copy + "after\n" + anew)
        await rig.stop()
    }

    @Test func rotatedFasterThanWeLook() async throws {
        try logs.write("cdr.log", "0\n")
        let rig = Rig()
        await start(rig)
        try await expect(rig, "0\n")
        try logs.write("cdr.log.old report", "no log\n")
        for index in 1...5 {
            try logs.rename("cdr.log", "cdr.log.\(10 - index)")
            try logs.write("cdr.log", "\(index)\n")
            try await Task.sleep(for: .milliseconds(12))
        }
        try await expect(rig, "0\n1\n2\n3\n4\n5\n")
        await rig.stop()
    }

    @Test func knowsWhatRotationLeaves() {
        for name in ["a.log.1", "a.log-20260301", "a.log.2026-03-01.gz", "a.log.12.gz", "a.log.old", "a.log_2026-03-01T00:00:00Z"] {
            #expect(LogFile.isRotated(name, of: "a.log"), "\(name)")
        }
        for name in ["a.log", "a.log.gz", "a.logs", "a.log.bak", "a.log-errors", "b.log.1", "a.log.", "xa.log.1"] {
            #expect(!LogFile.isRotated(name, of: "a.log"), "\(name)")
        }
    }

    /// Each thing that can happen to the file while nobody looks.
    @Test(arguments: ["nothing", "grown", "renamed", "twice", "packed", "cut", "gone"])
    func goesOnWhereItWas(_ what: String) async throws {
        let begin = (0..<60).map { "record \($0)\n" }.joined() + "hal"
        try logs.write("cdr.log", begin)
        let rig = Rig(keepsFolder: true)
        await start(rig)
        try await expect(rig, begin)
        await rig.stop()
        var text = begin
        switch what {
        case "grown":
            try logs.append("cdr.log", "f\n")
            text += "f\n"
        case "renamed", "packed":
            try logs.append("cdr.log", "f\n")
            try logs.rename("cdr.log", "cdr.log-20260301")
            if what == "packed" { try gzip(logs.path + "/cdr.log-20260301") }
            try logs.write("cdr.log", "new\n")
            text += "f\nnew\n"
        case "twice":
            try logs.append("cdr.log", "f\n")
            try logs.rename("cdr.log", "cdr.log.2")
            try await Task.sleep(for: .milliseconds(20))
            try logs.write("cdr.log.1", "between\n")
            try logs.write("cdr.log", "new\n")
            text += "f\nbetween\nnew\n"
        case "cut":
            try logs.write("cdr.log.1", begin + "f\n")
            truncate(path, 0)
            try logs.append("cdr.log", "new\n")
            text += "f\nnew\n"
        case "gone":
            unlink(path)
            try logs.write("cdr.log", "new\n")
            text += "new\n"
        default: break
        }
        let second = Rig(folder: rig.folder)
        await start(second)
        try await eventually("it runs") { await second.health("log").state == .running }
        try await Task.sleep(for: .milliseconds(300))
        try await expect(second, text)
        let parts = try await second.parts("log")
        #expect(parts[0].name == "file \(path)" && (parts.count == 1) == (what == "nothing"))
        // The line that was cut goes on.
        if ["grown", "renamed", "packed", "twice", "cut"].contains(what) { #expect(parts[1].name == "file \(path) (continued)") }
        #expect((await second.health("log").lastError?.contains("is gone") == true) == (what == "gone"))
        await second.stop()
    }
}

/// Packs a file by Debian's own gzip.
func gzip(_ path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-f", path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
}
