public import Model
import Site
import Store
import Time

extension OpenBook {
    private var licencePath: String { store.folder + "/licence" }

    /// What there is to say of the book's licence. Nothing asks it but pages and commands that show it.
    public func licence(caller: Caller) throws -> LicenceState { try licence(key: Licence.publicKey, caller: caller) }

    /// Puts a licence in the place of the one that may be there.
    /// - Throws: that it is broken; then the old one stays.
    public func installLicence(_ bytes: [UInt8], caller: Caller) throws -> LicenceState {
        try installLicence(bytes, key: Licence.publicKey, caller: caller)
    }

    func licence(key: String, caller: Caller) throws -> LicenceState {
        try require(.see, caller)
        guard FileSystem.exists(licencePath) else { return .absent }
        let licence: Licence
        do {
            licence = try Licence(InputFile(licencePath).readAll(limit: Licence.longest), key: key)
        } catch let error as Licence.Broken {
            return .broken(error.reason)
        } catch {
            return .broken("\(error)")
        }
        let site = try site().site
        // What was last written into the journal was written when the clock said so.
        let seen = try store.journal(limit: 1).first.map { site.settings.zone.wall($0.note.at).day }
        return LicenceState(
            licence, now: try today(), seen: seen ?? licence.issued + -1, extensions: site.parties.count { $0.kind == .extension })
    }

    func installLicence(_ bytes: [UInt8], key: String, caller: Caller) throws -> LicenceState {
        try require(.administer, caller)
        let licence: Licence
        do throws(Licence.Broken) { licence = try Licence(bytes, key: key) } catch {
            throw ServiceError.refused("this licence cannot be used: \(error.reason). Copy it again as it was sent. Nothing was changed.")
        }
        try FileSystem.writeAside(bytes, to: licencePath, mode: 0o600)
        try store.append(note(caller, "licence.install", licence.customer, after: "valid until \(licence.validUntil)"))
        return try self.licence(key: key, caller: caller)
    }
}
