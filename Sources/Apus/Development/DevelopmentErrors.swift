import ApusHTTP
import HTTPTypes

/// Shows errors to whoever develops the application: with what caused them, as a page in a browser and as a problem document
/// to other clients.
struct DevelopmentErrors: Sendable {
    /// What a page about an unknown route lists.
    let routes: [RouteDescription]

    func response(to error: any Error, _ problem: Problem, _ request: Request) -> Response? {
        if request.acceptedMediaTypes.best(of: [.json, .html]) == .html {
            return page(error, problem, request)
        }
        guard problem.status.kind == .serverError else { return nil }
        var problem = problem
        problem.detail = "\(type(of: error)): \(error)"
        return problem.response(requestID: request.id)
    }

    private func page(_ error: any Error, _ problem: Problem, _ request: Request) -> Response {
        var response = problem.response(requestID: request.id)
        let page = ErrorPage(
            error: error,
            problem: problem,
            request: request,
            routes: problem.status == .notFound && request.routePattern == nil ? routes : []
        )
        response.body = .text(page.html, contentType: "text/html; charset=utf-8")
        // Whatever slipped into the page can load and run nothing.
        response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
