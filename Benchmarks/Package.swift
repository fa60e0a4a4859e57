// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that a peer never becomes a dependency of anyone who uses Apus.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(name: "Apus", path: ".."),
    ],
    targets: [
        .executableTarget(
            name: "ApusPeer",
            dependencies: [
                .product(name: "ApusHTTP", package: "Apus"),
                .product(name: "ApusModel", package: "Apus"),
                .product(name: "ApusSQLite", package: "Apus"),
                .product(name: "ApusServer", package: "Apus"),
            ]
        ),
        .executableTarget(
            name: "MiddlewareCost",
            dependencies: [.product(name: "ApusHTTP", package: "Apus")],
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]
        ),
        .target(name: "CAllocations"),
        .executableTarget(
            name: "RouterCost",
            dependencies: ["CAllocations", .product(name: "ApusHTTP", package: "Apus")],
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]
        ),
        .executableTarget(
            name: "JSONPeer",
            dependencies: [.product(name: "ApusJSONCodable", package: "Apus")]
        ),
        .executableTarget(
            name: "PostgresPeer",
            dependencies: [
                .product(name: "ApusModel", package: "Apus"),
                .product(name: "ApusPostgres", package: "Apus"),
            ]
        ),
        .executableTarget(
            name: "HummingbirdPeer",
            dependencies: [
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
    ]
)
