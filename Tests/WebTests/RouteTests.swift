import Model
import Rendering
import Testing

@testable import Web

@Suite struct RouteTests {
    /// One of each kind, with the ids given.
    static func all(_ id: String = "x1") -> [Route] {
        let pages: [BookPage] =
            [
                .dashboard, .calls, .call(id), .changes, .bills, .reports, .schedules, .partyBill(PartyID(id)),
                .organisationBill(NodeID(id)), .sources,
                .directory, .sourceForm(nil), .sourceForm(SourceID(id)), .intake(SourceID(id)), .imports,
                .importResult(7),
                .tariffs, .selection, .testCall, .whatIf, .timeline, .reratings, .rerating(7), .issuedBills, .issuedBill(9),
                .billRun(3), .logo(Array(0..<32)),
                .tariff(RateTableID(id)), .alerts, .journal, .keys, .typeColours, .formats, .format(id),
            ] + ProblemKind.allCases.map { .problems($0) }
        return [.home, .logIn, .logOut, .password, .live, .ready, .metrics, .api, .asset(id), .components]
            + pages.map { .book(BookID("main"), $0) }
    }

    @Test func printedAndReadBack() {
        for id in Hostile.texts.filter({ $0.utf8.count < 1000 && !$0.utf8.contains(0) }) + [
            "a/b", "a b", "ü", "~", "~.", ".", "..", "...", "%2e", "101", "10.0.0.1",
        ] {
            for route in Self.all(id) {
                #expect(Route(path: route.path) == route, "\(route.path)")
                #expect(route.link([("q", id), ("page", "")]).text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
            }
        }
        #expect(Route.book(BookID("main"), .calls).link([("q", "a&b=c#d")]).text == "/b/main/calls?q=a%26b%3Dc%23d")
        #expect(Route.logIn.link([("next", "")]).text == "/login")
    }

    @Test(arguments: [
        "", "x", "//", "//evil.example", "/x", "/b", "/b/", "/b/main", "/b/Main/", "/b/../login", "/b/main/../..", "/b/main/calls/..",
        "/b/main/calls/.", "/b/main/calls/%2e%2E", "/b/main/calls/", "/b/main/calls/%00", "/b/main/calls/%ff", "/b/main/calls/%zz",
        "/b/main/calls/a/b", "/b/main/imports/0", "/b/main/imports/-1", "/b/main/imports/+1", "/b/main/imports/01",
        "/b/main/imports/99999999999999999999", "/b/main/problems/other", "/assets/../../etc/passwd", "/assets/", "/login/", "/LOGIN",
        "/b/main/bills/party/", "/b/main/bills/runs/0", "/b/main/bills/logos/00", "/b/main/bills/logos/..",
        "/b/main/bills/x/y", "/b/main/settings", "/b/a%2fb/calls", "/login?x=1",
    ]) func noAddressOfOurs(_ path: String) { #expect(Route(path: path) == nil) }

    /// What a stranger reaches: the log-in, health, the program's own files, and a source that takes what
    /// is posted under its key. Everything else says who may use it.
    @Test func strangersReachFiveKinds() {
        for route in Self.all() {
            switch route {
            case .logIn, .live, .ready, .metrics, .asset: #expect(route.access(.read) == .everybody)
            // A source's own key opens it, and nothing else.
            case .book(_, .intake): #expect(route.access(.change) == .everybody)
            default: #expect(Method.allCases.allSatisfy { route.access($0) != .everybody })
            }
            #expect(route.access(.read) != nil || route == .logOut || route.takesRecords)
        }
    }

    /// But their own favourites.
    @Test func viewersChangeNothing() {
        for case .book(let book, let page) in Self.all() where page != .reports {
            guard case .right(let right)? = Route.book(book, page).access(.change) else { continue }
            #expect(!Role.viewer.rights.contains(right), "\(page)")
        }
    }

    @Test func longAddress() { #expect(Route(path: "/b/main/calls/" + String(repeating: "a", count: 5000)) == nil) }
}
