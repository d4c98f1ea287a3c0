import Model
import RawLog

/// Something about a source that a person should know before it runs.
public struct SourceFinding: Hashable, Sendable, CustomStringConvertible {
    /// It cannot run so; else it can, but think of it.
    public let isError: Bool
    /// One line with its mend.
    public let description: String
}

extension SourceDefinition {
    /// What is wrong or doubtful about the settings; nothing of the machine is looked at.
    public var findings: [SourceFinding] {
        var found: [SourceFinding] = []
        if !RawFolder.isSource(id.text) { found.append(.error("The id names a folder. Use 1 to 64 of a-z, 0-9 and -.")) }
        if let silentAfter, silentAfter < 1 { found.append(.error("silentAfter is in seconds. Write 1 or more, or leave it out.")) }
        switch transport {
        case .tcpServer(let settings):
            found += Self.doubts(settings.allowed)
            if !(1...200).contains(settings.connections) { found.append(.error("connections is 1 to 200.")) }
            if settings.perPeer < 1 { found.append(.error("perPeer is 1 or more.")) }
        case .udp(let settings): found += Self.doubts(settings.allowed)
        case .tcpClient(let settings):
            if settings.host.isEmpty || settings.port == 0 { found.append(.error("Write the switch's host and port.")) }
            found += Self.doubts(settings.script)
        case .serial(let settings):
            do throws(SourceError) { try SerialPort.check(settings) } catch { found.append(.error(error.description)) }
            found += Self.doubts(settings.script)
        case .radius(let settings):
            do throws(SourceError) { _ = try RadiusSource.check(settings) } catch { found.append(.error(error.description)) }
            if settings.clients.isEmpty { found.append(.warning("No client is known: nobody gets an answer. Add the gateways.")) }
            for client in settings.clients where !client.requiresMessageAuthenticator {
                found.append(.warning("\(client.address) need not sign (CVE-2024-3596). Require a Message-Authenticator if it can."))
            }
        case .tail(let settings):
            if settings.path.isEmpty { found.append(.error("Write the path of the log file.")) }
        case .folder(let settings):
            if settings.path.isEmpty { found.append(.error("Write the path of the folder.")) }
            if case .move(settings.path) = settings.after { found.append(.error("Files cannot be moved into the folder they lie in.")) }
        case .post(let settings):
            if settings.key.bytes.count < 16 { found.append(.error("The key is short. Use one of 16 characters or more.")) }
        }
        return found
    }

    private static func doubts(_ allowed: AddressList) -> [SourceFinding] {
        if allowed.isAny { return [.warning("Whoever reaches the port can add calls. List the switch's address instead of any.")] }
        return allowed.texts.isEmpty ? [.warning("Nobody may send yet. List the switch's address.")] : []
    }

    /// A secret that is echoed after the last prompt would stand among the records.
    private static func doubts(_ script: LoginScript) -> [SourceFinding] {
        guard let last = script.steps.lastIndex(where: { if case .sendSecret = $0 { true } else { false } }),
            !script.steps[last...].contains(where: { if case .expect = $0 { true } else { false } })
        else { return [] }
        return [.warning("A switch that echoes the password puts it into the raw log. Add a prompt to expect after it.")]
    }
}

extension SourceFinding {
    static func error(_ words: String) -> SourceFinding { SourceFinding(isError: true, description: words) }
    static func warning(_ words: String) -> SourceFinding { SourceFinding(isError: false, description: words) }
}
