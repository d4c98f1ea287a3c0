extension DemoSite {
    /// What some departments have for nothing each month, and what two may spend.
    static let packages = """
        packages:
          - id: mobile
            rules: [{when: {type: [mobile]}, allowance: {minutes: 60, per: minute}}]
            assigned: [{organisation: it, from: 2020-01-01, shared: true}]
          - id: calls
            rules: [{when: {type: [local]}, allowance: {calls: 20, carryOver: true}}]
            assigned: [{party: "271", from: 2020-01-01}, {party: "272", from: 2020-01-01}]
          - id: world
            rules: [{when: {type: [international]}, allowance: {money: "5.00", currency: USD}}]
            assigned: [{organisation: legal, from: 2020-01-01, shared: true}]
        budgets:
          - {id: marketing, organisation: marketing, amount: "60.00", every: month, from: 2020-01-01}
          - {id: stock, organisation: stock, amount: "25.00", every: month, from: 2020-01-01, warnAt: 70}

        """
}
