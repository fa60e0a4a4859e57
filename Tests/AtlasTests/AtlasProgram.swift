import Foundation

/// The built `atlas`, run in a folder of its own.
struct AtlasProgram {
    let folder: URL
    var environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOST": "127.0.0.1", "PORT": "0",
    ]

    init(folder: URL) {
        self.folder = folder
    }

    func run(_ arguments: [String]) async throws -> Finished {
        try await process(arguments).finish()
    }

    /// Starts to serve on a port that the system chooses, and waits for the line that tells the address.
    func serve(_ arguments: [String] = []) async throws -> RunningAtlas {
        let process = process(["serve"] + arguments)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var log = ""
        while let text = await errors.readSome() {
            log += text
            if let match = log.firstMatch(of: #/http://[0-9.]+:[0-9]+\b/#) {
                return RunningAtlas(process: process, errors: errors, address: String(match.output))
            }
        }
        process.waitUntilExit()
        throw StartFailure(log: log)
    }

    private func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        return process
    }

    /// The program stands beside the bundle of the tests.
    private static var executable: URL {
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        let folder =
            bundle?.deletingLastPathComponent() ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return folder.appending(path: "atlas")
    }

    struct StartFailure: Error {
        let log: String
    }
}

/// An atlas that serves.
struct RunningAtlas {
    fileprivate let process: Process
    fileprivate let errors: Pipe
    let address: String

    fileprivate init(process: Process, errors: Pipe, address: String) {
        self.process = process
        self.errors = errors
        self.address = address
        // Nobody reads the log any more; the program must not wait for a reader.
        errors.fileHandleForReading.readabilityHandler = { handle in
            if handle.availableData.isEmpty { handle.readabilityHandler = nil }
        }
    }

    /// Asks the program to stop, and waits until it has.
    func terminate() async throws -> Int32 {
        process.terminate()
        return try await process.exitStatus()
    }
}

extension RunningAtlas {
    /// The port of the address.
    var port: String { String(address.split(separator: ":").last ?? "") }

    /// Asks the program to stop, and does not wait.
    func askToStop() {
        process.terminate()
    }

    /// Asks the program to stop, again and again until it has.
    func terminateInsistently() async throws -> Int32 {
        let insisting = Task {
            while !Task.isCancelled {
                process.terminate()
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        let status = try await process.exitStatus()
        insisting.cancel()
        return status
    }
}

/// What a finished program leaves.
struct Finished {
    let status: Int32
    let output: String
    let errors: String
}

extension Process {
    /// Runs the program to its end.
    func finish() async throws -> Finished {
        let output = Pipe()
        let errors = Pipe()
        standardOutput = output
        standardError = errors
        try run()
        async let outputData = output.readAll()
        async let errorData = errors.readAll()
        let (text, errorText) = try await (outputData, errorData)
        return Finished(status: try await exitStatus(), output: text, errors: errorText)
    }

    fileprivate func exitStatus() async throws -> Int32 {
        await withCheckedContinuation { continuation in
            // Waiting blocks, so it has a thread of its own.
            Thread.detachNewThread { [self] in
                waitUntilExit()
                continuation.resume(returning: terminationStatus)
            }
        }
    }
}

extension Pipe {
    /// What has been written since the last call; nil at the end.
    func readSome() async -> String? {
        let data = await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                continuation.resume(returning: fileHandleForReading.availableData)
            }
        }
        return data.isEmpty ? nil : String(decoding: data, as: UTF8.self)
    }

    fileprivate func readAll() async throws -> String {
        let data = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [self] in
                continuation.resume(with: Result { try fileHandleForReading.readToEnd() ?? Data() })
            }
        }
        return String(decoding: data, as: UTF8.self)
    }
}
