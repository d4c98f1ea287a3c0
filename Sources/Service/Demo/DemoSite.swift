/// The site of the demo book: an office in Hanoi with 120 extensions in 12 departments and 30 trunks of 3 providers.
/// One prefix (Chile) is priced nowhere and two extensions belong to nobody, so that the pages that mend have something to show.
enum DemoSite {
    static let departments = [
        ("board", "Board", "100"), ("sales", "Sales", "410"), ("export", "Export", "420"), ("purchase", "Purchasing", "430"),
        ("service", "Customer service", "440"), ("marketing", "Marketing", "450"), ("finance", "Finance", "510"),
        ("people", "People", "520"), ("it", "IT", "530"), ("legal", "Legal", "540"), ("stock", "Warehouse", "610"),
        ("front", "Reception", "620"),
    ]
    static let providers = [("vnpt", "VNPT"), ("viettel", "Viettel"), ("fpt", "FPT Telecom")]
    static let extensions = 120
    static let trunks = 30
    /// Extensions that ring but are in no directory.
    static let unknownExtensions = ["344", "355"]

    /// Codes of projects, which people dial before a call that is to be billed to one.
    static let accounts = ["7001", "7002", "7003", "7014", "7020"]
    /// Dialled behind the access code: the call is a private one.
    static let privateCode = "71"

    static let givenNames = [
        "An", "Binh", "Chi", "Dung", "Giang", "Ha", "Hoa", "Khanh", "Lan", "Linh", "Mai", "Minh", "Nam", "Nga", "Phong", "Quan",
        "Son", "Thao", "Trang", "Vy",
    ]
    static let familyNames = ["Nguyen", "Tran", "Le", "Pham", "Hoang", "Phan", "Vu", "Dang", "Bui", "Do"]

    /// Extensions 201 … 320, ten a department.
    static func number(_ index: Int) -> String { String(201 + index) }
    static func department(_ index: Int) -> String { departments[index / 10 % departments.count].0 }
    static func name(_ index: Int) -> String {
        familyNames[(index * 7) % familyNames.count] + " " + givenNames[(index * 13) % givenNames.count]
    }
    static func trunk(_ index: Int) -> String { "T\(9001 + index)" }

    static var yaml: String { head + trunkList + typesAndNumbering + organisation + parties + contacts + tables + packages + bills }

    private static let head = """
        site:
          name: Demo office Hanoi
          zone: Asia/Ho_Chi_Minh
          country: VN
          currency: USD
          defaultTable: {price: office, cost: vnpt}
          businessHours:
            week: ["Mon-Fri 08:00-17:30", "Sat 08:00-12:00"]
            holidays: [2026-01-01, 2026-04-30, 2026-05-01, 2026-09-02]
        switches:
          - id: main
            format: avaya-ip-office-smdr
            dialPlan:
              countryCode: "84"
              areaCode: "24"
              trunkPrefix: "0"
              internationalPrefix: ["00"]
              outside: ["9"]
              carrierCodes: ["171", "178"]
              private: ["\(privateCode)"]
              short: ["113", "114", "115", "1080"]
              extensionLength: [3]
        providers:
          - {id: vnpt, name: VNPT}
          - {id: viettel, name: Viettel}
          - {id: fpt, name: FPT Telecom}
        trunks:

        """

    private static var trunkList: String {
        (0..<trunks).map { index in
            let provider = providers[index / 10].0
            return "  - {id: \(trunk(index)), switch: main, group: \(provider), provider: \(provider), table: {cost: \(provider)}}\n"
        }.joined()
    }

    private static let typesAndNumbering = """
        callTypes:
          - {id: internal, name: Internal, colour: ["#6b7280", "#9ca3af"]}
          - {id: local, name: Local, colour: ["#15803d", "#4ade80"]}
          - {id: national, name: National, colour: ["#0f766e", "#5eead4"]}
          - {id: mobile, name: Mobile, colour: ["#b45309", "#fbbf24"]}
          - {id: international, name: International, colour: ["#b91c1c", "#f87171"]}
          - {id: service, name: Service, colour: ["#1d4ed8", "#93c5fd"]}
          - {id: emergency, name: Emergency, colour: ["#7c3aed", "#c4b5fd"]}
        numbering:
          - {prefix: "8424", type: local, destination: Hanoi}
          - {prefix: "8428", type: national, destination: Ho Chi Minh City}
          - {prefix: "84236", type: national, destination: Da Nang}
          - {prefix: "1080", type: service, destination: Directory, short: true}

        """

