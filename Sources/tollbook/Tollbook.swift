import ArgumentParser

struct Tollbook: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tollbook",
        abstract: "Call accounting and telephone billing.",
        discussion: """
            A switch's call records go in, bills come out. Everything is kept in a book, a folder made by `site import` or `demo`.

            A first bill from your own file:
              tollbook site import --book my.book site.yaml
              tollbook import --book my.book --format avaya-ip-office-smdr calls.log
              tollbook bill --book my.book --party 101 --from 2026-03-01 --to 2026-03-31 --as html > bill.html

            Exit codes: 0 done, 1 failed, 2 wrong usage. Results go to standard output, everything else to standard error.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Without a book",
                subcommands: [Formats.self, FormatCommand.self, Detect.self, Decode.self, Rate.self, BillCalls.self, Tariff.self]),
            CommandGroup(
                name: "A book's calls and bills",
                subcommands: [
                    Import.self, Sources.self, Calls.self, Bill.self, Bills.self, Report.self, Reports.self, ScheduleCommand.self,
                    Settle.self, Reconcile.self, TestCall.self, WhatIfCommand.self, Alerts.self, Rerate.self, SiteCommand.self,
                    RatesCommand.self, Export.self, BookCommand.self, RawCommand.self, LicenceCommand.self,
                ]),
            CommandGroup(
                name: "Serving",
                subcommands: [
                    Serve.self, Demo.self, ServiceCommand.self, UserCommand.self, KeyCommand.self, SecretCommand.self, Simulate.self,
                ]),
        ])
}
