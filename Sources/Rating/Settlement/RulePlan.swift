internal import Model
internal import Money
internal import Site

/// A rule of a package as it is compared with calls: plain values, so that going through rules counts no reference.
struct RulePlan: Sendable {
    /// Whatever their order in the list, rules act in this one.
    enum Stage: Int, CaseIterable, Sendable { case cover, reduce, money }

    /// Place of the package among those of the scheme, and of the rule in it.
    let package: Int
    let place: Int
    let effect: PackageRule.Effect
    let stage: Stage
    /// Number of the allowance among all of the scheme, -1 of a rule that grants none.
    let allowance: Int
    /// -1: all.
    let types: Int
    let destinations: Int
    /// Place of what is looked for beside types and destinations, -1: nothing.
    let more: Int
}

/// What few rules look for.
struct RuleDetail: Sendable {
    /// Called numbers.
    var favourites: [(bytes: [UInt8], isPrefix: Bool)]
    var band: PackageCondition.Band?
}

/// The rules of all packages of a scheme, one after the other, and what they are compared by.
struct RulePlans: Sendable {
    private(set) var packages: [PackagePlan] = []
    private(set) var rules: [RulePlan] = []
    private(set) var details: [RuleDetail] = []
    /// How many allowances there are.
    private(set) var allowances = 0
    private var sets: [UInt64] = []

    init(_ site: Site, _ scheme: Scheme, _ names: ConditionNames) {
        for package in site.packages where package.scheme == scheme {
            let first = rules.count
            for (place, rule) in package.rules.enumerated() { add(rule, place, names) }
            packages.append(PackagePlan(package, names, rules: first..<rules.count))
        }
    }

    private mutating func add(_ rule: PackageRule, _ place: Int, _ names: ConditionNames) {
        let when = rule.when
        let types = when.types.isEmpty ? -1 : set(when.types.compactMap { names.types[$0] }, of: names.types.count)
        let destinations =
            when.destinations.isEmpty ? -1 : set(names.destinations(like: when.destinations), of: names.destinations.count)
        var more = -1
        if !when.favourites.isEmpty || when.band != nil {
            more = details.count
            let favourites = when.favourites.map { text in
                let isPrefix = text.utf8.last == UInt8(ascii: "*")
                return (bytes: Array(isPrefix ? text.utf8.dropLast() : text.utf8[...]), isPrefix: isPrefix)
            }
            details.append(RuleDetail(favourites: favourites, band: when.band))
        }
        var (stage, allowance) = (RulePlan.Stage.reduce, -1)
        if case .allowance(let granted) = rule.effect {
            (stage, allowance) = (.cover, allowances)
            if case .money = granted.grant { stage = .money }
            allowances += 1
        }
        rules.append(
            RulePlan(
                package: packages.count, place: place, effect: rule.effect, stage: stage, allowance: allowance, types: types,
                destinations: destinations, more: more))
    }

    private mutating func set(_ members: [Int32], of count: Int) -> Int {
        let first = sets.count
        sets += Array(repeating: 0, count: count / 64 + 1)
        for member in members { sets[first + Int(member) / 64] |= 1 << UInt64(member % 64) }
        return first
    }

    /// Whether an index is one of a set; -1 is in none.
    @inline(__always)
    func has(_ set: Int, _ index: Int32) -> Bool {
        if set < 0 { return true }
        return index >= 0 && sets[set &+ Int(index) / 64] & 1 << UInt64(index % 64) != 0
    }
}

extension RuleDetail {
    /// Whether a called number is a favourite; where none is named every one is.
    func isFavourite(_ number: [UInt8]) -> Bool {
        favourites.isEmpty || favourites.contains { $0.isPrefix ? number.starts(with: $0.bytes) : number == $0.bytes }
    }
}
