import ApusHTTP
import HTTPTypes
import Testing

@Suite struct SecurityHeadersTests {
    @Test func theDefaultsAreStrict() async throws {
        let response = try await answer(Request(), with: SecurityHeaders())
        #expect(
            response.headers.map { "\($0.name): \($0.value)" } == [
                "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
                "Referrer-Policy: strict-origin-when-cross-origin", "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            ]
        )
    }

    @Test func errorsCarryThemToo() async throws {
        let response = try await answer(Request(), with: SecurityHeaders()) { _ in throw Problem.notFound }
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test func whatAHandlerHasSetStays() async throws {
        let headers: HeaderFields = [.contentSecurityPolicy: "sandbox", .crossOriginResourcePolicy: "cross-origin"]
        let response = try await answer(Request(), with: SecurityHeaders()) { _ in
            Response(status: .ok, headers: headers)
        }
        #expect(response.headers.values(for: .contentSecurityPolicy) == ["sandbox"])
        #expect(response.headers.values(for: .crossOriginResourcePolicy) == ["cross-origin"])
    }

    @Test func theHandlerSeesTheNonceOfTheResponse() async throws {
        var seen: Set<String> = []
        for _ in 0..<100 {
            let response = try await answer(Request(), with: SecurityHeaders(contentSecurityPolicy: .page)) { request in
                Response(request.cspNonce ?? "none")
            }
            let nonce = try await response.text
            #expect(nonce.utf8.count == 22)
            #expect(
                response.headers[.contentSecurityPolicy]
                    == "default-src 'self'; script-src 'self' 'nonce-\(nonce)'; style-src 'self' 'nonce-\(nonce)'; "
                    + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            )
            seen.insert(nonce)
        }
        #expect(seen.count == 100)
    }

    @Test func thereIsNoNonceWithoutAPolicyThatUsesIt() async throws {
        let response = try await answer(Request(), with: SecurityHeaders()) { Response($0.cspNonce ?? "none") }
        #expect(try await response.text == "none")
        let none = try await answer(Request(), with: SecurityHeaders(contentSecurityPolicy: nil))
        #expect(!none.headers.contains(.contentSecurityPolicy))
    }

    @Test func aPolicyIsChangedByDirective() async throws {
        var policy = ContentSecurityPolicy.api
        policy.set("img-src", "'self'", "data:")
        policy.set("default-src", "'self'")
        let headers = SecurityHeaders(contentSecurityPolicy: policy, isReportOnly: true, permissions: "camera=()")
        let response = try await answer(Request(), with: headers)
        #expect(
            response.headers[.contentSecurityPolicyReportOnly]
                == "default-src 'self'; frame-ancestors 'none'; img-src 'self' data:"
        )
        #expect(!response.headers.contains(.contentSecurityPolicy))
        #expect(response.headers[HTTPField.Name("Permissions-Policy") ?? .via] == "camera=()")
    }
}
