import Testing

@testable import Collection

struct AddressTests {
    @Test func nobodyUnlessListed() throws {
        let address = try #require(IPAddress("192.0.2.1"))
        #expect(!AddressList().contains(address))
        #expect(try AddressList(["192.0.2.1"]).contains(address))
        #expect(try AddressList(["192.0.2.0/24"]).contains(address))
        #expect(try !AddressList(["192.0.2.2", "192.0.3.0/24", "2001:db8::/32"]).contains(address))
    }

    @Test func mappedIsTheSame() throws {
        let mapped = try #require(IPAddress("::ffff:192.0.2.1"))
        #expect(mapped == IPAddress("192.0.2.1"))
        #expect(mapped.description == "192.0.2.1")
        #expect(try AddressList(["192.0.2.0/24"]).contains(mapped))
        #expect(try AddressList(["::ffff:192.0.2.1"]).contains(mapped))
        #expect(try AddressList(["::ffff:192.0.0.0/112"]).contains(mapped))
        #expect(try !AddressList(["::ffff:10.0.0.0/104"]).contains(mapped))
        // All of IPv6 is not IPv4.
        #expect(try !AddressList(["::/0"]).contains(mapped))
    }

    @Test(arguments: [("10.0.0.0/8", "10.255.255.255", "11.0.0.0"), ("10.1.2.128/25", "10.1.2.200", "10.1.2.127")])
    func bitsCount(_ network: String, _ inside: String, _ outside: String) throws {
        let list = try AddressList([network])
        #expect(list.contains(try #require(IPAddress(inside))))
        #expect(!list.contains(try #require(IPAddress(outside))))
    }

    @Test func anyIsAWordOfItsOwn() throws {
        let list = try AddressList(["any", "192.0.2.1"])
        let stranger = try #require(IPAddress("2001:db8::7"))
        #expect(list.isAny && list.contains(stranger) && !list.knows(stranger))
        #expect(list.knows(try #require(IPAddress("192.0.2.1"))))
    }

    @Test(arguments: ["", "switch", "192.0.2", "192.0.2.1/33", "192.0.2.1/-1", "192.0.2.1/8/8", "Any", "0x7f.1", "::ffff:10.0.0.0/8"])
    func whatIsNoAddressIsSaid(_ text: String) {
        #expect(throws: SourceError.self) { try AddressList([text]) }
    }

    @Test func knownPeersAlwaysGetIn() throws {
        let places = Places(perPeer: 1, connections: 8, allowed: try AddressList(["any", "10.0.0.0/8"]))
        func guest(_ address: String, known: Bool = false, spoken: Bool = false, at: Int64) throws -> Places.Guest {
            Places.Guest(address: try #require(IPAddress(address)), isKnown: known, hasSpoken: spoken, lastSign: at)
        }
        let strangers = try (1...6).map { try guest("192.0.2.\($0)", spoken: $0 == 1, at: Int64(10 - $0)) }
        let stranger = try #require(IPAddress("192.0.2.99")), known = try #require(IPAddress("10.0.0.1"))
        // Strangers fill six of eight places; one more takes that of the one that is silent for longest, and said nothing ever.
        #expect(places.decide(for: stranger, isKnown: false, among: Array(strangers.prefix(5))) == .free)
        #expect(places.decide(for: stranger, isKnown: false, among: strangers) == .replace(5))
        #expect(places.decide(for: known, isKnown: true, among: strangers) == .free)
        let full = try strangers + [guest("10.0.0.2", known: true, at: 0), guest("10.0.0.3", known: true, at: 0)]
        #expect(places.decide(for: known, isKnown: true, among: full) == .replace(5))
        // Its own dead connection goes first.
        #expect(places.decide(for: try #require(IPAddress("10.0.0.3")), isKnown: true, among: full) == .replace(7))
        // Strangers never take the place of a known one.
        let knowns = try (1...8).map { try guest("10.0.0.\($0)", known: true, at: 0) }
        #expect(places.decide(for: stranger, isKnown: false, among: knowns) == .full)
    }
}
