internal import Model

/// What a tally reads of each call, and in which column of its statement: as little as the question needs.
struct TallyColumns: Sendable {
    // What every tally reads.
    static let day: Int32 = 0
    static let party: Int32 = 1
    static let start: Int32 = 2
    static let flags: Int32 = 3
    static let state: Int32 = 4
    static let talk: Int32 = 5
    static let ring: Int32 = 6
    static let price: Int32 = 7
    static let priceCurrency: Int32 = 8
    static let cost: Int32 = 9
    static let costCurrency: Int32 = 10
    private static let always = [
        "day", "party", "start", "flags", "price_state", "talk", "ring", "price_amount", "price_currency", "cost_amount", "cost_currency",
    ]
    private static let settled = ["price_figures", "price_final", "price_final_currency", "price_discount"]
    private static let leftOut = ["type", "called"]

    private(set) var names = TallyColumns.always
    /// What calls are told apart by, in the order of the cases.
    let keys: [(key: TallyKey, column: Int32)]
    /// Of figures, final charge, its currency and discount, which lie behind each other; `nil`: not read.
    private(set) var figures: Int32?
    /// Of the type and, behind it, the number called.
    private(set) var type: Int32?

    init(_ query: TallyQuery, finals: Bool) {
        var names = TallyColumns.always
        func place(_ column: String) -> Int32 {
            if let known = names.firstIndex(of: column) { return Int32(known) }
            names.append(column)
            return Int32(names.count - 1)
        }
        func places(_ columns: [String]) -> Int32 {
            names += columns
            return Int32(names.count - columns.count)
        }
        keys = TallyKey.allCases.filter(query.keys.contains).map { ($0, place($0.column)) }
        if finals { figures = places(TallyColumns.settled) }
        if query.leftOut != nil { type = places(TallyColumns.leftOut) }
        self.names = names
    }

    var list: String { names.joined(separator: ", ") }
}

extension TallyKey {
    fileprivate var column: String {
        switch self {
        case .quarter: "start"
        case .direction, .answered: "flags"
        case .state: "price_state"
        case .reason: "price_reason"
        case .sourceIP: "address"
        case .callType: "type"
        case .durationClass: "talk"
        case .ringClass: "ring"
        case .priceCurrency: "price_currency"
        case .number: CallSQL.otherEnd
        // Versions are numbered from 0 on, and rows from -1.
        case .costVersion: "coalesce(cost_version, -1)"
        case .costRow: "coalesce(cost_row, -2)"
        case .day, .hour, .party, .trunk, .account, .extension, .destination, .source, .switch, .calling, .called, .site: rawValue
        }
    }
}
