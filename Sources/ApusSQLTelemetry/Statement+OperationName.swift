import ApusSQL

extension Statement {
    /// The statement's first word in capitals: `SELECT`.
    var operationName: String {
        sql.drop { !$0.isLetter }.prefix { $0.isLetter && $0.isASCII }.uppercased()
    }
}
