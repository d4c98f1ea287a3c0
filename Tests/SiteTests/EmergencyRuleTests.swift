import Reading
import Site
import Testing

/// A rule for emergency numbers is of no use where none is known.
@Suite struct EmergencyRuleTests {
    private func warnings(_ settings: String, _ more: String = "") -> [String] {
        let text = """
            site: {name: A, currency: EUR\(settings)}
            mail: {server: 127.0.0.1, from: a@example.com}
            \(more)
            alerts:
              - {id: sos, when: {emergency: true}, to: [a@example.com]}
              - {id: long, when: {longerThan: 60}, to: [a@example.com]}

            """
        let reading = Sample.read(text)
        #expect(reading.site != nil)
        return reading.problems.warnings.map(\.field)
    }

    @Test func saidWhereNoEmergencyNumberIsKnown() {
        #expect(warnings("") == ["alerts[0].when"])
        #expect(warnings(", country: DE") == [])
        let own = """
            callTypes: [{id: emergency, name: Emergency}]
            numbering: [{prefix: "112", type: emergency, destination: Police, short: true}]
            """
        #expect(warnings("", own) == [])
    }
}
