extension String {
    /// The name as databases spell it: `isoNumber` → `iso_number`, `URLPath` → `url_path`, `regionID` → `region_id`.
    var snakeCased: String {
        let characters = Array(self)
        var result = ""
        for (index, character) in characters.enumerated() {
            if character.isUppercase, index > 0, characters[index - 1] != "_" {
                let followsWord = !characters[index - 1].isUppercase
                let beginsWord = index + 1 < characters.count && characters[index + 1].isLowercase
                if followsWord || beginsWord { result += "_" }
            }
            result += character.lowercased()
        }
        return result
    }
}
