import Mediation
import Rating
import Site
import Time

/// The site and the format of the simulated office.
enum SimulatedSite {
    static let zone = Zone(name: "Europe/Berlin", changes: [1_774_746_000, 1_792_890_000], offsets: [3600, 7200, 3600])

    static func rater() throws -> Rater {
        let reading = SiteReader.read(file: "site.yaml", bytes: Array(text.utf8), decks: { _ in nil }) { name in
            name == zone.name ? zone : nil
        }
        guard let site = reading.site else { throw reading.problems }
        let numbers = Dictionary(uniqueKeysWithValues: site.rateTables.map { ($0.id, $0.versions.indices.map { Int32($0) + 1 }) })
        return Rater(site: site, numbering: site.numberingPlan, versionNumbers: numbers)
    }

    static func format() throws -> Format {
        let name = "avaya-ip-office-smdr"
        guard let format = FormatCatalogue.format(name) else { throw SimulationFailure(words: "the format \(name) is missing") }
        return format
    }

    private static let text = """
        site: {name: Simulated, zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
        switches:
          - id: pbx
            format: avaya-ip-office-smdr
            dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
        numbering: [{prefix: "4930", type: local, destination: Berlin}, {prefix: "49", type: national, destination: Germany}]
        parties:
          - {id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}]}
        rateTables:
          - id: office
            rounding: {to: "0.01", mode: up}
            versions:
              - from: 2020-01-01
                rows:
                  - {prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}
                  - {prefix: ["49"], name: Germany, all: {increments: "60/6", price: "0.12", per: 60}}

        """
}
