import Testing

@testable import Apus

@Suite("Values of settings")
struct SettingValueTests {
    @Test(
        "A time needs its unit",
        arguments: [
            ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)),
            ("1h", .seconds(3_600)),
            ("0s", .zero), ("1.5s", .milliseconds(1_500)), ("30", nil), ("-1s", nil), ("s", nil), ("1e300h", nil),
            ("nans", nil), ("infs", nil), ("", nil),
        ]
    )
    func duration(text: String, expected: Duration?) {
        #expect(Duration(setting: text) == expected)
    }

    @Test("A time is shown in the largest unit that fits", arguments: ["0s", "1ms", "90s", "2m", "3h"])
    func durationText(text: String) {
        #expect(Duration(setting: text)?.settingText == text)
    }

    @Test("A number is finite", arguments: [("1.5", 1.5), ("inf", nil), ("nan", nil), ("x", nil)])
    func double(text: String, expected: Double?) {
        #expect(Double(setting: text) == expected)
    }

    @Test("On and off have several spellings", arguments: [("YES", true), ("off", false), ("1", true), ("2", nil)])
    func bool(text: String, expected: Bool?) {
        #expect(Bool(setting: text) == expected)
    }

    @Test("A list drops blanks and empty items")
    func list() {
        #expect([String](setting: " a, b ,,c") == ["a", "b", "c"])
    }

    @Test("A secret never shows itself")
    func secret() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, secret.settingText, "\([secret])"] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.value == "hunter2")
    }

    @Test("The file .env is read as a shell would read it")
    func dotEnv() {
        let (variables, mistakes) = DotEnv.parse(
            """
            # comment
            A=1
              export B = no
            C="two words" # comment
            D='#1 "x"'
            E=a#b # comment
            F=
            1G=no\r
            H=crlf\r
            A=again
            """
        )
        #expect(variables == ["A": "again", "C": "two words", "D": #"#1 "x""#, "E": "a#b", "F": "", "H": "crlf"])
        #expect(mistakes == [3, 8])
    }

    @Test("Letters put in, left out, replaced and swapped are counted")
    func distance() {
        #expect(Misspelling.distance("PORT", "PROT") == 1)
        #expect(Misspelling.distance("PORT", "PORTS") == 1)
        #expect(Misspelling.distance("", "abc") == 3)
        #expect(Misspelling.correction(of: "HOME", among: ["HOST", "PORT"]) == nil)
        #expect(Misspelling.correction(of: "PORT", among: ["PORT"]) == nil)
    }
}
