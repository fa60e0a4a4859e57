/// A PostgreSQL type by its object identifier: the types that this driver has a form of its own for.
///
/// The numbers of built-in types never change; they are those of `pg_type.dat` in PostgreSQL's source.
struct TypeID: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt32

    /// Leaves it to the server to find out which type a value has to have.
    static let unspecified = TypeID(rawValue: 0)
    static let boolean = TypeID(rawValue: 16)
    static let bytea = TypeID(rawValue: 17)
    static let name = TypeID(rawValue: 19)
    static let int8 = TypeID(rawValue: 20)
    static let int2 = TypeID(rawValue: 21)
    static let int4 = TypeID(rawValue: 23)
    static let text = TypeID(rawValue: 25)
    static let oid = TypeID(rawValue: 26)
    static let json = TypeID(rawValue: 114)
    static let float4 = TypeID(rawValue: 700)
    static let float8 = TypeID(rawValue: 701)
    static let unknown = TypeID(rawValue: 705)
    static let bpchar = TypeID(rawValue: 1042)
    static let varchar = TypeID(rawValue: 1043)
    static let date = TypeID(rawValue: 1082)
    static let timestamp = TypeID(rawValue: 1114)
    static let timestamptz = TypeID(rawValue: 1184)
    static let numeric = TypeID(rawValue: 1700)
    static let uuid = TypeID(rawValue: 2950)
    static let jsonb = TypeID(rawValue: 3802)
}
