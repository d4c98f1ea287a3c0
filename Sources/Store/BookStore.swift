public import Model
public import Money
public import Time

/// What a book can do, whichever database is under it; tests and the other rooms see this. All calls block, are safe from any thread, and
/// are whole or not there.
public protocol BookStore: AccountStore {
    var folder: String { get }
    var identity: BookIdentity { get }
    var names: Names { get }

    // The way in
    func beginImport(_ start: ImportStart, position: RawPosition?, step: StepNote?) throws(StoreError) -> Int64
    func store(_ batch: CallBatch, from origin: BatchOrigin, settle: LegSettling?) throws(StoreError) -> StoreResult
    func store(_ orders: [StoreOrder]) throws(StoreError) -> [StoreResult]
    func finishImport(_ number: Int64, _ state: ImportState, message: String, at finished: Instant) throws(StoreError)
    func imports(before: Int64?, limit: Int) throws(StoreError) -> [ImportInfo]
    func importInfo(_ number: Int64) throws(StoreError) -> ImportInfo
    func newestImport(of source: NameNumber) throws(StoreError) -> ImportInfo?
    func newestImports(of source: NameNumber, limit: Int) throws(StoreError) -> [ImportInfo]
    func importedCalls() throws(StoreError) -> Int64
    func runningImports() throws(StoreError) -> [ImportInfo]
    func position(of source: NameNumber) throws(StoreError) -> RawPosition?
    func formats(of switch: String) throws(StoreError) -> [NameNumber: String]
    func source(
        among sources: [NameNumber], of switch: NameNumber, from first: WallTime, to last: WallTime
    ) throws(StoreError) -> NameNumber?
    func rerate(
        _ rule: RerateRule, chunk: Int, step: RerateStep?, proceed: (RerateResult) -> Bool
    ) throws(StoreError) -> RerateResult

    // Out
    func calls(_ query: CallQuery) throws(StoreError) -> CallPage
    func call(id: String) throws(StoreError) -> CallRow
    func legs(of row: CallRow) throws(StoreError) -> [CallRow]
    func eachCall(_ filter: CallFilter, chunk: Int, _ body: (CallRow) throws -> Bool) throws
    func tally(_ query: TallyQuery) throws(StoreError) -> BookTally
    func tally(_ query: TallyQuery, finals precision: LinePrecision) throws(StoreError) -> BookTally
    func summary(_ query: SummaryQuery) throws(StoreError) -> [SummaryRow]
    func summaries(_ query: SummaryQuery, by groupings: [[SummaryGroup]]) throws(StoreError) -> [[SummaryRow]]
    func changes(after cursor: String?, limit: Int) throws(StoreError) -> ChangePage
    func newestStart() throws(StoreError) -> Instant?

    // What waits for a person
    func problemCounts(unassigned: [String]) throws(StoreError) -> BookProblemCounts
    func unrated(prefixDigits: Int, limit: Int, looked: Int) throws(StoreError) -> [UnratedGroup]
    func seenNames(_ kind: SeenName.Kind, looked: Int) throws(StoreError) -> [SeenName]
    func unassignedNumbers(of parties: [String], limit: Int, looked: Int) throws(StoreError) -> [UnassignedNumber]
    func skips(of importNumber: Int64, after: Int64, limit: Int) throws(StoreError) -> [ListedSkip]
    func conflicts(decided: Bool, before: Int64?, limit: Int) throws(StoreError) -> [Conflict]
    func conflict(_ number: Int64) throws(StoreError) -> Conflict
    func decide(
        _ number: Int64, _ decision: ConflictDecision, reason: String, journal: JournalNote, step: StepNote?, settle: LegSettling?
    ) throws(StoreError) -> String?

    func correct(
        _ order: CorrectionOrder, journal: JournalNote, step: StepNote, settle: @escaping LegSettling
    ) throws(StoreError) -> Correction
    func corrections(of row: CallRow) throws(StoreError) -> [Correction]
    func corrections(before: Int64?, limit: Int) throws(StoreError) -> [Correction]

    // Charges that are proposed beside those that stand
    func beginRerating(why: String, site: Int64, note: JournalNote, job: (Int64) -> JobRecord) throws(StoreError) -> Int64
    func propose(
        _ number: Int64, _ rule: RerateRule, chunk: Int, concerns: ReratingConcern, proceed: (ReratingRecord) throws -> Bool
    ) throws -> Bool
    func acceptRerating(_ number: Int64, note: JournalNote, job: JobRecord) throws(StoreError)
    func takeOver(
        _ number: Int64, _ rule: RerateRule, chunk: Int, step: RerateStep, proceed: (ReratingRecord) throws -> Bool
    ) throws -> Bool
    func stopRerating(_ number: Int64, _ state: ReratingState, message: String, at now: Instant) throws(StoreError)
    func dropRerating(_ number: Int64, note: JournalNote) throws(StoreError)
    func reratings(limit: Int) throws(StoreError) -> [ReratingRecord]
    func rerating(_ number: Int64) throws(StoreError) -> ReratingRecord
    func reratingSums(_ number: Int64) throws(StoreError) -> [ReratingSum]
    func reratingCalls(_ number: Int64, bill: Int64?, after: String?, limit: Int) throws(StoreError) -> ReratingPage

