/// The statements of which each runs once a call or once a summary cell. A dialect is one file of them: `HotSQL+SQLite.swift`
/// now, MariaDB's twin beside it later. All other SQL of the room is in the common part of both.
struct HotSQL: Sendable {
    /// Writes a record unless its key is there; the number of changed rows tells which. Parameters: `CallColumns.written`.
    let insertCall: String
    /// Adds to a summary cell, making it. Parameters: key, then calls, answered, unrated, seconds, price, cost.
    let addDay: String
    let addHour: String
    /// Removes a cell that came down to nothing. Parameters: key.
    let clearDay: String
    let clearHour: String
    /// Notes that calls of a party and day changed. Parameters: party, day, number of the change.
    let touch: String
}
