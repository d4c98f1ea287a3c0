internal import Foundation
internal import GRDB
public import Model
internal import Time

/// A stretch of a source's raw log that one import took: where its decoder began, and how far it came.
public struct ImportedStretch: Hashable, Sendable {
    public var start: ImportStart
    public var number: Int64
    public var isRunning: Bool
    /// Where its decoder stood at its begin.
    public var begin: RawPosition
    /// Offset up to which bytes were decoded and stored, and how the last batch ended.
    public var end: StepNote
}

extension Book {
    /// What the imports of a source took of its raw log, in their order. Imports that stored nothing are left out.
    public func stretches(of source: NameNumber) throws(StoreError) -> [ImportedStretch] {
        try read(StorePlace("step", "stretches")) { database in
            let begins = try Row.fetchAll(
                database,
                sql: """
                    SELECT import.*, step.detail AS decoder, step.fed AS begin_offset FROM import
                    JOIN step ON step.kind = 'begin' AND step.subject = import.number
                    WHERE import.source = ? ORDER BY import.number
                    """, arguments: [source.number])
            return try begins.compactMap { row -> ImportedStretch? in
                let info = try info(row, database)
                let last = try Row.fetchOne(
                    database, sql: "SELECT * FROM step WHERE kind = 'batch' AND subject = ? ORDER BY number DESC LIMIT 1",
                    arguments: [info.number])
                guard let last else { return nil }
                let decoder: Data = row["decoder"]
                let begin = RawPosition(source: source, offset: row["begin_offset"], line: 0, decoder: Array(decoder))
                return ImportedStretch(
                    start: info.start, number: info.number, isRunning: info.state == .running, begin: begin,
                    end: try Book.step(last).note)
            }
        }
    }
}
