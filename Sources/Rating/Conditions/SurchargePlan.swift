internal import Model
internal import Money
internal import Site

/// A rule of selection as it is compared with calls.
struct SelectionPlan: BitwiseCopyable, Sendable {
    var condition: ConditionPlan
    /// Index of the table, -1 where the site has none of this id.
    var table: Int32
}

/// A surcharge as it is reckoned.
struct SurchargePlan: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable { case flat, perMinute, percent }

    var condition: ConditionPlan
    var kind: Kind
    /// Main units, or the share that a percentage is.
    var amount: Exact
    /// The same as a count: 10⁻⁸ main units, or 10⁻⁶ of the whole.
    var units: Int64
    /// Of the amount, packed; 0: the table's.
    var currency: UInt32
    var counts: Bool
    /// Place in the site's list.
    var place: Int32

    init(_ surcharge: Surcharge, _ condition: ConditionPlan, place: Int) {
        self.condition = condition
        self.place = Int32(truncatingIfNeeded: place)
        counts = surcharge.counts
        switch surcharge.addition {
        case .flat(let price, let own): (kind, amount, units, currency) = (.flat, Exact(price), price.units, own?.packed ?? 0)
        case .perMinute(let price, let own): (kind, amount, units, currency) = (.perMinute, Exact(price), price.units, own?.packed ?? 0)
        case .percent(let percent): (kind, amount, units, currency) = (.percent, Exact(percent), percent.units, 0)
        }
    }
}

/// The site's rules of selection and surcharges, one list for each scheme, and what they are compared by.
struct SchemePlans: Sendable {
    let conditions: Conditions
    let priceSelection: Frozen<SelectionPlan>
    let costSelection: Frozen<SelectionPlan>
    let priceSurcharges: Frozen<SurchargePlan>
    let costSurcharges: Frozen<SurchargePlan>
    /// Places in the site's list of the rules of selection of each scheme, for explanations.
    let places: [Scheme: [Int]]
    let surcharges: [Surcharge]

    init(_ site: Site, tables: [RateTableID: Int32], names: ConditionNames, parties: Int) {
        var builder = ConditionBuilder(names)
        var selection: [Scheme: [SelectionPlan]] = [:]
        var places: [Scheme: [Int]] = [:]
        for (index, rule) in site.selection.enumerated() {
            selection[rule.scheme, default: []].append(
                SelectionPlan(condition: builder.plan(rule.when), table: tables[rule.table] ?? -1))
            places[rule.scheme, default: []].append(index)
        }
        var surcharges: [Scheme: [SurchargePlan]] = [:]
        for (index, surcharge) in site.surcharges.enumerated() {
            surcharges[surcharge.scheme, default: []].append(SurchargePlan(surcharge, builder.plan(surcharge.when), place: index))
        }
        self.places = places
        self.surcharges = site.surcharges
        priceSelection = Frozen(selection[.price] ?? [])
        costSelection = Frozen(selection[.cost] ?? [])
        priceSurcharges = Frozen(surcharges[.price] ?? [])
        costSurcharges = Frozen(surcharges[.cost] ?? [])
        conditions = Conditions(builder, site, names, parties: parties)
    }

    func free() {
        conditions.free()
        priceSelection.free()
        costSelection.free()
        priceSurcharges.free()
        costSurcharges.free()
    }

    @inline(__always)
    func selection(_ scheme: Scheme) -> Frozen<SelectionPlan> { scheme == .price ? priceSelection : costSelection }
    @inline(__always)
    func surcharges(_ scheme: Scheme) -> Frozen<SurchargePlan> { scheme == .price ? priceSurcharges : costSurcharges }
}
