// What `@JSONCodable` expands to names these types: who imports ApusJSONCodable has them too.
@_exported public import ApusJSON
