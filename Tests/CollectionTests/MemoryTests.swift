import Testing

@testable import Collection

struct MemoryTests {
    private let folder = Folder()

    @Test func aMarkIsReadAsItWasKept() throws {
        let memory = SourceMemory(folder: folder.path + "/new", source: "a")
        #expect(memory.mark() == nil && memory.seen().isEmpty)
        let mark = SourceMemory.Mark(file: "5 6 7 abc", place: 1, offset: 2)
        try memory.keep(mark)
        #expect(memory.mark() == mark)
        try memory.keep(SourceMemory.Mark(file: "x", place: 3, offset: 4))
        #expect(memory.mark()?.file == "x")
        #expect(SourceMemory(folder: folder.path + "/new", source: "b").mark() == nil)
        try memory.add("one")
        try memory.add("two")
        #expect(memory.seen() == ["one", "two"])
    }

    @Test func aBrokenMarkIsNone() throws {
        let memory = SourceMemory(folder: folder.path, source: "a")
        for text in ["", "tollbook mark 1\nx\n1\n", "tollbook mark 2\nx\n1\n2\n", "tollbook mark 1\nx\na\n2\n"] {
            try folder.write("a.mark", text)
            #expect(memory.mark() == nil, "\(text)")
        }
    }

    @Test func whatCannotBeKeptIsSaid() throws {
        try folder.write("file", "")
        #expect(throws: SourceError.self) { try SourceMemory(folder: folder.path + "/file", source: "a").add("x") }
    }

    @Test func aSecretShowsNothing() {
        let secret = Secret("do not tell")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret)\(String(reflecting: secret))\(dumped)".contains("tell"))
    }

    @Test func errorsSayWhatWhyAndMend() {
        let error = SourceError("cannot open /dev/ttyS9", code: 2, mend: "Plug it in.")
        #expect(error.description == "cannot open /dev/ttyS9: No such file or directory (2). Plug it in.")
    }
}
