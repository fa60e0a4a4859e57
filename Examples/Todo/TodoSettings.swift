import Apus

/// What whoever runs the to-do list decides.
struct TodoSettings: AppSettings {
    let uploadFolder: String
    let publicFolder: String

    init(_ settings: inout SettingsReader) {
        uploadFolder = settings.value("upload.folder", default: "uploads", help: "Where attached files are kept.")
        publicFolder = settings.value("public.folder", default: "Examples/Todo/Public", help: "The page's files.")
    }
}
