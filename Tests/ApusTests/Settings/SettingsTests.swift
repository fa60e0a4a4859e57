import Foundation
import Testing

@testable import Apus

@Suite("Settings")
struct SettingsTests {
    struct Shop: Application {
        struct Settings: AppSettings {
            let folder: String
            let key: Secret
            let size: Int
            let theme: Theme
            let tags: [String]
            let isLoud: Bool

            init(_ settings: inout SettingsReader) {
                folder = settings.value("uploads.folder", default: "uploads", help: "Where uploads are kept.")
                key = settings.value("session.key", help: "Signs sessions.")
                size = settings.value("uploads.max-size", default: 10, help: "The most megabytes.")
                settings.require((1...100).contains(size), "uploads.max-size", "must be 1 to 100")
                theme = settings.value("theme", default: .light, help: "The colours.")
                tags = settings.value("tags", default: [], help: "The tags.")
                isLoud = settings.value("loud", default: false, help: "Whether it is loud.")
            }
        }

        enum Theme: String, CaseIterable, SettingValue { case light, dark }

        func configure(_ app: inout AppBuilder) {}
    }

    private func load(
        _ arguments: [String] = [],
        _ environment: [String: String] = ["SESSION_KEY": "s3cret"],
        files: [String: String] = [:]
    ) throws -> (Shop.Settings, LoadedSettings) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "apus-settings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let commandLine = CommandLineSettings(arguments, known: LoadedSettings.declared(by: Shop.self))
        let loaded = try LoadedSettings(
            for: Shop.self,
            .init(commandLine: commandLine, environment: environment, folder: folder.path(), fileName: "shop.json")
        )
        var reader = SettingsReader(loaded.sources)
        return (Shop.Settings(&reader), loaded)
    }

    private func mistakes(
        _ arguments: [String] = [],
        _ environment: [String: String] = ["SESSION_KEY": "s3cret"],
        files: [String: String] = [:]
    ) throws -> [String] {
        let error = #expect(throws: SettingsError.self) { try load(arguments, environment, files: files) }
        return error?.mistakes ?? []
    }

    @Test("The command line wins over the environment, that over .env, that over the file, that over the default")
    func precedence() throws {
        let files = [
            ".env": "UPLOADS_FOLDER=dotenv\nTHEME=dark\n",
            "shop.json": #"{"uploads": {"folder": "file", "max-size": 7}, "theme": "light", "tags": ["a", "b"]}"#,
        ]
        let environment = ["SESSION_KEY": "k", "UPLOADS_FOLDER": "environment"]
        #expect(try load(["--uploads-folder", "line"], environment, files: files).0.folder == "line")
        #expect(try load([], environment, files: files).0.folder == "environment")
        #expect(try load(files: files).0.folder == "dotenv")
        #expect(try load(files: ["shop.json": files["shop.json"] ?? ""]).0.folder == "file")
        #expect(try load().0.folder == "uploads")

        let (settings, loaded) = try load(["--loud"], environment, files: files)
        #expect(settings.size == 7)
        #expect(settings.theme == .dark)
        #expect(settings.tags == ["a", "b"])
        #expect(settings.isLoud)
        let sources = Dictionary(uniqueKeysWithValues: loaded.resolved.map { ($0.key.name, $0.source) })
        #expect(sources["uploads.folder"] == "the environment")
        #expect(sources["theme"] == ".env")
        #expect(sources["tags"] == "shop.json")
        #expect(sources["loud"] == "the command line")
        #expect(sources["port"] == .some(nil))
    }

    @Test("A variable that is set to nothing counts as not set")
    func empty() throws {
        #expect(try load([], ["SESSION_KEY": "k", "UPLOADS_FOLDER": ""]).0.folder == "uploads")
        #expect(try mistakes([], ["SESSION_KEY": ""]) == ["SESSION_KEY is not set. Signs sessions."])
    }

    @Test("Everything that is missing or wrong is said at once, without secrets")
    func allMistakes() throws {
        let environment = ["UPLOADS_MAX_SIZE": "101", "THEME": "blue", "PORT": "eighty", "LOUD": "perhaps"]
        #expect(
            try mistakes(["--session-key", "hunter2", "--port"], environment) == [
                "--session-key is a secret, and every user of this machine can read command lines. Set SESSION_KEY in the "
                    + "environment or in .env.",
                "--port needs a value.",
                #"PORT must be a whole number, but is "eighty" (from the environment)."#,
                "SESSION_KEY is not set. Signs sessions.",
                "UPLOADS_MAX_SIZE must be 1 to 100.",
                #"THEME must be one of light, dark, but is "blue" (from the environment)."#,
                #"LOUD must be true or false, but is "perhaps" (from the environment)."#,
            ]
        )
    }

    @Test("Names that no setting has are reported, with the one that was probably meant")
    func misspelled() throws {
        let (_, loaded) = try load(
            [],
            ["SESSION_KEY": "k", "UPLOAD_FOLDER": "x", "PATH": "/bin", "EDITOR": "ed"],
            files: [".env": "THEMES=dark\nUNRELATED=1\n"]
        )
        #expect(
            loaded.warnings == [
                "UPLOAD_FOLDER in the environment is not a setting: did you mean UPLOADS_FOLDER?",
                "THEMES in .env is not a setting: did you mean THEME?",
                "UNRELATED in .env is not a setting.",
            ]
        )
        #expect(
            try mistakes(files: ["shop.json": #"{"uploads": {"fodler": "x"}, "color": 1}"#]) == [
                "color in shop.json is not a setting.",
                "uploads.fodler in shop.json is not a setting: did you mean uploads.folder?",
            ]
        )
    }

    @Test("Files that cannot be understood are refused with the place")
    func badFiles() throws {
        #expect(
            try mistakes(files: [".env": "A=1\nnonsense\nB='open\n"]).prefix(2) == [
                ".env has no NAME=value in line 2.", ".env has no NAME=value in line 3.",
            ]
        )
        #expect(
            try mistakes(files: ["shop.json": "{\n]"])[0].hasPrefix("shop.json is not well-formed JSON in line 2: ")
        )
        #expect(try mistakes(files: ["shop.json": "[]"]) == ["shop.json must hold a JSON object."])
        #expect(
            try mistakes(files: ["shop.json": #"{"tags": [1], "theme": null}"#]) == [
                "tags in shop.json must be text, a number, true, false or a list of texts.",
                "theme in shop.json must be text, a number, true, false or a list of texts.",
            ]
        )
        #expect(try mistakes(["--config-file", "other.json"]) == ["The settings file other.json cannot be read."])
    }

    @Test("Another settings file can be named")
    func namedFile() throws {
        let files = ["other.json": #"{"theme": "dark", "uploads.folder": "flat"}"#]
        let (settings, _) = try load(["--config-file=other.json"], files: files)
        #expect(settings.theme == .dark)
        #expect(settings.folder == "flat")
    }

    @Test("A table shows what is in effect and where it comes from, but no secret")
    func table() throws {
        let (_, loaded) = try load(["--port=9000"], ["SESSION_KEY": "hunter2", "DATABASE_URL": "postgres://u:pw@h/d"])
        let table = SettingsTable.text(loaded.resolved)
        #expect(table.contains("PORT              9000       the command line\n"))
        #expect(table.contains("SESSION_KEY       <secret>   the environment\n"))
        #expect(!table.contains("hunter2"))
        #expect(!table.contains("pw"))
    }

    @Test("Help lists every setting with its spellings and its default")
    func usage() {
        let usages = LoadedSettings.declared(by: Shop.self).map(\.usage)
        #expect(usages.contains("UPLOADS_FOLDER, --uploads-folder …\n    Where uploads are kept. (default: uploads)"))
        #expect(usages.contains("SESSION_KEY\n    Signs sessions. (required)"))
        #expect(usages.contains("LOUD, --loud\n    Whether it is loud. (default: false)"))
    }

    @Test("What is no setting is left for the command, in its order")
    func rest() {
        let known = LoadedSettings.declared(by: Shop.self)
        let line = CommandLineSettings(
            ["migrate", "--port", "1", "down", "--steps", "2", "--loud", "--", "--theme", "x"],
            known: known
        )
        #expect(line.rest == ["migrate", "down", "--steps", "2", "--", "--theme", "x"])
        #expect(line.values == ["PORT": "1", "LOUD": "true"])
    }
}
