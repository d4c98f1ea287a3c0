/// Format 11: the few records whose switch's stamp lies far from the call's start. Sums over a period read one stretch of stamps, and
/// these by themselves.
enum SchemaStamps {
    /// A day: more than any zone is from UTC, and any call goes on for.
    static let margin: Int64 = 86_400
    /// As a condition, word for word that of the index.
    static let isFar = "(start - stamp > \(margin) OR stamp - start > \(margin))"

    /// The opposite, in a form that is quicker to judge.
    static let isNear = "start - stamp BETWEEN -\(margin) AND \(margin)"

    static let statements = ["CREATE INDEX call_far ON \"call\" (start) WHERE \(isFar)"]
}
