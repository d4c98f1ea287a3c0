internal import Model
internal import Money
internal import Site
internal import Time

/// The volume rules of one version: for each call type the first that takes it.
final class VolumePlan: Sendable {
    let rules: [VolumeDiscount]
    /// The rule of each call type, that of none first; -1: none.
    private let places: [Int32]

    init(_ rules: [VolumeDiscount], _ names: [CallTypeID: Int32], types count: Int) {
        self.rules = rules
        let types = rules.map { Set($0.types.compactMap { names[$0] }) }
        places = (-1..<count).map { type in
            let place = rules.indices.first { rules[$0].types.isEmpty || types[$0].contains(Int32(truncatingIfNeeded: type)) }
            return Int32(truncatingIfNeeded: place ?? -1)
        }
    }

    @inline(__always)
    func rule(for type: Int32) -> Int { Int(places[Int(type) + 1]) }
}

/// The volume discounts of all tables of a scheme.
struct VolumePlans: Sendable {
    /// The rules of each version, by its index.
    let plans: [VolumePlan]
    /// What is measured with a table where a provider's calls are measured together: the first table of its provider, or it alone.
    let owners: [Int]
    /// Currencies of the tables of an owner, each once.
    let currencies: [[Currency]]
    /// Over whom anything is measured at all.
    let asked: Set<VolumeDiscount.Over>

    init(_ rater: Rater, _ scheme: Scheme, _ names: ConditionNames) {
        let tables = rater.rateTables
        plans = tables.flatMap { table in
            table.versions.map { VolumePlan($0.volumeDiscount ?? table.volumeDiscount, names.types, types: rater.callTypes.count) }
        }
        asked = Set(plans.flatMap { $0.rules.map(\.over) })
        var first: [ProviderID: Int] = [:]
        for (index, table) in tables.enumerated() {
            if let provider = table.provider, first[provider] == nil { first[provider] = index }
        }
        owners = tables.indices.map { index in tables[index].provider.flatMap { first[$0] } ?? index }
        var currencies = [[Currency]](repeating: [], count: tables.count)
        for table in tables where table.scheme == scheme {
            guard let owner = table.provider.flatMap({ first[$0] }), !currencies[owner].contains(table.currency) else { continue }
            currencies[owner].append(table.currency)
        }
        self.currencies = currencies
    }
}
