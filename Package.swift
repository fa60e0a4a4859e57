// swift-tools-version: 6.3
import CompilerPluginSupport
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "Apus",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Apus", targets: ["Apus"]),
        .library(name: "ApusCore", targets: ["ApusCore"]),
        .library(name: "ApusJSON", targets: ["ApusJSON"]),
        .library(name: "ApusHTTP", targets: ["ApusHTTP"]),
        .library(name: "ApusServer", targets: ["ApusServer"]),
        .library(name: "ApusSQL", targets: ["ApusSQL"]),
        .library(name: "ApusModel", targets: ["ApusModel"]),
        .library(name: "ApusSQLite", targets: ["ApusSQLite"]),
        .library(name: "ApusPostgres", targets: ["ApusPostgres"]),
        .library(name: "ApusMigrations", targets: ["ApusMigrations"]),
        .library(name: "ApusTesting", targets: ["ApusTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        // Ground
        .target(
            name: "ApusCore",
            dependencies: [.product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .target(name: "ApusJSON", swiftSettings: settings),

        // HTTP
        .target(
            name: "ApusHTTP",
            dependencies: [
                "ApusCore", "ApusJSON",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ApusServer",
            dependencies: [
                "ApusCore", "ApusHTTP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),

        // Data
        .systemLibrary(name: "CSQLite3", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(
            name: "ApusSQL",
            dependencies: ["ApusCore", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .target(name: "ApusSQLite", dependencies: ["ApusCore", "ApusSQL", "CSQLite3"], swiftSettings: settings),
        .target(name: "ApusPostgres", dependencies: ["ApusCore", "ApusSQL", "CLibPQ"], swiftSettings: settings),
        .macro(
            name: "ApusMacros",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .target(name: "ApusModel", dependencies: ["ApusJSON", "ApusMacros", "ApusSQL"], swiftSettings: settings),
        .target(name: "ApusMigrations", dependencies: ["ApusModel", "ApusSQL"], swiftSettings: settings),

        // App and kit
        .target(
            name: "Apus",
            dependencies: [
                "ApusCore", "ApusHTTP", "ApusJSON", "ApusMigrations", "ApusModel", "ApusPostgres", "ApusSQL",
                "ApusSQLite", "ApusServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ApusTesting",
            dependencies: ["ApusHTTP", "ApusPostgres", "ApusSQL", "ApusSQLite", "ApusServer"],
            swiftSettings: settings
        ),
    ]
)
