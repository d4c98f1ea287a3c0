public import Model
public import Rating
public import Store

/// Rates stored calls again with a rater: each group is one call with all its legs. What people decided about a call holds on.
public struct CallRerater {
    private let settler: LegSettler

    public init(rater: Rater, names: Names) { settler = LegSettler(rater: rater, names: names) }

    public func rerate(_ batch: inout CallBatch, _ groups: [Range<Int>]) { settler.settle(&batch, groups) }
}
