import Testing

@testable import Model

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("192.0.2.7", "::ffff:192.0.2.7", true),
        ("192.0.2.7", "::192.0.2.7", false), ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("::/0", "203.0.113.9", true), ("2001:db8::/32", "2001:DB8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8::1", "2001:0db8:0:0:0:0:0:1", true), ("::1", "::1", true), ("192.0.2.4/30", "192.0.2.7", true),
        ("192.0.2.4/30", "192.0.2.8", false), ("::ffff:10.0.0.0/104", "10.9.9.9", true), ("10.0.0.1", "local", false),
        ("10.0.0.1", "", false), ("192.0.2.0/25", "192.0.2.128", false),
    ]) func holds(_ range: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == isIn)
        #expect(AddressRange(range)?.description == range)
    }

    @Test(arguments: [
        "", "x", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/+8", "1.2.3.4/08", "10.0.0.1/8", ":::",
        "1::2::3", "12345::", "::g", "2001:db8::/129", "2001:db8::1/32", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8",
        " 1.2.3.4",
        "1.2.3.4:5::",
    ]) func none(_ text: String) { #expect(AddressRange(text) == nil) }
}
