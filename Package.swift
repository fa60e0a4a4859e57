// swift-tools-version: 6.3
import CompilerPluginSupport
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Apus",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Apus", targets: ["Apus"]),
        .library(name: "ApusCore", targets: ["ApusCore"]),
        .library(name: "ApusJSON", targets: ["ApusJSON"]),
        .library(name: "ApusJSONCodable", targets: ["ApusJSONCodable"]),
        .library(name: "ApusHTTP", targets: ["ApusHTTP"]),
        .library(name: "ApusCompression", targets: ["ApusCompression"]),
        .library(name: "ApusCookies", targets: ["ApusCookies"]),
        .library(name: "ApusWebSocket", targets: ["ApusWebSocket"]),
        .library(name: "ApusServer", targets: ["ApusServer"]),
        .library(name: "ApusSQL", targets: ["ApusSQL"]),
        .library(name: "ApusModel", targets: ["ApusModel"]),
        .library(name: "ApusSQLite", targets: ["ApusSQLite"]),
        .library(name: "ApusPostgres", targets: ["ApusPostgres"]),
        .library(name: "ApusSQLTelemetry", targets: ["ApusSQLTelemetry"]),
        .library(name: "ApusMigrations", targets: ["ApusMigrations"]),
        .library(name: "ApusTesting", targets: ["ApusTesting"]),
        .executable(name: "hello", targets: ["Hello"]),
        .executable(name: "guarded", targets: ["Guarded"]),
        .executable(name: "chat", targets: ["Chat"]),
        .executable(name: "notes", targets: ["Notes"]),
        .executable(name: "atlas", targets: ["Atlas"]),
        .executable(name: "todo", targets: ["Todo"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
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
        .target(name: "ApusJSONCodable", dependencies: ["ApusJSON", "ApusMacros"], swiftSettings: settings),

        // HTTP
        .systemLibrary(name: "CFileAccess"),
        .target(
            name: "ApusHTTP",
            dependencies: [
                "ApusCore", "ApusJSON", "CFileAccess",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "ApusCompression",
            dependencies: [
                "ApusHTTP", "CZlib",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "ApusCookies", dependencies: ["ApusHTTP", "CLibCrypto"], swiftSettings: settings),
        .target(
            name: "ApusWebSocket",
            dependencies: [
                "ApusCompression", "ApusHTTP",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(name: "CLinux"),
        .target(
            name: "ApusServer",
            dependencies: [
                "ApusCore", "ApusHTTP", "CLinux",
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
        .target(
            name: "ApusSQLTelemetry",
            dependencies: [
                "ApusSQL",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ApusMacroExpansion",
            dependencies: [.product(name: "SwiftSyntaxMacros", package: "swift-syntax")],
            swiftSettings: settings
        ),
        .macro(
            name: "ApusMacros",
            dependencies: [
                "ApusMacroExpansion",
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
                "ApusCore", "ApusHTTP", "ApusJSONCodable", "ApusMigrations", "ApusModel", "ApusPostgres", "ApusSQL",
                "ApusSQLite", "ApusServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ApusTesting",
            dependencies: [
                "ApusHTTP", "ApusJSON", "ApusPostgres", "ApusSQL", "ApusSQLite", "ApusServer", "ApusWebSocket",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),

        // Examples
        .executableTarget(
            name: "Hello",
            dependencies: ["ApusHTTP", "ApusServer"],
            path: "Examples/Hello",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Guarded",
            dependencies: ["ApusCompression", "ApusHTTP", "ApusServer"],
            path: "Examples/Guarded",
            exclude: ["Public"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Chat",
            dependencies: ["ApusHTTP", "ApusServer", "ApusWebSocket"],
            path: "Examples/Chat",
            swiftSettings: settings
        ),
        .executableTarget(name: "Notes", dependencies: ["Apus"], path: "Examples/Notes", swiftSettings: settings),
        .executableTarget(
            name: "Atlas",
            dependencies: ["Apus", .product(name: "HTTPTypes", package: "swift-http-types")],
            path: "Examples/Atlas",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Todo",
            dependencies: [
                "Apus",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Examples/Todo",
            exclude: ["Public"],
            swiftSettings: settings
        ),

        // Tests
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: settings),
        .testTarget(name: "ApusJSONTests", dependencies: ["ApusJSON", "SeededRandom"], swiftSettings: settings),
        .testTarget(name: "ApusJSONCodableTests", dependencies: ["ApusJSONCodable"], swiftSettings: settings),
        .testTarget(name: "ApusCoreTests", dependencies: ["ApusCore"], swiftSettings: settings),
        .testTarget(
            name: "ApusHTTPTests",
            dependencies: [
                "ApusHTTP", "SeededRandom",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusCompressionTests",
            dependencies: [
                "ApusCompression", "ApusHTTP",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusCookiesTests",
            dependencies: ["ApusCookies", "ApusHTTP", .product(name: "HTTPTypes", package: "swift-http-types")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusWebSocketTests",
            dependencies: [
                "ApusCompression", "ApusHTTP", "ApusWebSocket",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusServerTests",
            dependencies: [
                "ApusHTTP", "ApusServer", "SeededRandom",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusSQLTests",
            dependencies: ["ApusSQL", "ApusSQLite", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusSQLTelemetryTests",
            dependencies: [
                "ApusSQL", "ApusSQLTelemetry", "ApusSQLite",
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "ApusSQLiteTests", dependencies: ["ApusSQL", "ApusSQLite"], swiftSettings: settings),
        .testTarget(
            name: "ApusPostgresTests",
            dependencies: ["ApusPostgres", "ApusSQL", "SeededRandom"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusModelTests",
            dependencies: ["ApusJSON", "ApusModel", "ApusPostgres", "ApusSQL", "ApusSQLite", "ApusTesting"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusMacroExpansionTests",
            dependencies: [
                "ApusMacroExpansion",
                .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusMigrationsTests",
            dependencies: ["ApusMigrations", "ApusModel", "ApusPostgres", "ApusSQL", "ApusSQLite", "ApusTesting"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusTestingTests",
            dependencies: [
                "ApusHTTP", "ApusJSON", "ApusSQL", "ApusTesting", "ApusWebSocket",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApusTests",
            dependencies: [
                "Apus", "ApusSQLite", "ApusTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "Apus", "ApusCompression", "ApusCookies", "ApusJSONCodable", "ApusPostgres", "ApusSQL",
                "ApusSQLTelemetry", "ApusSQLite", "ApusTesting", "ApusWebSocket", "Notes",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GuardedTests",
            dependencies: [
                "ApusHTTP", "ApusServer", "Guarded",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AtlasTests",
            dependencies: [
                "Apus", "ApusTesting", "Atlas", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TodoTests",
            dependencies: [
                "Apus", "ApusTesting", "Todo", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings
        ),
    ]
)
