internal import CCurl
internal import Rendering

/// One errand of libcurl, used from one thread. Texts that it is given are copied by libcurl; what it points to lives as long as this.
final class Transfer {
    /// Bytes of an answer that are looked at; a longer one is cut off.
    private static let mostAnswer = 1 << 16
    private static let global: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let curl: UnsafeMutableRawPointer
    private let body: [UInt8]
    private var taken = 0
    /// Whether libcurl has taken all of the body and asked for more: the other side may have all of it.
    private(set) var isHandedOver = false
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var line: [UInt8] = []
    private var received = 0
    private let message: UnsafeMutableBufferPointer<CChar>

    init?(body: [UInt8]) {
        guard Self.global, let curl = curl_easy_init() else { return nil }
        (self.curl, self.body) = (curl, body)
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0)
        set(CURLOPT_NOSIGNAL, 1)
        // No proxy of the environment: the site file alone says where a message goes.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, 6)  // CURL_SSLVERSION_TLSv1_2, a macro of a bare enum
        tollbook_curl_pointer(curl, CURLOPT_ERRORBUFFER, message.baseAddress)
        let me = Unmanaged.passUnretained(self).toOpaque()
        tollbook_curl_pointer(curl, CURLOPT_READDATA, me)
        tollbook_curl_pointer(curl, CURLOPT_HEADERDATA, me)
        tollbook_curl_pointer(curl, CURLOPT_WRITEDATA, me)
        tollbook_curl_callback(curl, CURLOPT_READFUNCTION) { room, size, count, me in Transfer.of(me)?.give(room, size * count) ?? 0 }
        tollbook_curl_callback(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, me in Transfer.of(me)?.hear(bytes, size * count) ?? 0 }
        tollbook_curl_callback(curl, CURLOPT_WRITEFUNCTION) { _, size, count, me in Transfer.of(me)?.take(size * count) ?? 0 }
    }

    deinit {
        curl_easy_cleanup(curl)
        for list in lists { curl_slist_free_all(list) }
        message.deallocate()
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Settings

    func set(_ option: CURLoption, _ value: Int) { tollbook_curl_long(curl, option, value) }
    func set(_ option: CURLoption, _ value: UInt32) { tollbook_curl_long(curl, option, Int(value)) }
    func set(_ option: CURLoption, _ value: String) { tollbook_curl_text(curl, option, value) }

    func setList(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) ?? list }
        guard let list else { return }
        lists.append(list)
        tollbook_curl_list(curl, option, list)
    }

    /// Certificates of a file instead of the machine's.
    func trust(_ file: String?) {
        guard let file else { return }
        set(CURLOPT_CAINFO, file)
        tollbook_curl_text(curl, CURLOPT_CAPATH, nil)
    }

    /// Seconds.
    func setPatience(_ connecting: Int, _ whole: Int) {
        set(CURLOPT_CONNECTTIMEOUT, connecting)
        set(CURLOPT_TIMEOUT, whole)
    }

    // MARK: The errand

    func perform() -> CURLcode { curl_easy_perform(curl) }

    /// The last status code of the other side, 0 where there was none.
    var status: Int { Int(tollbook_curl_status(curl)) }

    /// The last line that the other side said, made visible.
    var lastLine: String { PlainText.visible(String(decoding: line.prefix(500), as: UTF8.self)) }

    /// The code that the last line of a mail server begins with, 0 where it has none.
    var lastCode: Int { Int(String(decoding: line.prefix(3), as: UTF8.self)) ?? 0 }

    /// What went wrong, in libcurl's words, without the point at the end that some have.
    func words(_ code: CURLcode) -> String {
        let own = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let general = curl_easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
        let words = PlainText.visible(own.isEmpty ? general : own)
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }

    private func give(_ room: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let room, taken < body.count else {
            isHandedOver = true
            return 0
        }
        let piece = min(count, body.count - taken)
        for index in 0..<piece { room[index] = CChar(bitPattern: body[taken + index]) }
        taken += piece
        return piece
    }

    private func hear(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes else { return 0 }
        let said = (0..<count).map { UInt8(bitPattern: bytes[$0]) }
        let text = said.drop { $0 == 32 }.prefix { $0 != 13 && $0 != 10 }
        // libcurl takes its leave after a refusal too; the answer to that is not the last word that people ask for.
        if !text.isEmpty, !text.starts(with: Array("221".utf8)) { line = Array(text) }
        return count
    }

    /// Counts an answer's body; nothing of it is kept.
    private func take(_ count: Int) -> Int {
        received += count
        return received <= Self.mostAnswer ? count : 0
    }
}
