import Foundation
import Model
import Reading
import Synchronization

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

    /// How numbers are dialled in the country.
    struct Dialling: Sendable, Hashable {
        var trunkPrefix = ""
        var internationalPrefix: [String] = []
    }

    var countryCode = ""
    /// `nil` where the file says nothing of it.
    var dialPlan: Dialling?
    var entries: [Entry] = []

    static let world: NumberingData = load("WORLD") ?? NumberingData()

    /// ISO 3166 codes of all countries with data.
    static let countries: Set<String> = {
        let names = EmbeddedFiles.encoded.map { path, _ in String(path.description.dropFirst("Numbering/".count).dropLast(".yaml".count)) }
        return Set(names.filter { $0.utf8.count == 2 })
    }()

    /// What was read so far: a program needs one or two of the many.
    private static let known = Mutex<[String: NumberingData]>([:])

    /// By ISO 3166 code; `nil` where there are no data.
    static func country(_ code: String) -> NumberingData? {
        guard countries.contains(code) else { return nil }
        return known.withLock { known in
            if let data = known[code] { return data }
            let data = load(code)
            known[code] = data
            return data
        }
    }

    private static func load(_ name: String) -> NumberingData? {
        let path = "Numbering/\(name).yaml"
        guard let encoded = EmbeddedFiles.encoded.first(where: { $0.path.description == path }),
            let data = Data(base64Encoded: encoded.base64.description)
        else { return nil }
        let (numbering, problems) = read(file: path, bytes: Array(data))
        return problems.hasErrors ? nil : numbering
    }

    /// Reads one file of numbering data. Its form: `country`, `name`, `countryCode`, `sources`, `dialPlan` (`trunkPrefix`,
    /// `internationalPrefix`), and `entries`, each with `prefix`
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
        if var inner = fields.fields("dialPlan", &problems) {
            result.dialPlan = dialling(&inner, &problems)
            inner.close(&problems)
        }
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

    private static func dialling(_ fields: inout Fields, _ problems: inout Problems) -> Dialling {
        let mend = "Write the digits that are dialled, in quotes."
        let trunk = fields.text("trunkPrefix", &problems, form: Form.isDigits, message: "Not digits alone.", mend: mend)
        let international = fields.texts(
            "internationalPrefix", &problems, form: Form.isDialled, message: "Not something to dial.", mend: mend)
        return Dialling(trunkPrefix: trunk ?? "", internationalPrefix: international)
    }
}
