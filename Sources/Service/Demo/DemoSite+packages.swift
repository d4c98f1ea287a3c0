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

    /// How its bills look, what is to pay besides calls, and the tax on all of it.
    static let bills = """
        taxes:
          - id: vat
            name: VAT
            types: [local, national, mobile, international, service]
            rates: [{from: 2020-01-01, percent: "10"}]
        recurring:
          - {id: mobileLine, name: Mobile line, organisation: sales, amount: "2.00", every: month, from: 2020-01-01, tax: vat}
        layout:
          letterhead: [Demo office Hanoi, "12 Trang Tien, Hoan Kiem, Hanoi"]
          dueDays: 14
          slip:
            - "Please pay {total} {currency} by {due} at Reception."
            - "Bill {number} of {party}, reference {reference}"
          boldOver: {duration: 1800, price: "5.00"}

        """
}
