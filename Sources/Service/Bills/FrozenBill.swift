import Crypto
import Document
import Model
import Money
import Rendering
import Store
import Time

/// What is frozen of a bill or credit note: the document that people see and the data that programs read, with its number in both.
struct FrozenBill {
    var document: Document
    var json: [UInt8]

    /// - Parameters:
    ///   - document: with facts `number` and `issued`, which get their values here.
    ///   - data: an object of one object, which gets both in front.
    init(_ document: Document, _ data: DataTree, number: Int64, issued: WallTime) {
        var document = document
        document.facts = document.facts.map { fact in
            switch fact.id {
            case "number": Fact(id: fact.id, label: fact.label, Cell(.count(number)))
            case "issued": Fact(id: fact.id, label: fact.label, Cell(.day(issued.day)))
            default: fact
            }
        }
        self.document = document
        json = JSONText.render(Self.numbered(data, number, issued), indent: true) + [10]
    }

    private static func numbered(_ data: DataTree, _ number: Int64, _ issued: WallTime) -> DataTree {
        guard case .object(let outer) = data else { return data }
        let own = [DataTree.Entry("number", .integer(number)), DataTree.Entry("issued", .text(issued.description))]
        return .object(
            outer.map { entry in
                guard case .object(let inner) = entry.value else { return entry }
                return DataTree.Entry(entry.key, .object(own + inner.filter { $0.key != "number" && $0.key != "issued" }))
            })
    }

    /// One after the other: eight bytes of length, the document, the data.
    var bytes: [UInt8] {
        let document = DocumentBytes.write(document)
        let length = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: document.count >> $0) }
        return length + document + json
    }

    /// `nil` for what is not written so.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let length = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(bytes.count - 8), let document = DocumentBytes.read(Array(bytes[8..<8 + Int(length)])) else { return nil }
        self.document = document
        json = Array(bytes[(8 + Int(length))...])
    }
}

/// The hash of an issued bill: over the one before, what stands in its columns, its document and its calls.
enum BillHash {
    static func of(_ bill: IssuedBill, document: [UInt8], lines: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: bill.former)
        let columns: [String] = [
            "\(bill.number)", bill.kind.rawValue, bill.credits.map { "\($0)" } ?? "", bill.party, bill.name, "\(bill.days.first)",
            "\(bill.days.last)", "\(bill.issued.seconds)", bill.actor, bill.reason, bill.total.currency.code,
            "\(bill.total.amount.millionths)", "\(bill.calls)", "\(bill.site)",
        ]
        // Each text with its length in front, so that nothing can move from one into the next.
        for column in columns { hash.update(data: Array("\(column.utf8.count):\(column)".utf8)) }
        for part in [document, lines] {
            hash.update(data: Array("\(part.count):".utf8))
            hash.update(data: part)
        }
        return Array(hash.finalize())
    }
}
