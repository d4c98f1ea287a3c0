import Foundation
import Model
import Reading

/// What is known of numbers before a site says anything: files of `Numbering/`, part of the program.
/// `WORLD.yaml` names the country codes; `<ISO 3166>.yaml` describes one country.
struct NumberingData: Sendable {
    struct Entry: Sendable, Hashable {
        var prefix: String
        var type: CallTypeID
        var destination: String
        var short = false
        /// Dialled without trunk prefix and area code although no short number: normalisation puts both before it (1800 in Viet Nam).
        var unprefixed = false
    }

    var countryCode = ""
    var entries: [Entry] = []

    static let world: NumberingData = load("WORLD") ?? NumberingData()

    /// By ISO 3166 code.
    static let countries: [String: NumberingData] = {
        var countries: [String: NumberingData] = [:]
        for (path, _) in EmbeddedFiles.encoded {
            let name = String(path.description.dropFirst("Numbering/".count).dropLast(".yaml".count))
            if name.utf8.count == 2 { countries[name] = load(name) }
        }
        return countries
    }()

    private static func load(_ name: String) -> NumberingData? {
        let path = "Numbering/\(name).yaml"
        guard let encoded = EmbeddedFiles.encoded.first(where: { $0.path.description == path }),
            let data = Data(base64Encoded: encoded.base64.description)
        else { return nil }
        let (numbering, problems) = read(file: path, bytes: Array(data))
        return problems.hasErrors ? nil : numbering
    }

    /// Reads one file of numbering data. Its form: `country`, `name`, `countryCode`, `sources`, and `entries`, each with `prefix`
    /// (one or a list), `type`, `destination` and, where it is so, `short` or `unprefixed`.
    static func read(file: String, bytes: [UInt8]) -> (NumberingData, Problems) {
        var problems = Problems()
        var result = NumberingData()
        let root: Node
        do throws(Problem) { root = try YAMLReader.read(file: file, bytes: bytes) } catch { return (result, Problems(error)) }
        var fields = Fields(root, path: "", file: file, &problems)
        for key in ["country", "name"] { _ = fields.text(key, &problems) }
        if fields.texts("sources", &problems).isEmpty {
            problems.add(fields.problem("sources", "No source is named.", mend: "Say where the data are from."))
        }
        result.countryCode = fields.text("countryCode", &problems) ?? ""
        for item in fields.list("entries", &problems) {
            var entry = Fields(item.node, path: item.path, file: file, &problems)
            let short = entry.flag("short", &problems) ?? false
            let unprefixed = entry.flag("unprefixed", &problems) ?? false
            let type = CallTypeID(entry.requiredText("type", &problems) ?? "")
            if !CallType.standard.contains(where: { $0.id == type }) {
                problems.add(entry.problem("type", "Not a standard type.", mend: "See CallType.standard."))
            }
            let destination = entry.requiredText("destination", &problems) ?? ""
            for prefix in entry.texts("prefix", &problems) {
                if let wrong = PrefixForm.wrong(prefix, short: short) {
                    problems.add(entry.problem("prefix", wrong.message, mend: wrong.mend))
                }
                result.entries.append(Entry(prefix: prefix, type: type, destination: destination, short: short, unprefixed: unprefixed))
            }
            entry.close(&problems)
        }
        fields.close(&problems)
        return (result, problems)
    }
}
