import GRDBSQLite
import Model
import Money
import Time

/// The limit: a bare loop of SQLite's C interface that writes the same tables, indexes and summaries of a book's file, with the
/// same journal, synchronous mode and batch, and looks at nothing.
final class ImportBenchBare {
    private var connection: OpaquePointer?
    private var insert: OpaquePointer?
    private var addDay: OpaquePointer?
    private var addHour: OpaquePointer?
    private var note: OpaquePointer?
    /// Keys of the calls of a row of changes.
    private var keys: [UInt8] = []
    private var noted: Int64 = 0
    private var through: Int64 = 0
    /// Sums by (day of the batch, party, type, direction) and (day, hour, trunk, type, direction), found by plain arithmetic.
    private var days: [Sums] = []
    private var hours: [Sums] = []
    private var touchedDays: [Int] = []
    private var touchedHours: [Int] = []

    struct Sums {
        var calls: Int64 = 0
        var answered: Int64 = 0
        var seconds: Int64 = 0
        var price: Int64 = 0
        var cost: Int64 = 0
    }

    /// - Parameter path: the `book.sqlite` of a new book.
    init(path: String) {
        BareSQLite.check(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil))
        for pragma in [
            "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -49152", "wal_autocheckpoint = 4000",
            "journal_size_limit = 67108864", "temp_store = MEMORY",
        ] { BareSQLite.check(sqlite3_exec(connection, "PRAGMA " + pragma, nil, nil, nil)) }
        let columns = """
            stamp, switch, called, calling, leg, start, day, hour, flags, duration, ring, span, talk, pulses, party, trunk, account, \
            extension, address, destination, type, source, raw_offset, raw_count, link, given, given_currency, price_state, \
            price_reason, price_amount, price_currency, price_version, price_row, cost_state, cost_reason, cost_amount, \
            cost_currency, cost_version, cost_row
            """
        let marks = { (count: Int) in Array(repeating: "?", count: count).joined(separator: ",") }
        insert = BareSQLite.prepare(connection, "INSERT INTO \"call\" (\(columns)) VALUES (\(marks(39))) ON CONFLICT DO NOTHING")
        let sums = "calls, answered, unrated, seconds, price, cost"
        let add =
            "calls = calls + excluded.calls, answered = answered + excluded.answered, seconds = seconds + excluded.seconds, "
            + "price = price + excluded.price, cost = cost + excluded.cost"
        let dayKey = "day, party, type, direction, currency"
        addDay = BareSQLite.prepare(
            connection, "INSERT INTO summary_day (\(dayKey), \(sums)) VALUES (\(marks(11))) ON CONFLICT DO UPDATE SET \(add)")
        let hourKey = "day, hour, trunk, type, direction, currency"
        addHour = BareSQLite.prepare(
            connection, "INSERT INTO summary_hour (\(hourKey), \(sums)) VALUES (\(marks(12))) ON CONFLICT DO UPDATE SET \(add)")
        note = BareSQLite.prepare(connection, "INSERT INTO call_change (mark, calls, through, keys) VALUES (?, ?, ?, ?)")
        days = Array(repeating: Sums(), count: 4 * 128 * 8 * 4 * 2)
        hours = Array(repeating: Sums(), count: 4 * 24 * 32 * 8 * 4 * 2)
    }

    deinit {
        for statement in [insert, addDay, addHour, note] { sqlite3_finalize(statement) }
        sqlite3_close(connection)
    }

    func write(_ batch: CallBatch) {
        BareSQLite.check(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil))
        let first = batch.calls.first?.day.number ?? 0
        batch.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            for call in batch.calls {
                write(call, base, first)
                change(call, base)
            }
        }
        noteChanges()
        flush(first)
        BareSQLite.check(sqlite3_exec(connection, "COMMIT", nil, nil, nil))
    }

    /// The call's key goes into the list of changes, a thousand in a row.
    private func change(_ call: StoredCall, _ base: UnsafeRawPointer) {
        keys.append(0)
        withUnsafeBytes(of: call.stamp.seconds.bigEndian) { keys.append(contentsOf: $0) }
        withUnsafeBytes(of: call.switch.number.bigEndian) { keys.append(contentsOf: $0) }
        for text in [call.called, call.calling, call.leg] {
            withUnsafeBytes(of: UInt32(text.count).bigEndian) { keys.append(contentsOf: $0) }
            keys.append(contentsOf: UnsafeRawBufferPointer(start: base + Int(text.offset), count: Int(text.count)))
        }
        noted += 1
        if noted == 1000 { noteChanges() }
    }

    private func noteChanges() {
        guard noted > 0 else { return }
        through += noted
        for (column, value) in [through, noted, through].enumerated() { sqlite3_bind_int64(note, Int32(column + 1), value) }
        keys.withUnsafeBytes { bytes in
            sqlite3_bind_blob(note, 4, bytes.baseAddress, Int32(bytes.count), nil)
            BareSQLite.check(sqlite3_step(note))
        }
        sqlite3_reset(note)
        keys.removeAll(keepingCapacity: true)
        noted = 0
    }

    private func write(_ call: StoredCall, _ base: UnsafeRawPointer, _ first: Int32) {
        var column: Int32 = 0
        func number(_ value: Int64) {
            column += 1
            sqlite3_bind_int64(insert, column, value)
        }
        func text(_ text: TextRef) {
            column += 1
            sqlite3_bind_blob(insert, column, base + Int(text.offset), Int32(text.count), nil)
        }
        number(call.stamp.seconds)
        number(Int64(call.switch.number))
        text(call.called)
        text(call.calling)
        text(call.leg)
        number(call.start.seconds)
        number(Int64(call.day.number))
        number(Int64(call.hour))
        number(Int64(call.direction.rawValue) | Int64(call.answer.rawValue) << 3 | (call.answered ? 32 : 0))
        number(Int64(call.duration))
        number(Int64(call.ring))
        number(Int64(call.span))
        number(Int64(call.talk))
        number(Int64(call.pulses))
        number(Int64(call.party.number))
        number(Int64(call.trunk.number))
        number(Int64(call.account.number))
        number(Int64(call.extension.number))
        number(Int64(call.address.number))
        number(Int64(call.destination.number))
        number(Int64(call.callType.number))
        number(Int64(call.source.number))
        number(call.rawOffset)
        number(Int64(call.rawCount))
        text(call.link)
        text(call.given)
        text(call.givenCurrency)
        bind(call.price, &column)
        bind(call.cost, &column)
        BareSQLite.check(sqlite3_step(insert))
        sqlite3_reset(insert)
        let kind = (Int(call.callType.number) * 4 + Int(call.direction.rawValue)) * 2 + (call.price.charge == nil ? 0 : 1)
        let day = Int(call.day.number - first)
        let inDays = (day * 128 + Int(call.party.number)) * 64 + kind
        if days[inDays].calls == 0 { touchedDays.append(inDays) }
        add(call, &days[inDays])
        let inHours = ((day * 24 + Int(call.hour)) * 32 + Int(call.trunk.number)) * 64 + kind
        if hours[inHours].calls == 0 { touchedHours.append(inHours) }
        add(call, &hours[inHours])
    }

    private func bind(_ outcome: Outcome, _ column: inout Int32) {
        sqlite3_bind_int64(insert, column + 1, Int64(outcome.state.rawValue))
        sqlite3_bind_int64(insert, column + 2, Int64(outcome.reason.rawValue))
        if let charge = outcome.charge {
            sqlite3_bind_int64(insert, column + 3, charge.amount.millionths)
            sqlite3_bind_int64(insert, column + 4, Int64(charge.currency.packed))
            sqlite3_bind_int64(insert, column + 5, Int64(charge.version))
            sqlite3_bind_int64(insert, column + 6, Int64(charge.row))
        } else {
            for empty in column + 3...column + 6 { sqlite3_bind_null(insert, empty) }
        }
        column += 6
    }

    private func add(_ call: StoredCall, _ sums: inout Sums) {
        sums.calls += 1
        sums.answered += call.answered ? 1 : 0
        sums.seconds += Int64(call.talk)
        sums.price += call.price.charge?.amount.millionths ?? 0
        sums.cost += call.cost.charge?.amount.millionths ?? 0
    }

    private func flush(_ first: Int32) {
        for index in touchedDays {
            let key = [Int64(first) + Int64(index / 8192), Int64(index / 64 % 128)]
            step(addDay, key, index, days[index])
            days[index] = Sums()
        }
        for index in touchedHours {
            let key = [Int64(first) + Int64(index / 49_152), Int64(index / 2048 % 24), Int64(index / 64 % 32)]
            step(addHour, key, index, hours[index])
            hours[index] = Sums()
        }
        touchedDays.removeAll(keepingCapacity: true)
        touchedHours.removeAll(keepingCapacity: true)
    }

    private func step(_ statement: OpaquePointer?, _ key: [Int64], _ index: Int, _ sums: Sums) {
        let kind = [Int64(index / 8 % 8), Int64(index / 2 % 4), index % 2 == 0 ? 0 : Int64(Currency.usd.packed)]
        let values = key + kind + [sums.calls, sums.answered, 0, sums.seconds, sums.price, sums.cost]
        for (column, value) in values.enumerated() { sqlite3_bind_int64(statement, Int32(column + 1), value) }
        BareSQLite.check(sqlite3_step(statement))
        sqlite3_reset(statement)
    }
}
