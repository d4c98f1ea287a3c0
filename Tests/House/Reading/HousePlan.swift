import Foundation

/// The rooms and what each may import, as Package.swift or docs/architecture.md tells it.
struct HousePlan: Equatable {
    struct Room: Equatable {
        var rooms: Set<String> = []
        var products: Set<String> = []
    }
    var rooms: [String: Room] = [:]

    /// The `Room(…)` table of the manifest, and its list of what the command imports.
    static func manifest(_ text: String) throws -> HousePlan {
        var plan = HousePlan()
        let products = text.matches(of: /let (\w+): Target\.Dependency = \.(?:product|target)\(name: "(\w+)"/)
            .reduce(into: [String: String]()) { $0[String($1.1)] = String($1.2) }
        let table = text.components(separatedBy: "let allRooms: [Room] = [")
        let entries = table.last?.components(separatedBy: "\n]").first ?? ""
        for entry in entries.components(separatedBy: "Room(").dropFirst() {
            guard let name = entry.firstMatch(of: /name:\s*"(\w+)"/)?.1 else { continue }
            plan.rooms[String(name)] = Room(
                rooms: Set(quoted(list("rooms", in: entry))),
                products: Set(list("products", in: entry).matches(of: /\w+/).map { products[String($0.0)] ?? String($0.0) }))
        }
        let command = text.components(separatedBy: "let commandRooms = [").last?.components(separatedBy: "]").first ?? ""
        let imports = text.firstMatch(of: /name: "tollbook", dependencies: named\(commandRooms\) \+ \[([\w, ]*)\]/)?.1 ?? ""
        plan.rooms["tollbook"] = Room(
            rooms: Set(quoted(command)), products: Set(imports.matches(of: /\w+/).map { products[String($0.0)] ?? String($0.0) }))
        return plan
    }

    /// The lines of the table of rooms: rooms in backticks, products of others in plain letters, – for none.
    static func document(_ text: String) -> HousePlan {
        var plan = HousePlan()
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 3 else { continue }
            let rooms = cells[2].matches(of: /`(\w+)`/).map { String($0.1) }
            let rest = cells[2].replacing(/`\w+`/, with: "")
            plan.rooms[cells[0].replacing("`", with: "")] = Room(
                rooms: Set(rooms), products: Set(rest.matches(of: /\w+/).map { String($0.0) }))
        }
        return plan
    }

    private static func list(_ label: String, in entry: String) -> String {
        guard let start = entry.range(of: "\(label): [") else { return "" }
        return String(entry[start.upperBound...].prefix { $0 != "]" })
    }

    private static func quoted(_ text: String) -> [String] { text.matches(of: /"(\w+)"/).map { String($0.1) } }
}
