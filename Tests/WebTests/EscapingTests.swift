import Accounts
import Hummingbird
import Model
import Rendering
import Testing

@testable import Web

@Suite struct EscapingTests {
    private func visit(_ name: String = "anna") -> Visit { .named(name, on: .components) }

    @Test(arguments: Hostile.texts) func componentsStayThemselves(_ text: String) {
        let assets = Assets()
        let plain = ComponentsPage.render(visit(), assets: assets, sample: .init(book: "b", name: "n", number: "1", place: "p"))
        let page = ComponentsPage.render(visit(text), assets: assets, sample: .init(book: text, name: text, number: text, place: text))
        #expect(Skeleton(page.string) == Skeleton(plain.string))
        #expect(!page.bytes.contains(0) && !page.bytes.contains(0x1b))
    }

    @Test(arguments: Hostile.texts) func logInStaysItself(_ text: String) {
        let assets = Assets()
        let token = Token(text: "t")
        let plain = LogInPage(texts: .english, token: token, fault: "f", name: "n", next: "x").render(assets)
        let page = LogInPage(texts: .english, token: token, fault: text, name: text, next: text).render(assets)
        #expect(Skeleton(page.string) == Skeleton(plain.string))
    }

    /// The reader of skeletons itself sees an element and an attribute more.
    @Test func skeletonSees() {
        #expect(Skeleton("<p class=\"a\">x</p>").names == ["p", "@class", "/p"])
        #expect(Skeleton("<p class=\"a\" onclick=\"\"><b>").names == ["p", "@class", "@onclick", "b"])
    }

    @Test func noTemplatesOrInlineCode() {
        let page = ComponentsPage.render(visit(), assets: Assets()).string
        for sign in ["{{", " style=\"", "<style", "onclick", "javascript:", "http://", "https://"] {
            #expect(!page.contains(sign), "\(sign)")
        }
        #expect(page.ranges(of: "<script").count == 1)
    }

    @Test func jsonErrorsAreSafeInsideHTML() {
        for text in Hostile.texts {
            let quoted = JSONError.quoted(text)
            #expect(!quoted.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
        }
    }
}
