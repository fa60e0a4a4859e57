// swift-tools-version: 6.3
import PackageDescription

// A package of its own, because everything in it is compiled with the instrumentation of libFuzzer. `Tests/Fuzzing/run`
// builds it and runs the targets.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "Apus", path: "../.."),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .target(name: "CFuzzer", linkerSettings: [.linkedLibrary("stdc++"), .linkedLibrary("m")]),
        .executableTarget(
            name: "fuzz-request-parser",
            dependencies: [
                "CFuzzer",
                .product(name: "ApusHTTP", package: "Apus"),
                .product(name: "ApusServer", package: "Apus"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Sources/RequestParser",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fuzz-json",
            dependencies: ["CFuzzer", .product(name: "ApusJSON", package: "Apus")],
            path: "Sources/JSON",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fuzz-websocket",
            dependencies: [
                "CFuzzer",
                .product(name: "ApusWebSocket", package: "Apus"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Sources/WebSocket",
            swiftSettings: settings
        ),
    ]
)