    private static var organisation: String {
        "organisation:\n  - {id: hq, kind: company, name: Demo office Hanoi}\n"
            + departments.map { "  - {id: \($0.0), kind: department, parent: hq, name: \($0.1), costCentre: \"\($0.2)\"}\n" }.joined()
    }

    private static var parties: String {
        "parties:\n"
            + (0..<extensions).map { index in
                let number = number(index)
                return "  - {id: \"\(number)\", kind: extension, name: \(name(index)), switch: main, "
                    + "numbers: [{number: \"\(number)\", from: 2020-01-01}], "
                    + "member: [{of: \(department(index)), from: 2020-01-01}], table: {price: office}}\n"
            }.joined()
    }

    /// The ranges of some firms, so that some of the calls that are made up are theirs.
    private static let contacts = """
        contacts:
          - {id: bank, name: Red River Bank, numbers: ["842431*", "842425*"]}
          - {id: printer, name: Lotus Printing, numbers: ["842434*"]}
          - {id: freight, name: Saigon Freight, numbers: ["84281*"]}
          - {id: fair, name: Da Nang Fair, numbers: ["842363*"]}
          - {id: partner, name: Berlin Partner, numbers: ["4930*"]}

        """

    private static let tables = """
        rateTables:
          - id: office
            scheme: price
            currency: USD
            bands: split
            rounding: {to: "0.01", mode: up}
            week:
              day: ["Mon-Fri 07:00-19:00", "Sat 07:00-12:00"]
              night: else
              holiday: {night: ["00:00-24:00"]}
            holidays: [2026-01-01, 2026-04-30, 2026-05-01, 2026-09-02]
            versions:
              - from: 2020-01-01
                rows:
                  - {prefix: ["8424"], name: Hanoi, all: {steps: [{at: 0, block: 60, price: "0.02"}, {at: 60, block: 6, price: "0.002"}]}}
                  - {prefix: ["84"], name: Viet Nam, all: {increments: "6/1", price: "0.045", per: 60}}
                  - prefix: ["843", "845", "847", "848", "849"]
                    name: Viet Nam, mobile
                    connection: "0.01"
                    day: {steps: [{at: 0, block: 1, price: "0.09", per: 60}]}
                    night: {steps: [{at: 0, block: 1, price: "0.06", per: 60}]}
                  - {prefix: ["1"], name: USA and Canada, minimumCharge: "0.10", all: {increments: "60/6", price: "0.30", per: 60}}
                  - {prefix: ["49", "33", "44"], name: Western Europe, minimumCharge: "0.10", all: {increments: "60/6", price: "0.36", per: 60}}
                  - {prefix: ["81", "82", "65"], name: East Asia, connection: "0.05", all: {increments: "30/6", price: "0.28", per: 60}}
                  - {prefix: ["1080"], short: true, name: Directory, all: {steps: [{at: 0, block: 60, price: "0.40"}]}}
                  - {prefix: ["113", "114", "115"], short: true, name: Emergency, all: {steps: [{at: 0, block: 60, price: "0"}]}}

        """ + cost("vnpt", pulse: "200", busy: 36) + cost("viettel", pulse: "180", busy: 34) + cost("fpt", pulse: "190", busy: 40)

    private static func cost(_ provider: String, pulse: String, busy: Int) -> String {
        """
          - id: \(provider)
            provider: \(provider)
            scheme: cost
            currency: VND
            kind: pulse
            week: {busy: ["Mon-Sat 07:00-23:00"], quiet: else}
            versions:
              - from: 2020-01-01
                defaults: {pulsePrice: "\(pulse)", atAnswer: 1}
                rows:
                  - {prefix: ["84"], name: Viet Nam, busy: {interval: \(busy)}, quiet: {interval: 60}}
                  - {prefix: ["8424"], name: Hanoi, all: {interval: 60}}
                  - {prefix: ["1", "33", "44", "49", "65", "81", "82"], name: International, busy: {interval: 6}, quiet: {interval: 9}}
                  - {prefix: ["1080"], short: true, name: Directory, all: {interval: 60}}
                  - {prefix: ["113", "114", "115"], short: true, name: Emergency, pulsePrice: "0", all: {interval: 60}}

        """
    }
}
