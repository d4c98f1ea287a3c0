import Model
import Money
import Reading
import Time

extension SiteDraft {
    mutating func readSettings(_ root: inout Fields) {
        guard var fields = root.fields("site", &problems) else { return }
        var settings = SiteSettings()
        settings.name = fields.text("name", &problems) ?? ""
        settings.zone = zone(&fields, "zone") ?? .utc
        settings.country = country(&fields)
        settings.currency = fields.currency("currency", &problems) ?? .usd
        settings.linePrecision = linePrecision(&fields)
        settings.defaultTable = tables(&fields, "defaultTable")
        if let order = order(&fields, "tableOrder", TableOwner.self) {
            if Set(order) != Set(TableOwner.allCases) {
                problems.add(fields.problem("tableOrder", "Not both of trunk and party.", mend: "Write [trunk, party] or [party, trunk]."))
            }
            settings.tableOrder = order
        }
        if let order = order(&fields, "chargedParty", PartyKind.self) {
            if fields.node("chargedParty")?.list?.isEmpty == true {
                problems.add(fields.problem("chargedParty", "Nobody would be charged.", mend: "Write such as [account, extension]."))
            }
            settings.chargedParty = order
        }
        settings.legs = fields.choice("legs", LegRule.self, &problems) ?? .first
        settings.businessHours = businessHours(&fields)
        fields.close(&problems)
        site.settings = settings
    }

    private mutating func country(_ fields: inout Fields) -> String? {
        guard let text = fields.text("country", &problems) else { return nil }
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
            problems.add(fields.problem("country", "Not a country code.", mend: "Write two capital letters of ISO 3166 such as VN."))
            return nil
        }
        if !NumberingData.countries.contains(text) {
            let names = NumberingData.countries.sorted().joined(separator: ", ")
            problems.add(
                fields.problem(
                    "country", "There are no numbering data for this country; only country codes of the world are known.",
                    mend: "Write the country's own prefixes under `numbering`. Countries with data: \(names).", .warning))
        }
        return text
    }

    /// `{week: ["Mon-Fri 08:00-18:00"], holidays: [2026-12-25]}`
    private mutating func businessHours(_ fields: inout Fields) -> BusinessHours? {
        guard var inner = fields.fields("businessHours", &problems) else { return nil }
        defer { inner.close(&problems) }
        if !inner.has("week") {
            problems.add(inner.problem("week", "No hours of the week.", mend: "Write such as `week: [\"Mon-Fri 08:00-18:00\"]`."))
        }
        var hours = BusinessHours(week: weekTimes(&inner, "week"))
        hours.holidays = holidays(&inner)
        refuseEmptyLists(inner, but: "holidays")
        return hours
    }

    private mutating func linePrecision(_ fields: inout Fields) -> [Currency: Int] {
        guard var inner = fields.fields("linePrecision", &problems) else { return [:] }
        var precision: [Currency: Int] = [:]
        for entry in inner.node.map ?? [] {
            let digits = inner.integer(entry.key, in: 0...6, &problems)
            if let currency = Currency(entry.key) {
                precision[currency] = digits
            } else {
                problems.add(
                    Problem(
                        file: file, line: entry.line, field: inner.path, value: entry.key, message: "ISO 4217 knows no such currency.",
                        mend: "Write a code of three capital letters such as USD."))
            }
        }
        return precision
    }

    /// A list of names of an enum, each once; `nil` where the key is missing.
    private mutating func order<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ fields: inout Fields, _ key: String, _ type: Choice.Type
    ) -> [Choice]? {
        guard fields.node(key) != nil else { return nil }
        var order: [Choice] = []
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        for text in fields.texts(key, &problems) {
            if let choice = Choice(rawValue: text), !order.contains(choice) {
                order.append(choice)
            } else {
                let again = Choice(rawValue: text) != nil
                problems.add(
                    Problem(
                        file: file, line: fields.node(key)?.line, field: fields.path(key), value: text,
                        message: again ? "Stands twice." : "Not one of \(names).", mend: again ? "Name it once." : "Write these."))
            }
        }
        return order
    }

    /// `rawLog: {keep: 400 days, compress: true}`
    mutating func readRawLog(_ root: inout Fields) {
        guard var fields = root.fields("rawLog", &problems) else { return }
        if let text = fields.text("keep", &problems), text != "forever" {
            let words = text.split(separator: " ")
            let days = Int(words.first ?? "") ?? 0
            let isUnit = words.count == 1 || (words.count == 2 && ["day", "days"].contains(words[1]))
            if (1...36_600).contains(days), isUnit {
                site.rawLog.keepDays = days
            } else {
                problems.add(
                    fields.problem("keep", "Not a number of days.", mend: "Write such as 400 days (1 to 36600), or forever."))
            }
        }
        site.rawLog.isPacked = fields.flag("compress", &problems) ?? true
        fields.close(&problems)
    }
}
