public import Accounts
internal import Glibc
internal import HTTPTypes
public import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import ServiceLifecycle

/// Whether the server does its work; asked by `/live` and `/ready`, without details for strangers.
public struct Health: Sendable {
    /// The book and the raw log can be written, and nothing lags.
    public let isReady: @Sendable () async -> Bool

    public init(isReady: @escaping @Sendable () async -> Bool) { self.isReady = isReady }
}

/// The web server, put together. Everything that it needs of the world is handed in.
public struct WebServer: Sendable {
    let configuration: WebConfiguration
    let responder: WebResponder
    let log: Logger

    /// - Parameters:
    ///   - pages: what answers the addresses of the books; rights, tokens and limits were looked at before.
    public init(
        configuration: WebConfiguration, accounts: Accounts, pages: any BookPages, health: Health, log: Logger,
        texts: Texts = .english
    ) {
        self.configuration = configuration
        self.log = log
        responder = WebResponder(
            configuration: configuration, accounts: accounts, pages: pages, health: health, log: log, texts: texts)
    }

    /// The application, for tests and for `run`.
    public func application(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) throws(WebError)
        -> some ApplicationProtocol
    {
        let limits = configuration.limits
        let census = ConnectionCensus(most: limits.connections, mostPerAddress: limits.connectionsPerAddress)
        let http = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(limits: limits, census: census)],
                idleTimeout: nil,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes, maxHeaderFieldCount: 100)))
        let server: HTTPServerBuilder
        if let tls = configuration.tls {
            do { server = try .tls(http, tlsConfiguration: tls) } catch {
                throw .badCertificate(file: "given", reason: "\(error)")
            }
        } else {
            server = http
        }
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        return Application(
            responder: responder, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.listen.host, port: configuration.listen.port), serverName: nil),
            onServerRunning: { await onRunning($0.localAddress?.port ?? 0) },
            logger: quiet)
    }

    /// Listens until the task's service group asks for an end, or the task is cancelled.
    /// - Throws: `WebError`.
    public func run(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let application = try application(onRunning: onRunning)
        do { try await application.run() } catch {
            throw Self.explained(error, configuration.listen)
        }
    }

    private static func explained(_ error: any Error, _ address: ListenAddress) -> any Error {
        guard let failure = error as? IOError else { return error }
        if failure.errnoCode == EADDRINUSE { return WebError.portInUse(address) }
        return WebError.cannotListen(address, reason: String(cString: strerror(failure.errnoCode)))
    }
}