    // What people configured
    func append(_ note: JournalNote) throws(StoreError) -> Int64
    func journal(before: Int64?, limit: Int) throws(StoreError) -> [JournalEntry]
    func appendSite(
        _ site: SiteDocument, versions: [RateVersionKey], note: JournalNote, hash: ([UInt8]) -> [UInt8]
    ) throws(StoreError) -> (number: Int64, ids: [Int32])
    func site(_ number: Int64?) throws(StoreError) -> SiteDocument?
    func rateVersions() throws(StoreError) -> [RateVersion]

    // What the collection told
    func sequence(of source: NameNumber) throws(StoreError) -> (first: Int64, last: Int64)?
    func gaps(of source: NameNumber, open: Bool, limit: Int) throws(StoreError) -> [GapInfo]
    func openGaps(of source: NameNumber) throws(StoreError) -> (gaps: Int64, records: Int64)
    func openSessions(limit: Int) throws(StoreError) -> [OpenSession]
    func openSessions(of source: NameNumber, silentSince: Instant) throws(StoreError) -> (open: Int64, silent: Int64)
    func endSession(_ key: [UInt8], of switchNumber: NameNumber, journal note: JournalNote) throws(StoreError)
    func hours(of source: NameNumber) throws(StoreError) -> [(hour: Int64, records: Int64)]

    // Secrets
    func beginRun(_ run: ScheduleRun) throws(StoreError) -> Bool
    func finishRun(
        _ run: ScheduleRun, _ messages: [(draft: OutboxDraft, files: [OutboxFile])], journal note: JournalNote?
    ) throws(StoreError)
    func raise(_ messages: [(draft: OutboxDraft, files: [OutboxFile])], at now: Instant) throws(StoreError) -> Int
    func lastDue(of schedule: ScheduleID) throws(StoreError) -> ScheduleRun?
    func runs(of schedule: ScheduleID?, limit: Int) throws(StoreError) -> [ScheduleRun]
    func files(of message: Int64) throws(StoreError) -> [OutboxFile]
    func ownReports() throws(StoreError) -> [OwnReport]
    func keep(_ report: OwnReport, journal note: JournalNote) throws(StoreError)
    func removeReport(_ id: String, journal note: JournalNote) throws(StoreError)
    func secrets() throws(StoreError) -> [SealedSecret]
    func secret(_ name: String) throws(StoreError) -> SealedSecret?
    func keep(_ secrets: [SealedSecret], journal note: JournalNote) throws(StoreError)
    func removeSecret(_ name: String, journal note: JournalNote) throws(StoreError)

    // What makes the book again
    func steps(after number: Int64, limit: Int) throws(StoreError) -> [Step]
    func stretches(of source: NameNumber) throws(StoreError) -> [ImportedStretch]
    func formatVersion(_ id: String, _ bytes: [UInt8], hash: [UInt8], at now: Instant) throws(StoreError) -> Int64
    func formatVersion(_ number: Int64) throws(StoreError) -> (id: String, bytes: [UInt8])

    // Work that waits
    func enqueue(_ job: JobRecord) throws(StoreError) -> Int64
    func recoverJobs() throws(StoreError)
    func leaseJob(owner: String, now: Instant, until: Instant, only: Int64?) throws(StoreError) -> JobRecord?
    func progressJob(_ id: Int64, owner: String, done: Int64, total: Int64, until: Instant) throws(StoreError) -> Bool
    func finishJob(
        _ id: Int64, owner: String, _ state: JobState, message: String, result: String?, at now: Instant
    ) throws(StoreError)
    func cancelJob(_ id: Int64, at now: Instant) throws(StoreError)
    func job(_ id: Int64) throws(StoreError) -> JobRecord
    func jobs(limit: Int) throws(StoreError) -> [JobRecord]

    // Messages that go out
    func raise(_ drafts: [OutboxDraft], at now: Instant) throws(StoreError) -> Int
    func outbox(state: DeliveryState?, digest: Int64?, before: Int64?, limit: Int) throws(StoreError) -> [OutboxItem]
    func outboxItem(_ id: Int64) throws(StoreError) -> OutboxItem
    func outboxCount(digest: Int64) throws(StoreError) -> Int
    func outboxCounts() throws(StoreError) -> OutboxCounts
    func outboxWaiting() throws(StoreError) -> Int64
    func acknowledge(_ id: Int64?, note: JournalNote) throws(StoreError)
    func sendAgain(_ id: Int64, note: JournalNote) throws(StoreError)
    func hasDelivery(_ channel: DeliveryChannel, at now: Instant) throws(StoreError) -> Bool
    func dueRecipients(_ channel: DeliveryChannel, at now: Instant) throws(StoreError) -> [String]
    func collectsDigest() throws(StoreError) -> Bool
    func takeDeliveries(_ channel: DeliveryChannel, to recipient: String?, at now: Instant, limit: Int) throws(StoreError) -> [OutboxItem]
    func throttleDeliveries(at now: Instant, pace: DeliveryPace, most: (AlertRuleID) -> Int) throws(StoreError)
    func finishDelivery(_ id: Int64, _ outcome: DeliveryOutcome, next: Instant?) throws(StoreError)
    func recoverDeliveries() throws(StoreError)
    func lastMail() throws(StoreError) -> OutboxItem?
    func forgetDeliveries(before moment: Instant) throws(StoreError)

    // Upkeep
    func check() throws(StoreError) -> [BookProblem]
    func rebuildSummaries() throws(StoreError)
    func backup(to path: String, progress: (_ done: Int, _ total: Int) -> Bool) throws(StoreError)
    func close() throws(StoreError)
}
