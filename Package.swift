// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house (docs/architecture.md): a room may import only the rooms named here, and the compiler keeps it.
// `TOLLBOOK_ROOMS=Rating,Money swift test` builds only those rooms, what they need and their tests: quick work on one room.

struct Room {
    let name: String
    var rooms: [String] = []
    var products: [Target.Dependency] = []
    /// Folders whose files become part of the program (Plugins/EmbedFiles).
    var embeds: [String] = []
    /// What the room's tests need beside the room itself.
    var testing: [String] = []
    var testProducts: [Target.Dependency] = []
    /// Folders beside the tests with samples, which the tests read through #filePath.
    var testData: [String] = []
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
/// Two calls of SQLite that Swift cannot make itself (Sources/CSQLite).
let sqliteShim: Target.Dependency = .target(name: "CSQLite")
/// libcurl, and its calls that Swift cannot make itself (Sources/CCurl).
let curl: Target.Dependency = .target(name: "CCurl")
/// Servers that tests speak with, files that they hand in, and their random numbers (Tests/Doubles).
let doubles: Target.Dependency = .target(name: "Doubles")
/// Debian's zlib (Sources/CZlib).
let zlib: Target.Dependency = .target(name: "CZlib")
/// Debian's cairo and pango (Sources/CPangoCairo): pages of text in every script.
let pangoCairo: Target.Dependency = .target(name: "CPangoCairo")
/// Debian's libxlsxwriter (Sources/CXLSXWriter).
let xlsxWriter: Target.Dependency = .target(name: "CXLSXWriter")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let allRooms: [Room] = [
    Room(name: "Money"),
    Room(name: "Time", testData: ["Data"]),
    Room(name: "Model", rooms: ["Money", "Time"]),
    Room(name: "Reading", products: [yams, zlib], testProducts: [doubles], testData: ["Data"]),
    Room(name: "Site", rooms: ["Model", "Money", "Time", "Reading"], embeds: ["Numbering"], testData: ["Golden", "Errors"]),
    Room(name: "Mediation", rooms: ["Model", "Money", "Time", "Reading"], embeds: ["Formats"], testData: ["Data", "Errors"]),
    Room(name: "Rating", rooms: ["Model", "Money", "Time", "Site"]),
    Room(name: "RawLog", products: [zlib]),
    Room(name: "Collection", rooms: ["RawLog", "Model", "Time"], products: [crypto]),
    Room(name: "Store", rooms: ["Model", "Money", "Time"], products: [grdb, sqlite, sqliteShim]),
    Room(
        name: "Intake", rooms: ["RawLog", "Mediation", "Rating", "Store", "Site", "Model", "Money", "Time"],
        testProducts: [grdb, doubles]),
    Room(
        name: "Simulation", rooms: ["RawLog", "Mediation", "Rating", "Store", "Site", "Intake", "Model", "Money", "Time"],
        testData: ["failing-seeds.txt"]),
    Room(name: "Accounts", rooms: ["Model", "Time"], products: [crypto, cryptoExtras]),
    Room(name: "Document", rooms: ["Money", "Time", "Model"]),
    Room(name: "Billing", rooms: ["Rating", "Site", "Model", "Money", "Time"], products: [heap]),
    Room(
        name: "Reporting", rooms: ["Billing", "Document", "Site", "Reading", "Model", "Money", "Time"],
        embeds: ["Catalogue"], testing: ["Rendering"], testProducts: [doubles]),
    Room(
        name: "Rendering", rooms: ["Document", "Money", "Time", "Model"], products: [pangoCairo, xlsxWriter]),
    Room(
        name: "Delivery", rooms: ["Site", "Document", "Rendering", "Model", "Money", "Time"], products: [crypto, curl],
        testProducts: [doubles]),
    Room(
        name: "Service",
        rooms: [
            "RawLog", "Collection", "Mediation", "Rating", "Store", "Site", "Intake", "Accounts", "Billing", "Document",
            "Reporting", "Rendering", "Delivery", "Reading", "Model", "Money", "Time",
        ], products: [crypto], testProducts: [grdb, doubles]),
    Room(
        name: "Web", rooms: ["Service", "Rendering", "Document", "Accounts", "Model", "Money", "Time"],
        products: [hummingbird, hummingbirdTLS, nioSSL, logging, lifecycle], embeds: ["Assets"],
        testing: ["Site", "Store"], testProducts: [hummingbirdTesting, doubles]),
]

let commandRooms = [
    "Service", "Web", "Simulation", "Rendering", "Document", "Reading", "Store", "Mediation", "Rating", "Site", "Model", "Money", "Time",
]

/// What fuzzing runs: takes bytes from outside (Tests/Fuzz). With `TOLLBOOK_FUZZ` it is built for libFuzzer, which is
/// named so, and nothing else (scripts/fuzz.sh).
let fuzzedRooms = ["Mediation", "Collection", "RawLog", "Reading", "Rating", "Site", "Model", "Time"]
let libFuzzer = Context.environment["TOLLBOOK_FUZZ"]
let isFuzzing = libFuzzer != nil

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

func closure(of names: [String]) -> Set<String> {
    var found: Set<String> = []
    var open = names.flatMap { $0 == "Fuzz" ? fuzzedRooms : [$0] }
    while let name = open.popLast() {
        guard found.insert(name).inserted else { continue }
        open += allRooms.first { $0.name == name }?.rooms ?? []
    }
    return found
}

let asked = isFuzzing ? ["Fuzz"] : (Context.environment["TOLLBOOK_ROOMS"] ?? "").split(separator: ",").map(String.init)
let whole = asked.isEmpty
let built = whole ? Set(allRooms.map(\.name)) : closure(of: asked)
let rooms = allRooms.filter { built.contains($0.name) }
/// Counts the ways that inputs take. Allowed, because nothing depends on this package.
let instrumented: [SwiftSetting] = isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []
let embed: [Target.PluginUsage] = [.plugin(name: "EmbedFiles")]

func named(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

var targets: [Target] = [
    .executableTarget(name: "embed-files", path: "Plugins/embed-files", swiftSettings: settings),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "Doubles", path: "Tests/Doubles", swiftSettings: settings),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
]
for room in rooms {
    targets.append(
        .target(
            name: room.name, dependencies: named(room.rooms) + room.products, exclude: room.embeds,
            swiftSettings: settings + instrumented, plugins: room.embeds.isEmpty ? [] : embed))
    if whole || asked.contains(room.name) {
        targets.append(
            .testTarget(
                name: "\(room.name)Tests",
                dependencies: named([room.name] + room.rooms + room.testing) + room.products + room.testProducts,
                exclude: room.testData, swiftSettings: settings))
    }
}
if whole {
    targets += [
        .executableTarget(
            name: "tollbook", dependencies: named(commandRooms) + [arguments, logging, lifecycle, signals],
            swiftSettings: settings),
        .executableTarget(
            name: "tollbook-bench", dependencies: named(allRooms.map(\.name)) + [arguments, grdb, sqlite, pangoCairo],
            path: "Benchmarks", swiftSettings: settings),
        .testTarget(
            name: "GoldenTests", dependencies: named(allRooms.map(\.name)) + [doubles], path: "Tests/Golden",
            exclude: ["Data"], swiftSettings: settings),
    ]
}
if whole || asked.contains("Fuzz") {
    targets.append(
        .target(
            name: "Fuzzing", dependencies: named(fuzzedRooms) + [crypto, zlib, doubles], path: "Tests/Fuzz/Targets",
            swiftSettings: settings + instrumented))
    targets.append(
        isFuzzing
            ? .executableTarget(
                name: "tollbook-fuzz", dependencies: named(["Fuzzing"]), path: "Tests/Fuzz/Driver",
                swiftSettings: settings + instrumented, linkerSettings: [.unsafeFlags([libFuzzer ?? ""]), .linkedLibrary("stdc++")])
            : .testTarget(
                name: "FuzzTests", dependencies: named(["Fuzzing"]), path: "Tests/Fuzz/Tests", swiftSettings: settings))
}
if whole || asked.contains("House") {
    targets.append(.testTarget(name: "HouseTests", path: "Tests/House", swiftSettings: settings))
}

let package = Package(
    name: "tollbook",
    products: whole ? [.executable(name: "tollbook", targets: ["tollbook"])] : [],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    ],
    targets: targets,
    swiftLanguageModes: [.v6]
)
