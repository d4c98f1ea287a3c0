import Crypto
import Document
public import Model
import Rendering
import Site
import Store
import Time

/// What somebody asks of how bills look, where they have nothing of their own.
public struct BillWish: Hashable, Sendable {
    /// For bills whose party and nodes name no layout.
    public var layout: String?
    /// For all of them.
    public var language: String?

    public init(layout: String? = nil, language: String? = nil) { (self.layout, self.language) = (layout, language) }
}

extension OpenBook {
    /// Languages that documents can be in.
    public static let languages = BillLanguage.allCases.map(\.rawValue)

    /// The layouts that the site names.
    public func layouts(caller: Caller) throws -> [String] {
        try require(.see, caller)
        return try site().site.layouts.map(\.id.text)
    }

    /// How a party's bill over some days looks.
    func style(of party: PartyID, _ days: DayRange, _ wish: BillWish) throws -> BillStyle {
        let state = try site()
        return try dressed(state.site.style(of: state.party(party), on: days.last, asked: layout(wish)), wish)
    }

    /// How a bill of a node, or of the whole site, looks.
    func style(of node: NodeID?, _ wish: BillWish) throws -> BillStyle {
        try dressed(site().site.style(of: node, asked: layout(wish)), wish)
    }

    private func layout(_ wish: BillWish) throws -> LayoutID? {
        guard let name = wish.layout else { return nil }
        guard try site().site.layout(named: LayoutID(name)) != nil else { throw ServiceError.unknown(what: "layout", name: name) }
        return LayoutID(name)
    }

    private func dressed(_ style: BillStyle, _ wish: BillWish) throws -> BillStyle {
        guard let name = wish.language else { return style }
        guard let language = BillLanguage(rawValue: name) else {
            throw ServiceError.refused("there is no language \"\(name)\". Choose of \(Self.languages.joined(separator: ", ")).")
        }
        var style = style
        style.language = language
        return style
    }

    // MARK: The letterhead's picture

    static func picture(_ logo: LogoFile) -> Picture { Picture(digest: Array(SHA256.hash(data: logo.bytes)), bytes: logo.bytes) }

    /// The picture of a letterhead that a document of this book has, or had.
    public func logo(_ digest: [UInt8], caller: Caller) throws -> [UInt8] {
        try require(.see, caller)
        // Other files of the site lie there too.
        guard let bytes = try store.document(digest), PictureForm.fault(bytes) == nil else {
            throw ServiceError.unknown(what: "picture", name: digest.hexadecimal)
        }
        return bytes
    }

    /// With the bytes of its picture: a frozen document knows the digest alone.
    func complete(_ document: Document) throws -> Document {
        guard let logo = document.logo, logo.bytes.isEmpty else { return document }
        var document = document
        document.logo?.bytes = try store.document(logo.digest) ?? []
        return document
    }

    /// Pictures that no form could draw are not taken.
    func checkPictures(_ site: Site) throws {
        for logo in site.logos {
            guard let fault = LogoPicture.fault(logo.bytes) else { continue }
            throw ServiceError.refused("the picture \(logo.name) cannot be drawn: \(fault). Save it anew as a PNG.")
        }
    }
}
