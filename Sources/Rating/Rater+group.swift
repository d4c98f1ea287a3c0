public import Model
public import Time

extension Rater {
    /// What becomes of records that stand alone, as `assess` of each says, in their order. Their rows are looked up several at a time,
    /// which makes large decks nearly half as quick again.
    /// - Parameters:
    ///   - bytes: the batch's buffer in which the records' texts lie.
    ///   - switchOf: index of a record's switch.
    ///   - previous: `end` of the assessment of the record before the first; afterwards that of the last.
    ///   - now: calls that start later are quarantined; `nil`: not looked at.
    public func assess(
        _ records: [CallRecord], _ bytes: Span<UInt8>, on switchOf: (CallRecord) -> Int32, after previous: inout Instant?,
        now: Instant? = nil, _ take: (CallRecord, _ switchIndex: Int32, Assessment) -> Void
    ) {
        var group = Group()
        for place in records.indices {
            let index = switchOf(records[place])
            let time = time(of: records[place], on: index, after: previous, now: now)
            previous = time.end
            if group.isFull { finish(&group, records, bytes, take) }
            begin(records[place], place, index, time, bytes, &group)
        }
        finish(&group, records, bytes, take)
    }

    /// Records between the two halves of their assessment.
    private struct Group {
        /// What of so many stays in the processor's nearest memory until it is used.
        static let size = 16

        struct Member {
            /// Of its record in the list.
            let place: Int
            let facts: CallFacts
            var assessment: Assessment
            /// Where its two inquiries are, -1 for one that has none.
            var inquiry = -1
        }

        var members: [Member] = []
        var kinds: [CallKind] = []
        var rows = SignRows()
        /// For each kind one of either scheme.
        var inquiries: [Inquiry] = []
        var isFull: Bool { members.count == Group.size }

        mutating func removeAll() {
            members.removeAll(keepingCapacity: true)
            kinds.removeAll(keepingCapacity: true)
            inquiries.removeAll(keepingCapacity: true)
        }
    }

    /// All of an assessment but what has to be looked up for its charge.
    private func begin(
        _ record: CallRecord, _ place: Int, _ switchIndex: Int32, _ time: ResolvedTime, _ bytes: Span<UInt8>,
        _ group: inout Group
    ) {
        let facts = CallFacts(record, switchIndex: switchIndex, start: time.start)
        let kind = kind(facts, bytes)
        var assessment = identify(facts, kind, bytes)
        (assessment.end, assessment.ambiguousTime) = (time.end, time.ambiguous)
        let call = chargeable(facts, kind, time.reason, &assessment)
        group.members.append(Group.Member(place: place, facts: facts, assessment: assessment))
        guard let call else { return }
        group.members[group.members.count - 1].inquiry = group.inquiries.count
        let number = group.kinds.count
        let (price, cost) = (table(.price, facts, kind, assessment, bytes), table(.cost, facts, kind, assessment, bytes))
        group.kinds.append(kind)
        group.inquiries.append(Inquiry(call, price, kind.number, at: number, plans))
        group.inquiries.append(Inquiry(call, cost, kind.number, at: number, plans))
    }

    private func finish(
        _ group: inout Group, _ records: [CallRecord], _ bytes: Span<UInt8>, _ take: (CallRecord, Int32, Assessment) -> Void
    ) {
        Inquiry.lookUp(&group.inquiries, group.kinds, &group.rows, plans)
        for index in group.members.indices {
            let inquiry = group.members[index].inquiry
            let facts = group.members[index].facts
            if inquiry >= 0 {
                outcomes(
                    group.inquiries[inquiry], group.inquiries[inquiry + 1], facts, group.kinds[inquiry / 2], bytes,
                    &group.members[index].assessment)
            }
            take(records[group.members[index].place], facts.switchIndex, group.members[index].assessment)
        }
        group.removeAll()
    }
}
