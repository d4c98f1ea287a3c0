/// Rows of something else than calls. A book gives them as cells; which columns there are stands here.
public enum ListKind: String, Hashable, Sendable, CaseIterable {
    /// Bills and credit notes that were issued.
    case bills
    /// Collecting sources with their state, their gaps, and what was taken in by day.
    case sources, gaps, imports
    /// Lines that made no record, and records that wait for somebody.
    case skips, conflicts, quarantined
    /// Who changed what; who logged in.
    case journal, logins
    /// Alerts, and what was sent of them.
    case alerts, deliveries
    /// Rates as they stand; what is wrong with the tariffs.
    case rates, tariffProblems
    /// Parties and trunks with their last call.
    case parties, trunks
    /// Lines in use by half hour; traffic of the busy hour and the lines that it needs.
    case channels, busyHours
    /// Taxes of the issued bills; what discounts saved; exchanged amounts.
    case taxes, discounts, exchanges
    /// What packages grant, with what is left of it.
    case allowances
    /// Budgets with what is spent.
    case budgets
    /// Charges that a re-rating changed.
    case reratings
    /// Size of the book by month.
    case storage
    /// Callers whom nobody answered, and whether somebody called them back.
    case unreturned
    /// Calls as we and a witness have them: all, and those about which the two do not agree.
    case witnessed, witnessDifferences
    /// Sums of these by account or number, and by trunk.
    case witnessNumbers, witnessTrunks
    /// Records of calls that went through several hands.
    case transfers
    /// Raw lines beside what was read of them.
    case rawLines

    /// Whether a source may give a page of it alone: nothing is added up, and rows have an order of their own.
    var hasPages: Bool { self == .transfers || self == .rawLines }

    /// Whether its figures can be made of those calls alone that conditions choose.
    public var takesConditions: Bool {
        switch self {
        case .discounts, .exchanges, .quarantined, .rawLines, .trunks, .channels, .busyHours: true
        default: false
        }
    }

    /// Name and kind of each column; a currency of money is the rows' own.
    public var columns: [(name: String, kind: ListColumnKind)] {
        ListKind.columns[self] ?? []
    }

    func kind(of column: String) -> ListColumnKind? { columns.first { $0.name == column }?.kind }
}

/// What a column of a list holds.
public enum ListColumnKind: String, Hashable, Sendable {
    case text, number, count, duration, decimal, percent, money, day, time
    /// A word of ours, or several with ", " or ": " between: programs and conditions have it as it is, people in their language.
    case word
    /// A duration, a count or an amount: what it counts stands in its row.
    case quantity
    /// A number that names something, or that no sum is made of.
    case serial

    /// Whether a total adds it up.
    var addsUp: Bool { self == .count || self == .duration || self == .money }
}

extension ListKind {
    private static let witnessedColumns: [(name: String, kind: ListColumnKind)] = [
        ("witness", .text), ("provider", .text), ("party", .text), ("calling", .number), ("called", .number), ("trunk", .text),
        ("start", .time), ("witnessStart", .time), ("duration", .duration), ("witnessDuration", .duration), ("cost", .money),
        ("billed", .money), ("difference", .money), ("state", .word), ("differs", .word),
    ]

    private static let witnessSumColumns: [(name: String, kind: ListColumnKind)] = [
        ("ours", .count), ("theirs", .count), ("matched", .count), ("differing", .count), ("onlyOurs", .count), ("onlyTheirs", .count),
        ("duration", .duration), ("witnessDuration", .duration), ("cost", .money), ("billed", .money), ("difference", .money),
    ]

