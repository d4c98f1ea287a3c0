import Model
import Reporting
import Store

/// A book's groups with the final charges that hold for their parties.
struct SettledTally: TalliedGroups {
    /// Which final charges hold.
    enum Finals {
        /// None are asked for.
        case none
        /// Everybody's charges are rounded.
        case plain
        /// By place in the tally: those of the kept settlement.
        case kept([Bool])
    }

    private let tally: BookTally
    private let finals: Finals
    /// Of the groups in the tally, where not all are wanted.
    private let places: [Int]?

    init(_ tally: BookTally, _ finals: Finals, at places: [Int]? = nil) { (self.tally, self.finals, self.places) = (tally, finals, places) }

    var count: Int { places?.count ?? tally.count }

    private func own(_ place: Int) -> Int { places?[place] ?? place }

    func row(_ place: Int) throws -> TalliedRow {
        let own = own(place)
        let row = try tally.row(own)
        return switch finals {
        case .none: TalliedRow(row, nil)
        case .plain: TalliedRow(row, try tally.plain(own))
        case .kept(let isKept): TalliedRow(row, try isKept[own] ? tally.kept(own) : tally.plain(own))
        }
    }

    func numbers(_ key: TallyKey) -> [Int32] {
        let numbers = tally.numbers(key)
        return places.map { $0.map { numbers[$0] } } ?? numbers
    }

    func name(_ key: TallyKey, _ place: Int) -> String { tally.name(key, own(place)) }

    func folded(by keys: Set<TallyKey>) throws -> any TalliedGroups {
        guard case .kept(let isKept) = finals else { return SettledTally(try tally.folded(by: keys, places) { _ in false }, finals) }
        let folded = try tally.folded(by: keys, places) { isKept[$0] }
        return SettledTally(folded, .kept(Array(repeating: true, count: folded.count)))
    }
}
