import FoundationEssentials
import Testing

@testable import ApusModel

extension Condition {
    var text: String {
        var builder = StatementBuilder(dialect: PlainDialect())
        node.append(to: &builder, within: .alone)
        return builder.sql
    }
}

private func text(_ predicate: (Country.Columns) -> Condition) -> String {
    predicate(Country.columns).text
}

@Suite("A predicate prints as SQL")
struct PredicateTests {
    @Test("comparisons of a column that has always a value")
    func comparisons() {
        #expect(text { $0.name == "a" } == #""name" = $1"#)
        #expect(text { $0.name != "a" } == #""name" <> $1"#)
        #expect(text { $0.name < "a" } == #""name" < $1"#)
        #expect(text { $0.name <= "a" } == #""name" <= $1"#)
        #expect(text { $0.name > "a" } == #""name" > $1"#)
        #expect(text { $0.name >= "a" } == #""name" >= $1"#)
        #expect(text { $0.name.between("a", and: "c") } == #""name" between $1 and $2"#)
    }

    @Test("nil is a value like any other")
    func null() {
        #expect(text { $0.population == 5 } == #""population" = $1"#)
        #expect(text { $0.population == nil } == #""population" is null"#)
        #expect(text { $0.population != nil } == #""population" is not null"#)
        #expect(text { $0.population != 5 } == #""population" is distinct from $1"#)
        #expect(text { $0.population.isNull } == #""population" is null"#)
        #expect(text { $0.population.isNotNull } == #""population" is not null"#)
        let unknown: Int? = nil
        #expect(text { $0.population == unknown } == #""population" is null"#)
    }

    @Test("two columns")
    func columns() {
        #expect(text { $0.name == $0.region } == #""name" = "region""#)
        #expect(text { $0.name != $0.region } == #""name" <> "region""#)
        #expect(text { $0.population == $0.population } == #""population" is not distinct from "population""#)
        #expect(text { $0.population != $0.population } == #""population" is distinct from "population""#)
        #expect(text { $0.name < $0.region } == #""name" < "region""#)
        #expect(text { $0.name <= $0.region } == #""name" <= "region""#)
        #expect(text { $0.name > $0.region } == #""name" > "region""#)
        #expect(text { $0.name >= $0.region } == #""name" >= "region""#)
    }

    @Test("lists")
    func lists() {
        #expect(text { $0.code.in(["FI", "SE"]) } == #""code" in ($1, $2)"#)
        #expect(text { $0.code.in([]) } == "false")
        #expect(text { $0.population.in([1, nil]) } == #""population" in ($1) or "population" is null"#)
        #expect(text { $0.population.in([nil]) } == #""population" is null"#)
    }

    @Test("text")
    func texts() {
        #expect(text { $0.name.contains("a") } == #"contains("name", $1)"#)
        #expect(text { $0.name.contains("a", ignoringCase: true) } == #"contains(lower("name"), lower($1))"#)
        #expect(text { $0.currency.contains("a") } == #"contains("currency", $1)"#)
        #expect(text { $0.name.hasPrefix("a") } == #"substr("name", 1, length($1)) = $2"#)
        #expect(
            text { $0.name.hasPrefix("a", ignoringCase: true) }
                == #"substr(lower("name"), 1, length(lower($1))) = lower($2)"#
        )
        #expect(text { $0.name.hasSuffix("a") } == #"substr("name", length("name") - length($1) + 1) = $2"#)
    }

    @Test("and, or and not, with no more parentheses than are needed")
    func logic() {
        #expect(text { $0.name == "a" && $0.region == "b" } == #""name" = $1 and "region" = $2"#)
        #expect(text { $0.name == "a" || $0.region == "b" } == #""name" = $1 or "region" = $2"#)
        #expect(
            text { ($0.name == "a" || $0.name == "b") && $0.region == "c" }
                == #"("name" = $1 or "name" = $2) and "region" = $3"#
        )
        #expect(
            text { $0.name == "a" || $0.name == "b" && $0.region == "c" }
                == #""name" = $1 or "name" = $2 and "region" = $3"#
        )
        #expect(text { !($0.name == "a") } == #"("name" = $1) is not true"#)
        #expect(
            text { !($0.name == "a" || $0.name == "b") && $0.region == "c" }
                == #"("name" = $1 or "name" = $2) is not true and "region" = $3"#
        )
    }

    @Test("conditions from a list")
    func combined() {
        #expect(text { _ in .all([]) } == "true")
        #expect(text { _ in .any([]) } == "false")
        #expect(text { .any([$0.name == "a"]) } == #""name" = $1"#)
        #expect(
            text { c in .all(["a", "b"].map { c.name != $0 }) && .any(["c", "d"].map { c.region == $0 }) }
                == #""name" <> $1 and "name" <> $2 and ("region" = $3 or "region" = $4)"#
        )
    }

    @Test("a condition written by hand")
    func byHand() {
        let name = "x'; drop table country; --"
        #expect(
            text { $0.region == "a" && .sql("name similar to \(name)") } == #""region" = $1 and (name similar to $2)"#
        )
    }

    @Test("a chain of ten thousand conditions is flat")
    func longChain() {
        var predicate = Country.columns.name == "0"
        for index in 1..<10_000 { predicate = predicate || Country.columns.name == "\(index)" }
        #expect(predicate.text.hasSuffix(#""name" = $9999 or "name" = $10000"#))
    }
}
