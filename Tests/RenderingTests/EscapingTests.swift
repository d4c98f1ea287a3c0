import Document
import Foundation
import Testing

@testable import Rendering

@Suite struct HTMLTextTests {
    @Test(arguments: hostile) func noSignOfMarkupGetsThrough(text: String) {
        let escaped = HTMLText.escaped(text)
        for byte in escaped.utf8 {
            #expect(byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'"))
            #expect(byte >= 0x20 && byte != 0x7F)
        }
        #expect(!escaped.unicodeScalars.contains { VisibleText.isHidden($0) })
    }

    @Test func marksDoNotHideWhatStandsBeside() {
        #expect(HTMLText.escaped("\u{600}<b>") == "\u{600}&lt;b&gt;")
        #expect(HTMLText.escaped("\"\u{301}x") == "&quot;\u{301}x")
        #expect(HTMLText.escaped("a\r\nb") == "a\\u{d}\\u{a}b")
        var field = HTMLText()
        field.lines("\na\tb\r\n</textarea>\r\u{202e}")
        #expect(field.string == "\na\tb\n&lt;/textarea&gt;\\u{d}\\u{202e}", "a field of several lines keeps its lines")
        #expect(HTMLText.escaped("\u{1b}[2J\u{202e}") == "\\u{1b}[2J\\u{202e}")
        #expect(HTMLText.escaped("Nguyễn 東京 مرحبا 👩‍🚀") == "Nguyễn 東京 مرحبا 👩‍🚀")
    }

    @Test func brokenBytesShowAsBytes() {
        var html = HTMLText()
        html.text(bytes: [0x61, 0xC3, 0x28, 0xFF, 0xC0, 0xAF, 0xE2, 0x82])
        #expect(html.string == "a\\xc3(\\xff\\xc0\\xaf\\xe2\\x82")
        var surrogate = HTMLText()
        surrogate.text(bytes: [0xED, 0xA0, 0x80, 0x3C, 0xF4, 0x90, 0x80, 0x80])
        #expect(surrogate.string == "\\xed\\xa0\\x80&lt;\\xf4\\x90\\x80\\x80")
    }

    @Test func validTextOfEveryLengthPasses() {
        for scalar in ["\u{7e}", "\u{df}", "\u{7ff}", "\u{800}", "\u{fffd}", "\u{10000}", "\u{10fffd}"] {
            #expect(HTMLText.escaped(scalar) == scalar)
        }
    }

    @Test func onlyAddressesOfThisServerAreLinks() {
        for text in ["/", "/b/main/calls/1?x=1&y=%22", "/a#b"] { #expect(LocalPath(text)?.text == text) }
        for text in ["", "x", "//x", "/\\x", "https:x", "javascript:alert(1)", "/a b", "/a\"", "/<", "/a\r\nb", "/é"] {
            #expect(LocalPath(text) == nil, "\(text)")
        }
    }
}

@Suite struct CSVTextTests {
    @Test(arguments: hostile) func theGuardComesOffAgain(text: String) {
        let bytes = Array(text.utf8)
        #expect(CSVText.unguarded(CSVText.guarded(bytes)) == bytes)
    }

    @Test func formulasAreGuarded() {
        for text in ["=1", "+49", "-1", "@x", "\tx", "\rx", "  =1", "'=1", "=\u{301}1"] {
            #expect(CSVText.guarded(Array(text.utf8)).first == UInt8(ascii: "'"))
            #expect(CSVText.guarded(Array(text.utf8)) != Array(text.utf8))
        }
        for text in ["1", "x=1", "'x", "", " x"] { #expect(CSVText.guarded(Array(text.utf8)) == Array(text.utf8)) }
    }

    @Test func quotesStandWhereTheyAreNeeded() {
        func quoted(_ text: String) -> String { String(decoding: CSVText.quoted(Array(text.utf8)), as: UTF8.self) }
        #expect(quoted("plain") == "plain")
        #expect(quoted("a,b") == "\"a,b\"")
        #expect(quoted("say \"hi\"") == "\"say \"\"hi\"\"\"")
        #expect(quoted("\"\u{301}") == "\"\"\"\u{301}\"")
        #expect(quoted("a\r\nb") == "\"a\r\nb\"")
        #expect(quoted(" a") == "\" a\"")
    }
}

@Suite struct JSONTextTests {
    @Test(arguments: hostile) func itReadsBackAndIsSafeInsideHTML(text: String) throws {
        let json = JSONText.render(.object(["k": .text(text)]))
        for byte in json { #expect(byte >= 0x20 && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "&")) }
        let read = try JSONSerialization.jsonObject(with: Data(json)) as? [String: String]
        #expect(read.map { Array(($0["k"] ?? "").unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test func theFormIsExact() {
        let tree = DataTree.object([
            "a": .list([.integer(-1), .null, .flag(true)]), "b": .object([DataTree.Entry]()), "c": .text("\u{2028}</\u{e0001}"),
        ])
        #expect(
            String(decoding: JSONText.render(tree), as: UTF8.self)
                == #"{"a":[-1,null,true],"b":{},"c":"\u2028\u003c/\udb40\udc01"}"#)
        #expect(String(decoding: JSONText.render(.list([.integer(1)]), indent: true), as: UTF8.self) == "[\n  1\n]")
    }
}
