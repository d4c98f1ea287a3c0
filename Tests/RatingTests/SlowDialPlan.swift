import Site

/// The order of DOMAIN section 2 on plain texts, as one reads it: no tries, no places, no signs.
struct SlowDialPlan {
    struct Found: Equatable {
        var number: String
        var isPrivate = false
    }

    let plan: DialPlan

    /// - Parameter dialled: digits, `*`, `#` and `+`.
    func normalise(_ dialled: String) -> Found {
        var rest = dialled
        var isPrivate = false
        if plan.short.contains(rest) { return Found(number: rest) }
        for (codes, marks) in [(plan.outside, false), (plan.privateCodes, true), (plan.carrierCodes, false)] {
            guard let code = longest(of: codes, rest) else { continue }
            rest = String(rest.dropFirst(code.count))
            isPrivate = isPrivate || marks
            if plan.short.contains(rest) { return Found(number: rest) }
        }
        guard !rest.isEmpty else { return Found(number: "") }
        var before = ""
        if let prefix = longest(of: plan.internationalPrefix + ["+"], rest) {
            rest = String(rest.dropFirst(prefix.count))
        } else if !plan.trunkPrefix.isEmpty, rest.hasPrefix(plan.trunkPrefix) {
            rest = String(rest.dropFirst(plan.trunkPrefix.count))
            before = plan.countryCode
        } else {
            before = plan.countryCode + plan.areaCode
        }
        return Found(number: before + rest, isPrivate: isPrivate && !rest.isEmpty)
    }

    private func longest(of codes: [String], _ text: String) -> String? {
        codes.filter(text.hasPrefix).max { $0.count < $1.count }
    }
}
