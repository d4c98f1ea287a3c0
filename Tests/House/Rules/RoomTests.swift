import Testing

/// The rooms, three times the same: the table in docs/architecture.md, Package.swift, and what the files import.
struct RoomTests {
    /// Open to every room (the pure core has its own rule).
    private static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization", "Dispatch", "RegexBuilder",
    ]
    /// Modules that come with a product and whose members its users need.
    private static let comesWith: [String: Set<String>] = [
        "Hummingbird": [
            "HummingbirdCore", "HTTPTypes", "NIOHTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOConcurrencyHelpers", "Logging",
            "AsyncAlgorithms",
        ],
        "HummingbirdTLS": ["HummingbirdCore", "NIOSSL"],
        "ServiceLifecycle": ["UnixSignals", "Logging"],
        "GRDB": ["GRDBSQLite"], "Yams": ["CYaml"],
    ]

    /// The imports of a file that its room has no right to.
    private static func rule(_ plan: HousePlan) -> Rule {
        let rooms = plan.rooms
        return { file in
            guard let room = rooms[file.room] else { return [file.finding(1, "\(file.room) is no room of docs/architecture.md")] }
            let allowed = room.rooms.union(room.products).union(room.products.flatMap { comesWith[$0] ?? [] }).union(system)
            let code = file.code
            return code.indices.dropLast().compactMap { index in
                guard code[index].text == "import", code[index].kind == .word, code[index + 1].kind == .word else { return nil }
                // `import struct Foundation.Data` names its kind first.
                let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
                let module = kinds.contains(code[index + 1].text) && index + 2 < code.count ? code[index + 2] : code[index + 1]
                guard !allowed.contains(module.text) else { return nil }
                return file.finding(module.line, "\(file.room) may not import \(module.text) (docs/architecture.md)")
            }
        }
    }

    private func manifest() throws -> HousePlan { try HousePlan.manifest(try Repository.text("Package.swift")) }

    @Test func documentSaysWhatThePackageSays() throws {
        let built = try manifest()
        let told = HousePlan.document(try Repository.text("docs/architecture.md"))
        #expect(built.rooms.count > 15)
        for name in Set(built.rooms.keys).union(told.rooms.keys).sorted() {
            #expect(built.rooms[name] == told.rooms[name], "\(name): Package.swift and docs/architecture.md differ")
        }
    }

    @Test func holds() throws { hold(Self.rule(try manifest()), in: try Repository.swift("Sources")) }

    @Test func noRoomStandsInACircle() throws {
        let rooms = try manifest().rooms
        var placed: Set<String> = []
        while let next = rooms.first(where: { !placed.contains($0.key) && $0.value.rooms.isSubset(of: placed) }) { placed.insert(next.key) }
        #expect(placed == Set(rooms.keys))
    }

    @Test func fires() throws {
        let text = """
            let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
            let allRooms: [Room] = [
                Room(name: "Money"),
                Room(
                    name: "Site",
                    rooms: ["Money"], products: [yams], embeds: ["Numbering"]),
            ]
            """
        var plan = try HousePlan.manifest(text)
        plan.rooms["tollbook"] = nil
        #expect(plan == HousePlan(rooms: ["Money": .init(), "Site": .init(rooms: ["Money"], products: ["Yams"])]))
        #expect(
            plan
                == HousePlan.document(
                    "| room | x | imports |\n| --- |\n| `Money` | one | – | no |\n| `Site` | two | `Money`, Yams | `no` |\n"))
        let source = "import Money\nimport Yams\npublic import Store\nimport struct Foundation.Data\nimport struct Rating.Rate\n"
        plant(source, at: "Sources/Site/Planted.swift", Self.rule(plan), fires: [3, 5])
        plant("import Site\n", at: "Sources/Money/Planted.swift", Self.rule(plan), fires: [1])
        plant("let a = 1\n", at: "Sources/Attic/Planted.swift", Self.rule(plan), fires: [1])
    }
}
