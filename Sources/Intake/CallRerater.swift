public import Model
public import Rating
public import Store

/// Rates stored calls again with a rater: each group is one call with all its legs.
public struct CallRerater {
    private let settler: LegSettler

    public init(rater: Rater, names: Names) { settler = LegSettler(rater: rater, names: names) }

    public func rerate(_ batch: inout CallBatch, _ groups: [Range<Int>]) {
        for group in groups {
            if group.count > 1 { settler.settle(&batch, [group]) } else { settler.assess(&batch, group.lowerBound) }
        }
    }
}

extension LegSettler {
    /// A call that stands alone. What is quarantined, in conflict or written off stays so.
    func assess(_ batch: inout CallBatch, _ place: Int) {
        let state = batch.calls[place].price.state
        guard state == .rated || state == .free || state == .unrated,
            let index = rater.switchIndex(of: SwitchID(names.text(.switch, batch.calls[place].switch)))
        else { return }
        var texts = RecordBatch()
        let facts = CallFacts(stored: batch.calls[place], batch.bytes, switchIndex: index, names: names, into: &texts)
        batch.calls[place].take(rater.assess(facts, texts.bytes.span), rater, names)
    }
}
