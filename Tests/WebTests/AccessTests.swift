import Accounts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Synchronization
import Testing
import Time

@testable import Web

@Suite struct AccessTests {
    @Test func strangersAreSentToTheLogIn() async throws {
        let house = try House()
        try await house.server.application().test(.router) { client in
            for route in RouteTests.all() {
                for method in [HTTPRequest.Method.get, .post, .head] {
                    let access = route.access(method == .post ? .change : .read)
                    let answer = try await client.execute(uri: route.path, method: method)
                    switch access {
                    case nil: #expect(answer.status == .methodNotAllowed, "\(method) \(route)")
                    case .everybody: #expect(answer.status != .seeOther, "\(method) \(route)")
                    default:
                        #expect(answer.status == .seeOther, "\(method) \(route)")
                        #expect(answer.headers[.location]?.hasPrefix("/login") == true)
                    }
                    if access != .everybody { #expect(answer.body.readableBytes == 0 || answer.status == .methodNotAllowed) }
                }
            }
            for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
                let answer = try await client.execute(uri: "/b/main/calls", method: HTTPRequest.Method(method)!)
                #expect(answer.status == .methodNotAllowed)
                #expect(answer.headers[.accessControlAllowOrigin] == nil)
            }
        }
        #expect(house.pages.changes.withLock { $0 } == 1, "records are posted with the key of their source")
    }

    @Test func rolesReachWhatTheyMay() async throws {
        let house = try House()
        let (viewer, administrator) = (try await house.person("viewer", role: .viewer), try await house.person("admin"))
        try await house.server.application().test(.router) { client in
            for (person, role) in [(viewer, Role.viewer), (administrator, .administrator)] {
                for case .book(_, let page) in RouteTests.all() {
                    let route = Route.book(BookID("main"), page)
                    for method in Method.allCases {
                        guard case .right(let right)? = route.access(method), page != .imports else { continue }
                        let answer = try await client.execute(
                            uri: route.path, method: method == .read ? .get : .post, headers: person.form,
                            body: method == .change ? person.body() : nil)
                        #expect(answer.status == (role.rights.contains(right) ? .ok : .forbidden), "\(role) \(method) \(page)")
                    }
                }
            }
        }
    }

    @Test func keysServePrograms() async throws {
        let house = try House()
        let key = try await house.accounts.addKey(name: "export", role: .viewer, expires: Instant(seconds: 1_800_000_100), by: .console)
        try await house.server.application().test(.router) { client in
            let good: HTTPFields = [.authorization: "Bearer " + key.text, .accept: "application/json"]
            #expect(try await client.execute(uri: "/b/main/calls", method: .get, headers: good).status == .ok)
            #expect(try await client.execute(uri: "/b/main/journal", method: .get, headers: good).status == .forbidden)
            #expect(try await client.execute(uri: "/password", method: .get, headers: good).status == .unauthorized)
            for text in ["Bearer x", "Bearer", "Basic abc", "Bearer " + key.text + "x", "Bearer " + String(repeating: "A", count: 43)] {
                let answer = try await client.execute(uri: "/b/main/calls", method: .get, headers: [.authorization: text])
                #expect(answer.status == .unauthorized)
                #expect(answer.headers[.contentType] == "application/json")
            }
            #expect(
                try await client.execute(uri: "/b/main/calls?key=" + key.text, method: .get).status == .seeOther, "no key in an address")
            house.clock.pass(100)
            #expect(try await client.execute(uri: "/b/main/calls", method: .get, headers: good).status == .unauthorized)
        }
    }

    @Test func programsWithoutKeyAreToldSo() async throws {
        let house = try House()
        try await house.server.application().test(.router) { client in
            let answer = try await client.execute(uri: "/b/main/calls", method: .get, headers: [.accept: "application/json"])
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            #expect(try await client.execute(uri: "/b/main/calls?as=csv", method: .get).status == .unauthorized)
            #expect(try await client.execute(uri: "/b/main/calls?as=exe", method: .get).status == .badRequest)
        }
    }

    @Test func healthSaysNoMore() async throws {
        for ready in [true, false] {
            let house = try House(ready: ready)
            try await house.server.application().test(.router) { client in
                let live = try await client.execute(uri: "/live", method: .get)
                #expect(live.status == .ok && String(buffer: live.body) == "live\n")
                let answer = try await client.execute(uri: "/ready", method: .get)
                #expect(answer.status == (ready ? .ok : .serviceUnavailable))
                #expect(String(buffer: answer.body) == (ready ? "ready\n" : "not ready\n"))
            }
        }
    }
}