    private static let columns: [ListKind: [(name: String, kind: ListColumnKind)]] = [
        .bills: [
            ("number", .serial), ("kind", .word), ("party", .text), ("name", .text), ("from", .day), ("to", .day), ("issued", .time),
            ("actor", .text), ("calls", .count), ("total", .money), ("credited", .serial),
        ],
        .sources: [
            ("source", .text), ("switch", .text), ("state", .word), ("lastByte", .time), ("lastRecord", .time), ("records", .count),
            ("skipped", .count), ("reconnects", .count), ("gaps", .count), ("waiting", .count), ("decoded", .percent),
        ],
        .gaps: [
            ("source", .text), ("from", .time), ("to", .time), ("kind", .word), ("detail", .text), ("records", .count), ("state", .word),
        ],
        .imports: [
            ("number", .serial), ("source", .text), ("day", .day), ("started", .time), ("state", .word), ("lines", .count),
            ("records", .count), ("new", .count), ("duplicate", .count), ("conflict", .count), ("quarantined", .count),
            ("skipped", .count),
        ],
        .skips: [("import", .serial), ("line", .serial), ("reason", .text), ("raw", .text)],
        .conflicts: [
            ("number", .serial), ("found", .time), ("start", .time), ("calling", .number), ("called", .number), ("duration", .duration),
            ("decision", .word), ("actor", .text), ("reason", .text),
        ],
        .quarantined: [
            ("start", .time), ("calling", .number), ("called", .number), ("duration", .duration), ("reason", .word), ("source", .text),
        ],
        .journal: [
            ("number", .serial), ("time", .time), ("actor", .text), ("action", .text), ("subject", .text), ("before", .text),
            ("after", .text),
        ],
        .logins: [
            ("time", .time), ("actor", .text), ("action", .text), ("subject", .text), ("seen", .time), ("state", .word),
        ],
        .alerts: [
            ("time", .time), ("rule", .text), ("subject", .text), ("state", .word), ("acknowledgedBy", .text), ("acknowledged", .time),
        ],
        .deliveries: [
            ("time", .time), ("recipient", .text), ("subject", .text), ("state", .word), ("tries", .count), ("answer", .text),
        ],
        .rates: [
            ("table", .text), ("scheme", .word), ("from", .time), ("prefix", .number), ("name", .text), ("band", .text),
            ("connection", .money), ("rule", .text), ("currency", .text),
        ],
        .tariffProblems: [("table", .text), ("severity", .word), ("place", .text), ("problem", .text), ("mend", .text)],
        .parties: [
            ("party", .text), ("name", .text), ("organisation", .text), ("last", .time), ("idle", .serial), ("calls", .count),
            ("duration", .duration), ("price", .money),
        ],
        .trunks: [
            ("trunk", .text), ("group", .text), ("provider", .text), ("last", .time), ("idle", .serial), ("calls", .count),
            ("duration", .duration),
        ],
        .channels: [
            ("group", .text), ("start", .time), ("most", .serial), ("average", .decimal), ("lines", .serial), ("used", .percent),
        ],
        .busyHours: [
            ("group", .text), ("day", .day), ("hour", .text), ("calls", .count), ("erlangs", .decimal), ("average", .duration),
            ("answered", .percent), ("lines", .serial), ("blocking", .percent), ("needed1", .serial), ("needed5", .serial),
            ("rank", .serial),
        ],
        .taxes: [
            ("tax", .text), ("name", .text), ("percent", .decimal), ("included", .word), ("bills", .count), ("net", .money),
            ("amount", .money),
            ("gross", .money),
        ],
        .discounts: [
            ("party", .text), ("name", .text), ("calls", .count), ("charge", .money), ("packages", .money), ("volume", .money),
            ("net", .money),
        ],
        .exchanges: [
            ("from", .text), ("to", .text), ("rate", .text), ("calls", .count), ("net", .money), ("final", .money),
        ],
        .allowances: [
            ("package", .text), ("rule", .serial), ("scheme", .word), ("party", .text), ("organisation", .text), ("name", .text),
            ("from", .day), ("to", .day), ("unit", .word), ("granted", .quantity), ("carried", .quantity), ("consumed", .quantity),
            ("left", .quantity), ("over", .quantity), ("state", .word),
        ],
        .budgets: [
            ("party", .text), ("organisation", .text), ("name", .text), ("month", .text), ("budget", .money), ("spent", .money),
            ("used", .percent), ("forecast", .money), ("left", .money), ("state", .word), ("calls", .count), ("other", .count),
        ],
        .reratings: [
            ("number", .serial), ("state", .word), ("why", .text), ("party", .text), ("callType", .text), ("calls", .count),
            ("old", .money),
            ("new", .money), ("difference", .money),
        ],
        .storage: [("month", .text), ("calls", .count), ("bytes", .count)],
        .unreturned: [
            ("number", .number), ("contact", .text), ("missed", .count), ("last", .time), ("extension", .number), ("returned", .time),
            ("attempts", .count),
        ],
        .witnessed: witnessedColumns,
        .witnessDifferences: witnessedColumns,
        .witnessNumbers: [("witness", .text), ("provider", .text), ("party", .text), ("name", .text)] + witnessSumColumns,
        .witnessTrunks: [("witness", .text), ("provider", .text), ("trunk", .text)] + witnessSumColumns,
        .transfers: [
            ("first", .text), ("name", .text), ("start", .time), ("leg", .serial), ("calling", .number), ("called", .number),
            ("extension", .number), ("ring", .duration), ("talk", .duration), ("cost", .money), ("price", .money), ("state", .word),
            ("link", .text),
        ],
        .rawLines: [
            ("source", .text), ("start", .time), ("raw", .text), ("format", .text), ("calling", .number), ("called", .number),
            ("extension", .number), ("trunk", .text), ("account", .text), ("duration", .duration), ("ring", .duration),
            ("state", .word), ("reason", .word),
        ],
    ]
}
