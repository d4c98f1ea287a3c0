import Model
import Testing

@Suite("Names that are printed and stored")
struct NamesTests {
    @Test("Directions read back as they are printed; unknown has no name")
    func directions() {
        for direction in Direction.allCases {
            guard let name = direction.name else {
                #expect(direction == .unknown)
                continue
            }
            #expect(Direction(name: name) == direction)
        }
        #expect(Direction(name: "sideways") == nil)
    }

    @Test("Stored numbers of states and reasons are never changed")
    func numbers() {
        #expect(CallState.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
        #expect(CallState.allCases.map(\.name) == ["rated", "free", "unrated", "conflict", "quarantined", "writtenOff"])
        #expect(Reason.leg.rawValue == 8)
        #expect(Reason.noRateTable.rawValue == 32)
        #expect(Reason.localTimeDoesNotExist.rawValue == 64)
        #expect(Set(Reason.allCases.map(\.name)).count == Reason.allCases.count)
    }

    @Test("A batch keeps texts in one buffer; the empty text is missing")
    func texts() {
        var batch = RecordBatch()
        let first = batch.append(Array("101".utf8))
        let second = batch.append(Array("030123".utf8))
        #expect(batch.text(first) == "101")
        #expect(batch.text(second) == "030123")
        #expect(batch.append([]).isMissing)
        #expect(batch.text(.missing) == nil)
    }

    @Test("A right comes from the role, or from a grant for the book")
    func rights() {
        let book = BookID("office")
        #expect(Caller(kind: .user, name: "a", role: .viewer).may(.see, in: book))
        #expect(!Caller(kind: .user, name: "a", role: .viewer).may(.configure, in: book))
        let granted = Caller(kind: .user, name: "a", role: .viewer, grants: [Grant(book: book, role: .administrator)])
        #expect(granted.may(.configure, in: book))
        #expect(!granted.may(.configure, in: BookID("other")))
    }
}
