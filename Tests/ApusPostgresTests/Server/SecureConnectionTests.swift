import ApusPostgres
import ApusSQL
import Foundation
import Testing

@Suite("Encrypted connections", .timeLimit(.minutes(3)))
struct SecureConnectionTests {
    /// Whether a connection is encrypted, or why there is none.
    private func connect(_ server: ThrowAwayServer, _ parameters: String) async throws -> Result<Bool, DatabaseError> {
        let configuration = try PostgresConfiguration(url: "\(server.url)?\(parameters)")
        return try await closing(PostgresDriver(configuration)) { driver in
            let sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
            do throws(DatabaseError) {
                return .success(try await driver.run(Statement(sql: sql, access: .read))[0].decode(at: 0))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test("Each mode asks for what it says")
    func modes() async throws {
        try await ThrowAwayServer.with { server in
            #expect(try await connect(server, "sslmode=prefer") == .success(false))
            guard case .failure(let refusal) = try await connect(server, "sslmode=require") else {
                Issue.record("a server without a certificate was connected to")
                return
            }
            #expect(refusal.code == .unreachable)

            let certificate = try server.useTLS()
            defer { try? FileManager.default.removeItem(atPath: certificate) }
            #expect(try await connect(server, "sslmode=disable") == .success(false))
            for mode in ["prefer", "require"] {
                #expect(try await connect(server, "sslmode=\(mode)") == .success(true))
            }
            for mode in ["verify-ca", "verify-full"] {
                let trusting = "sslmode=\(mode)&sslrootcert=\(certificate)"
                #expect(try await connect(server, trusting) == .success(true))
                // Debian's own list of authorities does not have the certificate.
                guard case .failure(let refusal) = try await connect(server, "sslmode=\(mode)&sslrootcert=/dev/null")
                else {
                    Issue.record("a certificate that nobody vouches for was believed")
                    continue
                }
                #expect(refusal.code == .unreachable)
            }
        }
    }
}
