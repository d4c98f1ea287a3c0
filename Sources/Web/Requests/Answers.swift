internal import Foundation
public import HTTPTypes
public import Hummingbird
public import Rendering

extension Response {
    /// A whole page, or a piece of one.
    public static func html(_ html: HTMLText, status: HTTPResponse.Status = .ok) -> Response {
        bytes(html.bytes, type: "text/html; charset=utf-8", status: status)
    }

    public static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        bytes(Array(text.utf8), type: "application/json", status: status)
    }

    public static func css(_ text: String) -> Response { bytes(Array(text.utf8), type: "text/css; charset=utf-8") }

    public static func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A file with a name of ours; without one the browser shows what it can.
    static func download(_ bytes: [UInt8], type: String, name: String?) -> Response {
        var response = Self.bytes(bytes, type: type)
        // Ids of reports and days only: no sign that a header would read otherwise.
        if let name {
            let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
            response.headers[.contentDisposition] = "attachment; filename=\"\(plain)\""
        }
        return response
    }

    /// On to one of our own pages, which is then read with GET.
    public static func redirect(_ path: LocalPath) -> Response {
        Response(status: .seeOther, headers: [.location: path.text])
    }
}

enum JSONError {
    static func text(_ message: String, id: String) -> String {
        "{\"error\":" + quoted(message) + ",\"id\":" + quoted(id) + "}\n"
    }

    /// Safe inside HTML too.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "<", ">", "&", "\u{2028}", "\u{2029}": result += escape(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7f: result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
