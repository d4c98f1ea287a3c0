internal import Site

/// A switch's dial plan, compiled: roots of tries whose values only say "here one ends".
struct DialPlanTable: BitwiseCopyable, Sendable {
    /// Without a dial plan digits are taken as normalised.
    var isThere = false
    /// Roots of tries, -1: there are no such codes.
    var short: Int32 = -1
    var outside: Int32 = -1
    var privates: Int32 = -1
    var carriers: Int32 = -1
    var international: Int32 = -1
    var trunk: Int32 = -1
    /// Numbers to put in front: the country code, and country and area code.
    var country = Number()
    var area = Number()

    init() {}

    init(_ plan: DialPlan, into tries: inout TrieLayout) {
        func root(_ codes: [String]) -> Int32 {
            guard codes.contains(where: { !$0.isEmpty }) else { return -1 }
            var builder = TrieBuilder()
            for code in codes where !code.isEmpty { builder.insert(code, 1) }
            return builder.flatten(into: &tries)
        }
        isThere = true
        short = root(plan.short)
        outside = root(plan.outside)
        privates = root(plan.privateCodes)
        carriers = root(plan.carrierCodes)
        international = root(plan.internationalPrefix)
        trunk = root([plan.trunkPrefix])
        for sign in Sign.list(plan.countryCode) ?? [] {
            country.append(sign)
            area.append(sign)
        }
        for sign in Sign.list(plan.areaCode) ?? [] { area.append(sign) }
    }

    /// The international number without `+` of dialled signs, in the order that DOMAIN section 2 gives: short? the longest access code,
    /// once; short? the longest private code, once, which marks the number; short? a carrier code; short? `+` or the international prefix;
    /// the trunk prefix; else country and area code.
    @inline(__always)
    func normalise(_ dialled: Number, _ tries: Tries, noPlanShort: Int32) -> Number {
        guard isThere else {
            var number = dialled.count > 0 && dialled[0] == Sign.plus ? dialled.dropping(1) : dialled
            number.isShort = tries.whole(noPlanShort, number) >= 0
            return number
        }
        var position = 0
        if isShort(dialled, tries) { return shortNumber(dialled, 0) }
        let access = length(outside, dialled, tries, from: 0)
        if access > 0 {
            position = access
            if isShort(dialled, tries, from: position) { return shortNumber(dialled, position) }
        }
        let mark = length(privates, dialled, tries, from: position)
        if mark > 0 {
            position &+= mark
            if isShort(dialled, tries, from: position) { return shortNumber(dialled, position) }
        }
        let carrier = length(carriers, dialled, tries, from: position)
        if carrier > 0 {
            position &+= carrier
            if isShort(dialled, tries, from: position) { return shortNumber(dialled, position) }
        }
        // Nothing dialled, or codes only: no number, rather than that of the area.
        guard position < dialled.count else { return Number() }
        var prefix = dialled[position] == Sign.plus ? 1 : length(international, dialled, tries, from: position)
        var number: Number
        if prefix > 0 {
            number = dialled.dropping(position &+ prefix)
        } else {
            prefix = length(trunk, dialled, tries, from: position)
            number = prefix > 0 ? country : area
            for index in position &+ prefix..<dialled.count { number.append(dialled[index]) }
        }
        // A code with nothing behind it but a prefix calls nobody.
        number.isPrivate = mark > 0 && position &+ prefix < dialled.count
        return number
    }

    /// Whether the signs from `start` on are a whole short number.
    @inline(__always)
    func isShort(_ dialled: Number, _ tries: Tries, from start: Int = 0) -> Bool {
        short >= 0 && tries.whole(short, dialled, from: start) >= 0
    }

    /// Length of the longest code of a list that the signs begin with.
    @inline(__always)
    private func length(_ codes: Int32, _ dialled: Number, _ tries: Tries, from start: Int) -> Int {
        codes < 0 ? 0 : tries.longest(codes, dialled, from: start).length
    }

    @inline(__always)
    private func shortNumber(_ dialled: Number, _ start: Int) -> Number {
        var number = dialled.dropping(start)
        number.isShort = true
        return number
    }
}
