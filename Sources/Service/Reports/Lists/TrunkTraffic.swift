import Model
import Reporting
import Site
import Store
import Time

/// What the calls of some days make of the lines, by trunk group and slots of time.
///
/// A record is on its trunk from its start on, ringing, talk, hold and park included, as long as the switch says: `span`, or else ringing
/// and duration. Records of legs are on theirs. Of legs that follow each other but carry one start only the first is counted, with the
/// talk of the whole call. A trunk of no group is a group of itself; what names no trunk is on no line; conflicts and quarantined records
/// are no calls, nor is what a witness saw. Calls of the day before count where they go on into the days.
struct TrunkTraffic {
    /// Calls that begin in a slot.
    struct Begun {
        var calls: Int64 = 0
        var answered: Int64 = 0
        var talk: Int64 = 0

        mutating func add(_ row: CallSpan) {
            calls += 1
            answered += row.answered ? 1 : 0
            talk += Int64(row.talk)
        }
    }

    struct Place: Hashable {
        var group: String
        var begin: Int64
    }

    /// The same by the number of the group, which is quicker looked up: each call does it.
    private struct NumberedPlace: Hashable {
        var group: Int
        var begin: Int64
    }

    private(set) var slots: [Occupancy.Slot] = []
    private(set) var begun: [Place: Begun] = [:]
    private(set) var isCut = false

    /// - Parameter length: seconds of a slot.
    init(_ book: OpenBook, _ ask: ListAsk, length: Int64) throws {
        let zone = ask.zone
        var occupancy = Occupancy(length: length) { Int64(zone.offset(at: Instant(seconds: $0))) }
        let directory = ask.state.reporting
        var filter = ask.filter
        filter.days = DayRange(ask.days.first + -1, ask.days.last)
        filter.states = [.rated, .free, .unrated, .writtenOff]
        filter.records = .legs
        let period = ask.period
        var (begun, isCut): ([NumberedPlace: Begun], Bool) = ([:], false)
        let parties = book.store.names
        var groups = TrunkGroups(book: book, directory: directory)
        try book.store.eachSpan(filter, texts: false) { row, _ in
            guard row.trunk != .none, !(row.isLeg && row.followsLegs), ask.concerns(parties.text(.party, row.party), on: row.day) else {
                return true
            }
            let group = groups.number(of: row, &occupancy)
            let start = row.start.seconds
            occupancy.advance(to: start)
            occupancy.add(group, from: max(start, period.from.seconds), to: min(start + Self.seconds(row), period.to.seconds))
            if !row.isLeg, period.contains(row.start) {
                begun[NumberedPlace(group: group, begin: occupancy.begin(of: start)), default: Begun()].add(row)
            }
            isCut = occupancy.count > ListCollector.most
            return !isCut
        }
        slots = occupancy.finish()
        self.isCut = isCut
        for (place, calls) in begun { self.begun[Place(group: occupancy.name(of: place.group), begin: place.begin)] = calls }
    }

    /// How long a record holds its line.
    static func seconds(_ row: CallSpan) -> Int64 {
        let ring = Int64(max(0, row.ring))
        let own = row.span >= 0 ? Int64(row.span) : ring + Int64(row.duration)
        return row.followsLegs ? max(own, ring + Int64(row.talk)) : own
    }
}

/// The number of a record's trunk group, looked up once for each trunk.
private struct TrunkGroups {
    let book: OpenBook
    let directory: ReportDirectory
    /// By the numbers of switch and trunk.
    private var known: [UInt64: Int] = [:]

    init(book: OpenBook, directory: ReportDirectory) { (self.book, self.directory) = (book, directory) }

    mutating func number(of row: CallSpan, _ occupancy: inout Occupancy) -> Int {
        let trunk = UInt64(UInt32(bitPattern: row.switch.number)) << 32 | UInt64(UInt32(bitPattern: row.trunk.number))
        if let number = known[trunk] { return number }
        let names = book.store.names
        let number = occupancy.number(of: directory.lines(ofTrunk: names.text(.trunk, row.trunk), names.text(.switch, row.switch)))
        known[trunk] = number
        return number
    }
}

extension SiteState {
    /// How many trunks a group has.
    var lines: [String: Int] {
        Dictionary(site.trunks.map { (reporting.lines(ofTrunk: $0.id.text, $0.switch.text), 1) }, uniquingKeysWith: +)
    }
}
