internal import Foundation
internal import GRDB
public import Model
internal import Time

extension Book: AccountStore {
    public func users() throws -> [UserRecord] {
        try read(StorePlace("person", "list")) { database in
            try Row.fetchAll(database, sql: "SELECT * FROM person ORDER BY id").map { try Book.user($0, database) }
        }
    }

    public func user(named name: String) throws -> UserRecord? {
        try read(StorePlace("person", "named")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM person WHERE name = ?", arguments: [Data(name.utf8)])
                .map { try Book.user($0, database) }
        }
    }

    public func user(numbered number: UserNumber) throws -> UserRecord? {
        try read(StorePlace("person", "numbered")) { database in
            try Row.fetchOne(database, sql: "SELECT * FROM person WHERE id = ?", arguments: [number.value])
                .map { try Book.user($0, database) }
        }
    }

    public func addUser(_ record: UserRecord) throws -> UserNumber? {
        try write(StorePlace("person", "add")) { database in
            let name = Data(record.user.name.utf8)
            guard try Row.fetchOne(database, sql: "SELECT id FROM person WHERE name = ?", arguments: [name]) == nil else { return nil }
            try database.execute(
                sql: """
                    INSERT INTO person (name, role, disabled, password, one_time_digest, one_time_expires, generation)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """, arguments: Book.values(record))
            let number = database.lastInsertedRowID
            try Book.putGrants(record.user.grants, of: number, database)
            return UserNumber(number)
        }
    }

    public func replaceUser(_ record: UserRecord, ifGeneration generation: Int64) throws -> Bool {
        try write(StorePlace("person", "replace")) { database in
            let number = record.user.number.value
            try database.execute(
                sql: """
                    UPDATE person SET name = ?, role = ?, disabled = ?, password = ?, one_time_digest = ?, one_time_expires = ?,
                    generation = ? WHERE id = ? AND generation = ?
                    """, arguments: Book.values(record) + [number, generation])
            guard database.changesCount == 1 else { return false }
            try database.execute(sql: "DELETE FROM role_grant WHERE person = ?", arguments: [number])
            try Book.putGrants(record.user.grants, of: number, database)
            return true
        }
    }

    private static func values(_ record: UserRecord) -> StatementArguments {
        [
            Data(record.user.name.utf8), record.user.role.rawValue, record.user.disabled ? 1 : 0, record.password,
            Data(record.oneTimeDigest), record.oneTimeExpires.seconds, record.generation,
        ]
    }

    private static func putGrants(_ grants: [Grant], of person: Int64, _ database: Database) throws {
        for (number, grant) in grants.enumerated() {
            try database.execute(
                sql: "INSERT INTO role_grant (person, number, book, role, node) VALUES (?, ?, ?, ?, ?)",
                arguments: [person, number, grant.book?.text, grant.role.rawValue, grant.node?.text])
        }
    }

    /// A role that this program does not know gives no rights beyond a viewer's.
    private static func user(_ row: Row, _ database: Database) throws -> UserRecord {
        let number: Int64 = row["id"]
        let grants = try Row.fetchAll(
            database, sql: "SELECT book, role, node FROM role_grant WHERE person = ? ORDER BY number", arguments: [number]
        ).map { row in
            let book: String? = row[0]
            let node: String? = row[2]
            return Grant(
                book: book.map { BookID($0) }, role: Role(rawValue: row[1]) ?? .viewer, node: node.map { NodeID($0) })
        }
        let name: Data = row["name"]
        let digest: Data = row["one_time_digest"]
        let user = User(
            number: UserNumber(number), name: String(decoding: name, as: UTF8.self), role: Role(rawValue: row["role"]) ?? .viewer,
            grants: grants, disabled: row["disabled"])
        return UserRecord(
            user: user, password: row["password"], oneTimeDigest: Array(digest),
            oneTimeExpires: Instant(seconds: row["one_time_expires"]), generation: row["generation"])
    }
}
