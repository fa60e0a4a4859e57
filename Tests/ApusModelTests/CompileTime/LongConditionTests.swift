import ApusModel
import FoundationEssentials
import Testing

/// Conditions as long as real ones get. Each is one expression, which the compiler must check in linear time; for a corpus of
/// queries `CompileTimeTests` limits what that takes.
@Suite("Long conditions compile")
struct LongConditionTests {
    @Test("ten conditions of mixed types and literals")
    func mixed() {
        let query = Sample.where {
            $0.population > 1_000_000 && $0.name.contains("a") && $0.currency == "EUR" && $0.region != "Asia"
                && $0.numeric < "500" && $0.area >= 1.5 && $0.isMember == true && $0.version == 3
                && $0.population.between(1, and: 5) && !($0.name == $0.numeric)
        }
        #expect(
            query.tail
                == #" where "population" > $1 and contains("name", $2) and "currency" = $3 and "region" <> $4 "#
                + #"and "numeric" < $5 and "area" >= $6 and "is_member" = $7 and "version" = $8 "#
                + #"and "population" between $9 and $10 and ("name" = "numeric") is not true"#
        )
    }

    @Test("groups of and and or")
    func groups() {
        let query = Sample.where {
            ($0.population > 1_000_000 && $0.population <= 5) || ($0.area > 1 && $0.area < 2)
                || ($0.name == "A" || $0.name == "B") && ($0.numeric != "x" || $0.region != "y")
                    && ($0.version > 1 && $0.version < 2)
        }
        #expect(
            query.tail
                == #" where "population" > $1 and "population" <= $2 or "area" > $3 and "area" < $4 "#
                + #"or ("name" = $5 or "name" = $6) and ("numeric" <> $7 or "region" <> $8) "#
                + #"and "version" > $9 and "version" < $10"#
        )
    }

    @Test("fifteen numbers")
    func numbers() {
        let query = Sample.where { sample in
            sample.population == 1 && sample.population == 2 && sample.population == 3 && sample.population == 4
                && sample.population == 5 && sample.area == 1 && sample.area == 2 && sample.area == 3
                && sample.area == 4 && sample.area == 5 && sample.version == 1 && sample.version == 2
                && sample.version == 3 && sample.version == 4 && sample.version == 5
        }
        #expect(query.tail.hasSuffix(#"and "version" = $15"#))
    }

    @Test("computed values")
    func computed() {
        let (number, date) = (5, Date.now)
        let query = Sample.where {
            $0.population > number && $0.area < 2.5 * 3 && $0.createdAt > date && $0.createdAt <= date
                && $0.version == number + 1 && $0.population == number * 2 - 1
        }
        #expect(query.tail.hasSuffix(#"and "version" = $5 and "population" = $6"#))
    }
}

@Model private struct Sample {
    @ID var name: String
    var population: Int?
    var currency: String?
    var region: String
    var numeric: String
    var area: Double?
    var isMember: Bool
    @Version var version: Int
    @Timestamp(.created) var createdAt: Date
}
