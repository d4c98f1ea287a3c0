extension Rater {
    /// A number as the switch's dial plan has it: the international number without `+`, a short one as it is; digits, `*` and `#`.
    /// - Parameter switchIndex: index of the switch; `nil`: as if it had no dial plan.
    public func normalised(_ dialled: [UInt8], on switchIndex: Int32?) -> [UInt8] {
        let number = Number(dialled.span, dialled.indices)
        guard let switchIndex else { return number.text }
        return switchPlans.pointer(switchIndex).pointee.dialPlan.normalise(number, plans.tries, noPlanShort: knownShort).text
    }
}

extension Number {
    /// Its signs as people write them; one that is no sign of a telephone is `?`.
    var text: [UInt8] { (0..<count).map { Sign.text(self[$0]) } }
}
