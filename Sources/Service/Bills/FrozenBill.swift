import Crypto
import Document
import Model
import Money
import Rendering
import Reporting
import Site
import Store
import Time

/// What is frozen of a bill or credit note: the document that people see and the data that programs read, with its number in both.
struct FrozenBill {
    var document: Document
    var json: [UInt8]

    /// How a bill is to be paid; a credit note has none of it.
    struct Payment {
        var style: BillStyle
        var total: Money
        /// Whom the slip names.
        var party: String
    }

    /// - Parameters:
    ///   - document: with facts `number`, `issued` and perhaps `due`, which get their values here.
    ///   - data: an object of one object, which gets them in front.
    init(_ document: Document, _ data: DataTree, number: Int64, issued: WallTime, _ payment: Payment? = nil) {
        var document = document
        let due = payment?.style.dueDays.map { issued.day + $0 }
        document.facts = document.facts.map { fact in
            switch fact.id {
            case "number": Fact(id: fact.id, label: fact.label, Cell(.number(String(number))))
            case "issued": Fact(id: fact.id, label: fact.label, Cell(.day(issued.day)))
            case "due": Fact(id: fact.id, label: fact.label, due.map { Cell(.day($0)) } ?? .empty)
            default: fact
            }
        }
        if let payment {
            document.slip = BillSlip.lines(
                payment.style, number: number, made: issued.day, total: payment.total, party: payment.party)
        }
        self.document = document
        var own = [DataTree.Entry("number", .integer(number)), DataTree.Entry("issued", .text(issued.description))]
        if payment != nil {
            own.append(DataTree.Entry("due", .text(orNull: due?.description)))
            own.append(DataTree.Entry("reference", .text(SlipText.reference(number))))
        }
        json = JSONText.render(Self.numbered(data, own), indent: true) + [10]
    }

    private static func numbered(_ data: DataTree, _ own: [DataTree.Entry]) -> DataTree {
        guard case .object(let outer) = data else { return data }
        return .object(
            outer.map { entry in
                guard case .object(let inner) = entry.value else { return entry }
                return DataTree.Entry(entry.key, .object(own + inner.filter { entry in !own.contains { $0.key == entry.key } }))
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
