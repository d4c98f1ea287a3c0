import Logging
import Model
import Service
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Puts the rooms of a running server together: pages, nightly copy, signs of life. Each is a service of one group, which ends in the
/// reverse order at SIGTERM or Ctrl-C.
struct Server {
    let book: OpenBook
    let options: Serve

    func run() async throws {
        let configuration = try configuration()
        try await book.recover()
        let log = logger()
        let sources = SourceService(book: book)
        let pages = ServicePages([book], sources: [book.id: sources])
        let web = WebServer(
            configuration: configuration, accounts: try book.accounts(), pages: pages,
            health: Health { [book] in await sources.isWell() && book.isReady() }, log: log
        )
        let greeting = try await greeting()
        let supervisor = Supervisor(environment: Environment.all)
        let address = configuration.isEncrypted ? "https" : "http"
        let services: [any Service] = [
            NightlyCopy(book: book, log: log), Settling(book: book, log: log), Intake(sources: sources),
            Delivery(service: DeliveryService(book: book, sources: sources)), Jobs(runner: JobRunner(book: book)),
            Schedules(book: book, log: log), Exports(service: ExportService(book: book)),
            SignOfLife(supervisor: supervisor),
            WebService(web: web) { port in
                Output.standard.write("Serving \(book.store.folder) at \(address)://\(configuration.listen.host):\(port)/\n" + greeting)
                Output.standard.flush()
                supervisor.ready()
            },
        ]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
        try await group.run()
        supervisor.stopping()
        await book.runner.stop()
        try book.store.close()
    }

    private func configuration() throws -> WebConfiguration {
        var tls: WebConfiguration.TLS?
        if let certificate = options.certificate, let key = options.key {
            tls = try WebConfiguration.tls(certificateFile: certificate, keyFile: key)
        }
        var configuration = try WebConfiguration(
            listen: ListenAddress(options.listen), tls: tls, behindProxy: options.behindProxy, proxies: Set(options.proxy))
        configuration.metricsKey = try options.metricsKey.map { try MetricsKey(file: $0) }
        return configuration
    }

    private func logger() -> Logger {
        var log = Logger(label: "tollbook") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = Logger.Level.notice
        return log
    }

    /// Where nobody has a password yet the server's own console is told a one-time log-in.
    private func greeting() async throws -> String {
        if try book.hasPassword() { return "" }
        let system = Caller(kind: .system, name: "serve", role: .administrator)
        return try await book.resetPassword(of: "admin", caller: system).text
    }
}

/// The pages, until the group asks for an end.
private struct WebService: Service {
    let web: WebServer
    let onRunning: @Sendable (Int) async -> Void

    func run() async throws { try await web.run(onRunning: onRunning) }
}

/// The sources, until the group asks for an end.
private struct Intake: Service {
    let sources: SourceService

    func run() async throws { try await cancelWhenGracefulShutdown { try await sources.run() } }
}

/// Alerts and the daily mail, until the group asks for an end.
private struct Delivery: Service {
    let service: DeliveryService

    func run() async throws { await cancelWhenGracefulShutdown { await service.run() } }
}

/// The work that waits in the book's queue, until the group asks for an end.
private struct Jobs: Service {
    let runner: JobRunner

    func run() async throws { await cancelWhenGracefulShutdown { await runner.run() } }
}

/// Reports and bills that are made by themselves, until the group asks for an end.
private struct Schedules: Service {
    let book: OpenBook
    let log: Logger

    func run() async throws {
        let service = ScheduleService(book: book) { [log] run in
            log.error("a schedule failed", metadata: ["schedule": "\(run.schedule)", "reason": "\(run.message)"])
        }
        await cancelWhenGracefulShutdown { await service.run() }
    }
}

/// Calls that go on to other systems, until the group asks for an end.
private struct Exports: Service {
    let service: ExportService

    func run() async throws { await cancelWhenGracefulShutdown { await service.run() } }
}

/// The copy at 02:30 of the site's zone, and the upkeep of the raw logs behind it.
private struct NightlyCopy: Service {
    let book: OpenBook
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                guard let next = try? book.nextBackup(after: book.clock()) else { return }
                // Woken now and then, for the clock may be set while we wait.
                while book.clock() < next, !Task.isCancelled { try? await Task.sleep(for: .seconds(30)) }
                guard !Task.isCancelled else { return }
                do { try book.nightlyBackup() } catch { log.error("nightly backup failed", metadata: ["reason": "\(error)"]) }
                keepRawLogs()
            }
        }
    }
}

/// Settles periods that are over and stale, now and then, so that whoever looks at them finds them settled.
private struct Settling: Service {
    let book: OpenBook
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let caller = Caller(kind: .system, name: "serve", role: .administrator)
            var told: Set<String> = []
            while !Task.isCancelled {
                do {
                    let done = try await book.settleStaleApart(caller: caller)
                    // The same obstacle is told once.
                    for fault in Set(done.faults).subtracting(told) { log.warning("not settled", metadata: ["reason": "\(fault)"]) }
                    told = Set(done.faults)
                } catch { log.error("settling failed", metadata: ["reason": "\(error)"]) }
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }
}

extension NightlyCopy {
    private func keepRawLogs() {
        do {
            let done = try book.keepRawLogs(caller: Caller(kind: .system, name: "serve", role: .administrator))
            for failure in done.failures { log.error("upkeep of a raw log failed", metadata: ["reason": "\(failure)"]) }
        } catch {
            log.error("upkeep of the raw logs failed", metadata: ["reason": "\(error)"])
        }
    }
}

/// Tells systemd that the program lives; a program that hangs stops telling, and is started anew.
private struct SignOfLife: Service {
    let supervisor: Supervisor

    func run() async throws {
        let pause = (supervisor.watchdogSeconds ?? 60) / 3
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                supervisor.alive()
                try? await Task.sleep(for: .seconds(max(pause, 1)))
            }
        }
    }
}
