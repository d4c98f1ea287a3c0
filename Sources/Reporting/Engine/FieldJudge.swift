public import Model
import Site
public import Time

/// Judges conditions that need the site: contacts, countries and departments that were called, rows of rate tables. A call has of these
/// fields what a report that groups by them puts it under, so that a group and the list of its calls are the same calls.
public struct FieldJudge: Sendable {
    private let directory: ReportDirectory
    private let rateName: RateName
    private let contacts: ContactBook

    public init(_ directory: ReportDirectory, _ rateName: @escaping RateName) {
        (self.directory, self.rateName) = (directory, rateName)
        contacts = ContactBook(directory.site.contacts)
    }

    /// Whose a number outside is, as a switch has it; `nil`: no contact's.
    /// - Parameter isCaller: the number was told of a caller.
    public func contactName(_ number: String, of switch: String, isCaller: Bool) -> String? {
        contacts.contact(number, of: `switch`, isCaller: isCaller, directory)?.name
    }

    /// A filter with its conditions looked up among its own calls.
    /// - Parameter tally: how calls are told apart.
    public func judged(_ filter: CallFilter, _ tally: (TallyQuery) throws -> [TallyRow]) throws -> CallFilter {
        var judged = filter
        var calls = filter
        calls.tests.removeAll { $0.field.isLookedUp }
        judged.tests = try filter.tests.map { try self.judged($0, calls, tally) }
        return judged
    }

    /// Conditions looked up among the calls of some days.
    public func judged(_ tests: [FieldTest], _ days: DayRange, _ tally: (TallyQuery) throws -> [TallyRow]) throws -> [FieldTest] {
        try tests.map { try judged($0, CallFilter(days: days), tally) }
    }

    private func judged(_ test: FieldTest, _ calls: CallFilter, _ tally: (TallyQuery) throws -> [TallyRow]) throws -> FieldTest {
        guard test.field.isLookedUp else { return test }
        // There may be millions of numbers: whose they are is put together for those that ask alone.
        let holders = test.field == .calledDepartment ? NumberHolders(directory.site) : nil
        let keys = keys(of: test.field, calls.days, holders)
        // Most calls have nothing of the field: where these are meant, the others are found and left out.
        let isRest = test.patterns.contains { FieldTest.matches("", $0) }
        let rows = try tally(TallyQuery(calls, by: Set(keys))).filter { row in
            let value = try value(test.field, row, calls.days?.first, holders)
            return isRest && value.isEmpty ? false : test.patterns.contains { FieldTest.matches(value, $0) } != isRest
        }
        var test = test
        test.found = FoundCalls(keys, rows.map { row in keys.map { row.part($0) } }, isRest: isRest)
        return test
    }

    /// By what calls must be told apart.
    private func keys(of field: FilterField, _ days: DayRange?, _ holders: NumberHolders?) -> [TallyKey] {
        switch field {
        case .contact: return [.direction, .switch, .number]
        case .country: return [.direction, .switch, .called]
        case .chargeBand: return [.site, .costVersion, .costRow]
        default:
            let isSteady = days.map { holders?.change(in: $0) == false && !directory.someoneMoves(in: $0) } ?? false
            return (isSteady ? [] : [.day]) + [.switch, .called]
        }
    }

    private func value(_ field: FilterField, _ row: TallyRow, _ first: CivilDay?, _ holders: NumberHolders?) throws -> String {
        let facts = GroupFacts(row, directory.site.settings.zone)
        switch field {
        case .contact: return contacts.contact(facts, directory)?.id.text ?? ""
        case .country: return directory.country(facts)
        case .chargeBand: return try facts.chargeBand(rateName)
        default:
            guard let holders, let day = facts.day ?? first else { return "" }
            return switch holders.department(facts, day, directory) {
            case .unknown: ""
            case .nowhere: "-"
            case .of(let node): node.id.text
            }
        }
    }
}

extension TallyRow {
    fileprivate func part(_ key: TallyKey) -> FoundCalls.Part {
        switch key {
        case .day: day.map { .number(Int64($0.number)) } ?? .missing
        case .direction: .number(Int64((direction ?? .unknown).rawValue))
        case .switch: .text(self.switch)
        case .number: .text(number)
        case .called: .text(called)
        case .site: .number(Int64(site))
        case .costVersion: costVersion.map { .number(Int64($0)) } ?? .missing
        case .costRow: costRow.map { .number(Int64($0)) } ?? .missing
        default: .missing
        }
    }
}
