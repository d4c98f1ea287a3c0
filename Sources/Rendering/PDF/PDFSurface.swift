import CPangoCairo

/// Cairo's surface for PDF: pages go into bytes as they are finished. Owns the C objects and gives them back.
struct PDFSurface: ~Copyable {
    private final class Sink {
        var bytes: [UInt8] = []
    }

    private let sink: Sink
    private let surface: OpaquePointer
    /// What draws.
    let cairo: OpaquePointer

    init(width: Double, height: Double) throws(RenderingFailure) {
        let sink = Sink()
        // The sink outlives the surface: both live as long as this value, which destroys the surface first.
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, closure, width, height)
        guard let surface, let cairo = cairo_create(surface) else {
            throw RenderingFailure.library(name: "cairo", message: "no surface")
        }
        (self.sink, self.surface, self.cairo) = (sink, surface, cairo)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// Metadata is plain text to cairo.
    func describe(title: String, creator: String, created: String) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, creator)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
    }

    func showPage() { cairo_show_page(cairo) }

    /// A bookmark, and its id for those below it. The place is all that stands in the attributes: no text gets in.
    func bookmark(_ title: String, below parent: Int32, page: Int, y: Double) -> Int32 {
        let place = "page=\(page) pos=[0 \(Int(y))]"
        return cairo_pdf_surface_add_outline(surface, parent, title, place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }

    /// All bytes, after the last page.
    consuming func finish() throws(RenderingFailure) -> [UInt8] {
        cairo_surface_finish(surface)
        for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw RenderingFailure.library(name: "cairo", message: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }
}

/// A picture for the letterhead.
final class LogoImage {
    private let surface: OpaquePointer
    let width: Double
    let height: Double

    private struct Source {
        var bytes: UnsafeBufferPointer<UInt8>
        var read = 0
    }

    init(png: [UInt8]) throws(RenderingFailure) {
        // Looked at before anything is unpacked: eight bytes of signature, then the length, name, width and height of the first chunk.
        guard png.starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), png.count >= 24 else { throw RenderingFailure.logo("is no PNG") }
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard png.count <= 2 << 20, (1...4_000).contains(number(16)), (1...4_000).contains(number(20)) else {
            throw RenderingFailure.logo("is too large")
        }
        let surface = png.withUnsafeBufferPointer { bytes in
            var source = Source(bytes: bytes)
            return cairo_image_surface_create_from_png_stream(
                { closure, target, count in
                    guard let source = closure?.assumingMemoryBound(to: Source.self), let target,
                        let start = source.pointee.bytes.baseAddress, source.pointee.read + Int(count) <= source.pointee.bytes.count
                    else { return CAIRO_STATUS_READ_ERROR }
                    target.update(from: start + source.pointee.read, count: Int(count))
                    source.pointee.read += Int(count)
                    return CAIRO_STATUS_SUCCESS
                }, &source)
        }
        guard let surface else { throw RenderingFailure.logo("cannot be read") }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw RenderingFailure.logo("is damaged")
        }
        self.surface = surface
        width = Double(cairo_image_surface_get_width(surface))
        height = Double(cairo_image_surface_get_height(surface))
    }

    deinit { cairo_surface_destroy(surface) }

    func draw(on cairo: OpaquePointer, x: Double, y: Double, scale: Double) {
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        cairo_scale(cairo, scale, scale)
        cairo_set_source_surface(cairo, surface, 0, 0)
        cairo_paint(cairo)
        cairo_restore(cairo)
    }
}
