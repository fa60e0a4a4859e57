import ApusCore
import ApusSQL
import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A connection on its way from the thread that opened it to the one that uses it.
///
/// Sendable without the compiler's proof: the thread that opened it forgets it when it sends it.
struct OpenedConnection: @unchecked Sendable {
    let handle: OpaquePointer
}

/// Opens connections on threads of their own: looking up a host's name blocks inside libpq, and the key derivation of
/// SCRAM takes milliseconds of CPU.
struct ConnectionOpener: Sendable {
    private let parameters: [(keyword: String, value: String)]
    private let statementTimeout: Duration?

    init(_ configuration: PostgresConfiguration) {
        var parameters = configuration.address.parameters
        func setDefault(_ keyword: String, _ value: String) {
            if !parameters.contains(where: { $0.keyword == keyword }) { parameters.append((keyword, value)) }
        }
        parameters.removeAll { $0.keyword == "client_encoding" }
        setDefault("client_encoding", "UTF8")
        setDefault("fallback_application_name", "apus")
        // For each of several hosts; a whole number of seconds is the finest that libpq knows.
        setDefault("connect_timeout", String(max(1, configuration.connectTimeout.roundedUp(to: .seconds(1)))))
        // A peer that has vanished without a word is noticed within a minute.
        setDefault("keepalives_idle", "30")
        setDefault("keepalives_interval", "10")
        setDefault("keepalives_count", "3")
        setDefault("tcp_user_timeout", "60000")
        self.parameters = parameters
        statementTimeout = configuration.statementTimeout
    }

    /// Starts to open a connection.
    ///
    /// - Parameter completion: Gets the outcome on the helper's thread; returns whether it has taken the connection over.
    func open(_ completion: @escaping @Sendable (Result<OpenedConnection, DatabaseError>) -> Bool) {
        do throws(DedicatedThread.StartFailure) {
            try DedicatedThread.start(name: "apus-pg-connect") {
                let outcome = open()
                let isTaken = completion(outcome)
                if !isTaken, case .success(let opened) = outcome { PQfinish(opened.handle) }
            }
        } catch {
            _ = completion(.failure(Self.unreachable("no thread could be started")))
        }
    }

    private func open() -> Result<OpenedConnection, DatabaseError> {
        let outcome = connect()
        guard case .success(let opened) = outcome, let reason = enterPipelineMode(opened.handle) else { return outcome }
        PQfinish(opened.handle)
        return .failure(Self.unreachable(reason))
    }

    /// Opens a connection that blocks whoever uses it, as this does.
    func connect() -> Result<OpenedConnection, DatabaseError> {
        guard let handle = makeHandle() else { return .failure(Self.unreachable("no memory")) }
        if let reason = prepare(handle) {
            PQfinish(handle)
            return .failure(Self.unreachable(reason))
        }
        return .success(OpenedConnection(handle: handle))
    }

    private func makeHandle() -> OpaquePointer? {
        let keywords = parameters.map { strdup($0.keyword) }
        let values = parameters.map { strdup($0.value) }
        defer { for string in keywords + values { free(string) } }
        return PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil],
            values.map { UnsafePointer($0) } + [nil],
            0
        )
    }

    /// Brings a connection into the state in which it is used; returns why that is impossible.
    private func prepare(_ handle: OpaquePointer) -> String? {
        guard PQstatus(handle) == CONNECTION_OK else { return message(of: handle) }
        // Without a receiver libpq writes the server's notices to the standard error output.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        // Dates are read in the ISO style; the server reports its own in the greeting.
        if let style = PQparameterStatus(handle, "DateStyle"), !String(cString: style).hasPrefix("ISO") {
            guard execute("set datestyle = iso", on: handle) else { return message(of: handle) }
        }
        if let statementTimeout {
            let milliseconds = max(1, statementTimeout.roundedUp(to: .milliseconds(1)))
            guard execute("set statement_timeout = \(milliseconds)", on: handle) else { return message(of: handle) }
        }
        return nil
    }

    private func enterPipelineMode(_ handle: OpaquePointer) -> String? {
        PQsetnonblocking(handle, 1) == 0 && PQenterPipelineMode(handle) == 1 ? nil : message(of: handle)
    }

    private func execute(_ sql: String, on handle: OpaquePointer) -> Bool {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        return PQresultStatus(result) == PGRES_COMMAND_OK
    }

    private func message(of handle: OpaquePointer) -> String {
        PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    }

    private static func unreachable(_ reason: String) -> DatabaseError {
        let reason = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        return DatabaseError(.unreachable, message: "no connection to the database: \(reason)")
    }
}
