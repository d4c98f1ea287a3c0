import CZlib
import Doubles
import Reading
import Testing

/// Workbooks with something wrong in them, and what is said to them.
struct Refusals {
    let good = TestWorkbook.zip([["number", "party"], ["1", "a"]])

    func refusal(of bytes: [UInt8], _ edit: (inout Workbook.Limits) -> Void = { _ in }) -> WorkbookError? {
        var limits = Workbook.Limits()
        edit(&limits)
        do {
            _ = try Workbook.firstSheet(of: bytes, limits: limits)
            return nil
        } catch { return error }
    }

    func refusal(_ part: String, _ edit: (inout TestZip.Part) -> Void) throws -> WorkbookError? {
        var zip = good
        var changed = try #require(zip[part])
        edit(&changed)
        zip[part] = changed
        return refusal(of: zip.bytes)
    }

    func refusal(sheet xml: String, _ edit: (inout Workbook.Limits) -> Void = { _ in }) -> WorkbookError? {
        var zip = good
        zip[TestWorkbook.sheet] = .init(TestWorkbook.sheet, xml)
        return refusal(of: zip.bytes, edit)
    }

    func refusal(rows: String, _ edit: (inout Workbook.Limits) -> Void = { _ in }) -> WorkbookError? {
        refusal(of: TestWorkbook.zip(rows: rows, texts: "<si><t>four</t></si>").bytes, edit)
    }

    func deflated(_ content: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard tollbook_deflate_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = content
        return [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                (stream.next_in, stream.avail_in) = (bytes.baseAddress, UInt32(bytes.count))
                (stream.next_out, stream.avail_out) = (buffer.baseAddress, 1 << 16)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? (1 << 16) - Int(stream.avail_out) : 0
            }
        }
    }
}
