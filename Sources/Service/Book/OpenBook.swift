import Glibc
public import Model
import Rating
import RawLog
import Reporting
import Site
public import Store
import Synchronization
public import Time

/// A book with everything that a person or program can do with it: each use case is one function, which checks the caller's rights and
/// writes the journal. The command line, the pages and the API call the same ones.
public final class OpenBook: Sendable {
    /// What a book is opened for.
    public enum Purpose: Sendable {
        /// Imports, configuration, serving: one process at a time.
        case writing
        /// Bills and lists, beside a running server too.
        case reading
    }

    public let store: Book
    let raw: RawFolder
    let loader: SiteLoader
    /// What time it is.
    public let clock: @Sendable () -> Instant
    /// Imports that run inside this process.
    public let runner = ImportRunner()
    let replays = ReplayRunner()
    let whatIfs = PatientRunner<WhatIfReport>(
        busy: "another what-if runs at this moment. Wait until it is done, then ask again.", kept: .seconds(60), isToldOnce: false)
    /// Held while something takes from the raw logs or decodes them again: how many replays were stored, after which lanes are made anew.
    let intake = Mutex<Int>(0)
    private let current = Mutex<SiteState?>(nil)
    let catalogue = Mutex<ReportCatalogue?>(nil)
    private let former = Mutex(FormerSites())

    init(_ store: Book, loader: SiteLoader, clock: @escaping @Sendable () -> Instant) {
        self.store = store
        self.loader = loader
        self.clock = clock
        raw = RawFolder(path: store.folder + "/raw")
    }

    /// Opens a book that is there.
    public static func open(
        _ path: String, for purpose: Purpose, loader: SiteLoader = SiteLoader(), clock: @escaping @Sendable () -> Instant = systemClock
    ) throws -> OpenBook {
        OpenBook(try Book(path: path, access: purpose == .writing ? .writer : .reader), loader: loader, clock: clock)
    }

    /// The machine's clock, in whole seconds.
    public static let systemClock: @Sendable () -> Instant = { Instant(seconds: Int64(time(nil))) }

    // MARK: The site

    /// The site as it is now, compiled; made once for each change of it.
    public func site() throws -> SiteState {
        try current.withLock { cached in
            if let cached { return cached }
            let state = try state(store.site())
            cached = state
            return state
        }
    }

    /// After a change of the site.
    func forgetSite() { current.withLock { $0 = nil } }

    /// The site in which a version stood that priced a call, for the call's trace.
    func site(ofVersion number: Int32) throws -> SiteState {
        let now = try site()
        if now.rater.version(numbered: number) != nil { return now }
        return try former.withLock { sites in
            if sites.versions[number] == nil {
                for version in try store.rateVersions() { sites.versions[version.id] = version.site }
            }
            guard let site = sites.versions[number] else { return now }
            return try sites.state(site) { try state(store.site(site)) }
        }
    }

    /// The site by whose rules a call got a charge.
    func site(of charge: Charge, on row: CallRow) throws -> SiteState {
        try site(numbered: row.site, of: charge.version)
    }

    /// - Parameter number: of the site document by whose rules a call was charged last.
    func site(numbered number: Int32, of version: Int32) throws -> SiteState {
        if number > 0 {
            let state = try site(numbered: Int64(number))
            if state.rater.version(numbered: version) != nil { return state }
        }
        // Of a call that was stored before that was noted, or whose other charge was made later.
        return try site(ofVersion: version)
    }

    /// The site as it was, compiled.
    func site(numbered number: Int64) throws -> SiteState {
        let now = try site()
        return now.number == number ? now : try former.withLock { sites in try sites.state(number) { try state(store.site(number)) } }
    }

    /// Earlier states of the site: which one each version stood in, and the last few that were asked for.
    private struct FormerSites {
        static let most = 8
        var versions: [Int32: Int64] = [:]
        var states: [SiteState] = []

        mutating func state(_ number: Int64, _ make: () throws -> SiteState) rethrows -> SiteState {
            if let known = states.firstIndex(where: { $0.number == number }) {
                // The one asked for last goes last.
                states.append(states.remove(at: known))
                return states[states.count - 1]
            }
            let state = try make()
            states.append(state)
            if states.count > FormerSites.most { states.removeFirst() }
            return state
        }
    }

    func state(_ document: SiteDocument?) throws -> SiteState {
        guard let document else { return SiteState(number: 0, site: Site(), registered: []) }
        let reading = loader.read(file: document.name, document.main) { document.files[$0] }.result
        guard let site = reading.site else {
            // A zone's file that could not be opened looks like a zone that is not there.
            try FileSystem.requireRoom()
            throw reading.problems
        }
        return SiteState(number: document.number, site: site, registered: try store.rateVersions())
    }

    /// The site's.
    public func zone() throws -> Zone { try site().site.settings.zone }

    /// The site's day now.
    public func today() throws -> CivilDay { try site().site.settings.zone.wall(clock()).day }

    /// The name under which the book stands in addresses.
    public var id: BookID {
        let name = store.folder.split(separator: "/").last.map(String.init) ?? "book"
        let plain = (name.hasSuffix(".book") ? String(name.dropLast(5)) : name).lowercased()
        return BookID(BookID.isValid(plain) ? plain : "book")
    }

    /// - Throws: that the caller may not do this.
    func require(_ right: Right, _ caller: Caller) throws {
        guard caller.may(right, in: id) else { throw ServiceError.notAllowed(right) }
    }

    /// The entry that goes into the journal with an act.
    func note(_ caller: Caller, _ action: String, _ subject: String, before: String? = nil, after: String? = nil) -> JournalNote {
        JournalNote(at: clock(), actor: caller.name, action: action, subject: subject, before: before, after: after)
    }
}

/// Why a use case is refused, in words for people.
public enum ServiceError: Error, Sendable, CustomStringConvertible {
    case notAllowed(Right)
    case noSite(book: String)
    case unknown(what: String, name: String)
    case nothingToBill(String, DayRange)
    case refused(String)

    public var description: String {
        switch self {
        case .notAllowed(let right): "you may not do this: the right \"\(right.rawValue)\" is missing. An administrator can give it."
        case .noSite(let book): "the book \(book) has no site yet. `tollbook site import --book \(book) site.yaml` gives it one."
        case .unknown(let what, let name): "there is no \(what) \"\(name)\"."
        case .nothingToBill(let party, let days):
            "\(party) has no calls to bill from \(days.first) to \(days.last) that are on no bill, and no recurring charge is due."
        case .refused(let reason): reason
        }
    }
}
