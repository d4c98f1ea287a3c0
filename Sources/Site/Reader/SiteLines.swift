public import Model

/// Where the parts of a site stand in its files, kept beside the site: for messages, not part of what it is.
public struct SiteLines: Sendable {
    public struct Place: Hashable, Sendable {
        public var file: String
        /// 1-based.
        public var line: Int
        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }
    public struct VersionLines: Sendable {
        public var place: Place
        /// As many as the version's rows, in their order.
        public var rows: [Place] = []
        public init(place: Place) { self.place = place }
    }
    public struct TableLines: Sendable {
        public var place: Place
        /// As many as the table's versions, in their order.
        public var versions: [VersionLines] = []
        public init(place: Place) { self.place = place }
    }

    public var tables: [RateTableID: TableLines] = [:]
    /// As many as the rules of selection, in their order.
    public var selection: [Place] = []
    public var schedules: [ScheduleID: Place] = [:]
    public init() {}
}
