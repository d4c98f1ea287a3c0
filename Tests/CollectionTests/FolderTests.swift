import Foundation
import Testing

@testable import Collection

struct FolderTests {
    private let drop = Folder()

    private func start(_ rig: Rig, edit: (inout FolderSettings) -> Void = { _ in }) async {
        var settings = FolderSettings(path: drop.path)
        settings.settling = 0
        edit(&settings)
        await rig.collector.apply([definition("drop", .folder(settings))])
    }

    private func expect(_ rig: Rig, _ text: String) async throws {
        try await eventually("the log has \(text.debugDescription)") { try await rig.text("drop").count >= text.count }
        try await Task.sleep(for: .milliseconds(700))
        #expect(try await rig.text("drop") == text)
    }

    @Test func eachContentOnceWhateverItsName() async throws {
        try drop.write("b.csv", "two\n")
        try drop.write("a.csv", "one\n")
        let rig = Rig(keepsFolder: true)
        await start(rig) { $0.pattern = "*.csv" }
        try await expect(rig, "one\ntwo\n")
        try drop.write("a again.csv", "one\n")
        try drop.write("notes.txt", "no\n")
        try drop.write("c.csv.part", "no\n")
        try drop.write(".hidden.csv", "no\n")
        try drop.write("c.csv", "three\n")
        try await expect(rig, "one\ntwo\nthree\n")
        #expect(try await rig.parts("drop").map(\.name) == ["file a.csv", "file b.csv", "file c.csv"])
        #expect(await rig.health("drop").refused["the same content as a file before"] == 1)
        await rig.stop()
        let second = Rig(folder: rig.folder)
        try drop.write("d.csv", "four\n")
        await start(second) { $0.pattern = "*.csv" }
        try await expect(second, "one\ntwo\nthree\nfour\n")
        await second.stop()
    }

    @Test func halfWrittenFilesWait() async throws {
        try drop.write("a", "one\n")
        let rig = Rig()
        await start(rig) { $0.settling = 2 }
        for _ in 0..<3 {
            try await Task.sleep(for: .milliseconds(900))
            #expect(try await rig.text("drop") == "")
            try drop.append("a", "more\n")
        }
        try await expect(rig, "one\nmore\nmore\nmore\n")
        await rig.stop()
    }

    @Test func onlyRegularFiles() async throws {
        let secret = Folder()
        try secret.write("shadow", "secret\n")
        symlink(secret.path + "/shadow", drop.path + "/link")
        mkfifo(drop.path + "/pipe", 0o600)
        mkdir(drop.path + "/folder", 0o700)
        // A name is any bytes: broken UTF-8, line ends, what looks like markup or an option.
        let name: [UInt8] = Array("-rf \"><b>\n".utf8) + [0xFF]
        let file = open((Array((drop.path + "/").utf8) + name + [0]).map { CChar(bitPattern: $0) }, O_WRONLY | O_CREAT, 0o600)
        #expect(file >= 0 && write(file, "good\n", 5) == 5)
        close(file)
        let rig = Rig()
        await start(rig)
        try await expect(rig, "good\n")
        #expect(try await rig.parts("drop").map(\.name) == ["file -rf \"><b>\n\u{FFFD}"])
        #expect(await rig.health("drop").refused["no regular file, or not readable"] == 3)
        await rig.stop()
    }

    @Test func putAwayWhenDurable() async throws {
        try drop.write("a", "one\n")
        let rig = Rig(), done = Folder()
        try done.write("a", "another of that name\n")
        await start(rig) { $0.after = .move(done.path) }
        try await expect(rig, "one\n")
        try await eventually("it is moved") { FileBytes.names(in: self.drop.path)?.isEmpty == true }
        #expect(FileBytes.names(in: done.path)?.count == 2)
        await start(rig) { $0.after = .delete }
        try drop.write("b", "two\n")
        try await expect(rig, "one\ntwo\n")
        try await eventually("it is deleted") { FileBytes.names(in: self.drop.path)?.isEmpty == true }
        await rig.stop()
    }

    @Test func packedOnesAreUnpacked() async throws {
        let text = (0..<5_000).map { "record \($0 * 7919 % 5003)\n" }.joined()
        try drop.write("a.csv", text)
        try gzip(drop.path + "/a.csv")
        let rig = Rig()
        await start(rig)
        try await expect(rig, text)
        await rig.stop()
    }

    @Test func aKillInTheMiddleTakesNothingTwice() async throws {
        let text = (0..<1_000).map { "record \($0)\n" }.joined()
        try drop.write("a.csv", text)
        let rig = Rig(keepsFolder: true)
        await start(rig)
        try await expect(rig, text)
        await rig.stop()
        // As after a kill between the raw log's sync and the note that the file is done.
        unlink(rig.folder + "/collection/drop.seen")
        try drop.write("0 before.csv", "another\n")
        let second = Rig(folder: rig.folder)
        await start(second)
        try await expect(second, text + "another\n")
        #expect(try await second.parts("drop")[1].name == "file a.csv (continued)")
        await second.stop()
    }

    /// A folder may hold more files than a process may have open, and other sources need theirs.
    @Test func oneFileIsOpenAtATime() async throws {
        for number in 0..<300 { try drop.write("\(1_000 + number)", "record \(number)\n") }
        let rig = Rig()
        await start(rig)
        var most = 0
        try await eventually("all are taken", within: 60) {
            most = max(most, try self.openFiles())
            return try await rig.parts("drop").count == 300
        }
        #expect(most <= 2)
        await rig.stop()
    }

    /// Descriptors of this process that stand for files of the folder.
    private func openFiles() throws -> Int {
        let place = "/" + URL(fileURLWithPath: drop.path).lastPathComponent + "/"
        return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + number))?.contains(place) ?? false
        }
    }

    @Test func otherRightsMakeItAnotherFile() throws {
        try drop.write("a", "one\n")
        let name = FileName(bytes: Array("a".utf8))
        let before = try #require(FileFacts(name, in: drop.path))
        #expect(FileFacts(name, in: drop.path) == before)
        // The clock that stamps files goes in steps.
        usleep(50_000)
        chmod(drop.path + "/a", 0o640)
        #expect(FileFacts(name, in: drop.path) != before)
    }

    @Test func aMissingFolderIsWaitedFor() async throws {
        let rig = Rig()
        let path = drop.path + "/later"
        var settings = FolderSettings(path: path)
        settings.settling = 0
        await rig.collector.apply([definition("drop", .folder(settings))])
        try await eventually("it waits") { await rig.health("drop").state == .waiting }
        #expect(await rig.health("drop").lastError?.contains("cannot read folder") == true)
        mkdir(path, 0o700)
        try drop.write("later/a", "one\n")
        try await expect(rig, "one\n")
        await rig.stop()
    }
}
