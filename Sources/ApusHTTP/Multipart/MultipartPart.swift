/// One part of a form: a field, or a file.
public struct MultipartPart: Sendable {
    /// The name of the field.
    public let name: String

    /// The name of the file, safe to be used within a folder; nil when the part is no file, or the user has chosen none, for
    /// which browsers send an empty name.
    ///
    /// It has no path, no control characters and no dot at its beginning, is no name that a system has for itself, has at
    /// most 255 bytes, and is never empty. It may still be that of a file which is already there.
    public let filename: String?

    /// The name of the file as the client has sent it: any text, a path perhaps.
    public let sentFilename: String?

    /// What the client says about the content; nil when it says nothing that can be understood.
    public let contentType: MediaType?

    /// All header fields of the part.
    public let headers: HeaderFields

    /// The content, which arrives while it is read, and can be read until the next part is asked for.
    ///
    /// Reading it throws a ``Problem``: 413 beyond the limits, 400 when the form is damaged.
    public let body: RequestBody
}
