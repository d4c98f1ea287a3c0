import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Store
import Testing
import Time

@testable import Service
@testable import Web

/// The document that says what programs can ask for, held against the routes and against real answers.
@Suite struct OpenAPITests {
    private static func document() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(OpenAPI.json.utf8)) as? [String: Any])
    }

    private static func judge() throws -> SchemaJudge {
        let components = try #require(try document()["components"] as? [String: Any])
        return SchemaJudge(schemas: try #require(components["schemas"] as? [String: [String: Any]]))
    }

    /// Each address with data is in it, and nothing else.
    @Test func everyAddressWithDataIsDescribed() throws {
        let paths = try #require(try Self.document()["paths"] as? [String: [String: [String: Any]]])
        let pages = RouteTests.all("x").compactMap { (route: Route) -> BookPage? in
            if case .book(_, let page) = route { return page }
            return nil
        }
        let served = Set((pages + [.report("x")]).filter { $0.data != nil }.map(OpenAPI.template))
        #expect(served == Set(OpenAPI.pages.map(OpenAPI.template)), "a page with data is not in OpenAPI.pages")
        #expect(Set(paths.keys) == served.union(["/openapi.json", "/b/{book}/intake/{source}"]))
        for page in OpenAPI.pages {
            // The address that the document tells is read as the page that it is told of.
            let example = OpenAPI.template(page).replacing("{book}", with: "main").replacing(/\{number\}/, with: "1")
                .replacing(/\{[a-z]+\}/, with: "x")
            #expect(Route(path: example) == .book(BookID("main"), page), "\(example)")
        }
    }

    /// The rules of OpenAPI 3.1 that a generator of clients stumbles over.
    @Test func theDocumentIsWellFormed() throws {
        let document = try Self.document()
        #expect(document["openapi"] as? String == "3.1.0")
        let info = try #require(document["info"] as? [String: Any])
        #expect(info["title"] is String && info["version"] is String)
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        var names: Set<String> = []
        for (path, operations) in paths {
            #expect(path.hasPrefix("/"))
            for (method, operation) in operations {
                #expect(["get", "post"].contains(method))
                let name = try #require(operation["operationId"] as? String)
                #expect(names.insert(name).inserted, "\(path): its name is taken")
                let responses = try #require(operation["responses"] as? [String: [String: Any]])
                #expect(responses.keys.allSatisfy { $0.count == 3 } && responses["200"] != nil && responses["429"] != nil)
                #expect(responses.values.allSatisfy { $0["description"] is String })
                let security = try #require(operation["security"] as? [[String: [String]]])
                #expect(security.count == 1)
                let parameters = operation["parameters"] as? [[String: Any]] ?? []
                let inPath = parameters.filter { $0["in"] as? String == "path" }.compactMap { $0["name"] as? String }
                #expect(inPath == path.matches(of: /\{([a-z]+)\}/).map { String($0.1) }, "\(path)")
                #expect(parameters.allSatisfy { $0["schema"] is [String: Any] })
                #expect(parameters.allSatisfy { $0["in"] as? String != "path" || $0["required"] as? Bool == true })
                let all = parameters.compactMap { $0["name"] as? String }
                #expect(Set(all).count == all.count, "\(path) has a parameter twice")
            }
        }
        let names2 = DataSchemas.all.map(\.name)
        #expect(Set(names2).count == names2.count)
        let text = OpenAPI.json
        let used = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.1) })
        #expect(used == Set(names2), "a schema is missing, or nobody uses it")
    }

    /// Answers of a served book with calls, bills, a proposal and corrections are what the document says; so are those that say no.
    @Test func realAnswersAreWhatTheDocumentSays() async throws {
        let served = try await APIBook()
        let person = try await served.house.person("anna")
        let id = try #require(try served.book.calls(CallQuery(CallFilter()), caller: .console).rows.first?.id)
        var fields = person.cookie
        fields[.accept] = "application/json"
        let asking = fields
        try await served.server.application().test(.router) { client in
            let paths = try #require(try Self.document()["paths"] as? [String: [String: [String: Any]]])
            let judge = try Self.judge()
            for page in OpenAPI.pages {
                for (address, isOk) in served.addresses(page, call: id) {
                    let answer = try await client.execute(uri: address, method: .get, headers: asking)
                    #expect((answer.status == .ok) == isOk, "\(address): \(answer.status)")
                    let responses = try #require(paths[OpenAPI.template(page)]?["get"]?["responses"] as? [String: [String: Any]])
                    let content = try #require(responses["\(answer.status.code)"]?["content"] as? [String: [String: Any]], "\(address)")
                    #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true, "\(address)")
                    let schema = try #require(content["application/json"]?["schema"] as? [String: Any])
                    let value = try JSONSerialization.jsonObject(with: Data(String(buffer: answer.body).utf8), options: .fragmentsAllowed)
                    #expect(judge.faults(value, schema) == [], "\(address)")
                }
                // All forms that it names are there, and no others.
                for form in DataForm.allCases where form != .html {
                    let address = served.addresses(page, call: id)[0].0
                    let answer = try await client.execute(
                        uri: address.replacing("as=json", with: "as=" + form.rawValue), method: .get, headers: person.cookie)
                    let serves = page.data?.forms.contains(form) == true
                    #expect(answer.status == (serves ? .ok : .badRequest), "\(address) as \(form)")
                    if serves { #expect(answer.headers[.contentType]?.hasPrefix(form.mediaType) == true, "\(address) as \(form)") }
                }
            }
        }
        try served.remove()
    }

    /// The judge itself: what is missing, too much or of another kind is found.
    @Test func theJudgeFindsFaults() throws {
        let judge = try Self.judge()
        func faults(_ json: String, _ name: String) throws -> Int {
            let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
            return judge.faults(value, judge.schemas[name] ?? [:]).count
        }
        #expect(try faults(#"{"error":"x","id":"y"}"#, "Error") == 0)
        #expect(try faults(#"{"error":"x"}"#, "Error") == 1)
        #expect(try faults(#"{"error":"x","id":"y","more":1}"#, "Error") == 1)
        #expect(try faults(#"{"error":1,"id":null}"#, "Error") == 2)
        #expect(try faults(#"{"calls":[{"id":"a","removed":true}],"next":"n","more":false}"#, "Changes") == 0)
        #expect(try faults(#"{"calls":[{"id":"a","removed":false}],"next":"n","more":0}"#, "Changes") > 1)
    }

    @Test func servedToWhoeverMayComeIn() async throws {
        let house = try House()
        let person = try await house.person()
        try await house.server.application().test(.router) { client in
            let answer = try await client.execute(uri: "/openapi.json", method: .get, headers: person.cookie)
            #expect(answer.status == .ok && String(buffer: answer.body) == OpenAPI.json)
            #expect(try await client.execute(uri: "/openapi.json", method: .get).status == .seeOther)
        }
    }
}
