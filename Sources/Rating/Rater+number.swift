internal import Site

extension Rater {
    /// A number as the switch's dial plan has it: the international number without `+`, a short one as it is; digits, `*` and `#`.
    /// - Parameter switchIndex: index of the switch; `nil`: as if it had no dial plan.
    public func normalised(_ dialled: [UInt8], on switchIndex: Int32?) -> [UInt8] {
        let number = Number(dialled.span, dialled.indices)
        guard let switchIndex else { return number.text }
        return switchPlans.pointer(switchIndex).pointee.dialPlan.normalise(number, plans.tries, noPlanShort: knownShort).text
    }

    /// The country of a number that was dialled, by the world's country codes, whatever the site's own numbering plan names. `nil` for
    /// short numbers, for what begins with no country's code, and for numbers at home where the dial plan does not say which country
    /// that is.
    /// - Parameter switchIndex: index of the switch; `nil`: as if it had no dial plan.
    public func country(of dialled: String, on switchIndex: Int32?) -> String? {
        var plan = switchIndex.map { switchPlans.pointer($0).pointee.dialPlan } ?? DialPlanTable()
        plan.hideUnknownHome()
        let signs = dialled.utf8.span
        let number = plan.normalise(Number(signs, signs.indices), plans.tries, noPlanShort: knownShort)
        return number.isShort ? nil : CountryCodes.world.name(count: number.count) { number[$0] }
    }
}

extension DialPlanTable {
    /// Without a country code a number at home would be taken for one of another country: it gets a sign in front that no number has.
    fileprivate mutating func hideUnknownHome() {
        guard country.count == 0 else { return }
        country.append(Sign.other)
        area = country
    }
}

extension Number {
    /// Its signs as people write them; one that is no sign of a telephone is `?`.
    var text: [UInt8] { (0..<count).map { Sign.text(self[$0]) } }
}
