// A model's columns, rows and JSON are made of these modules' types, and `@Model` expands to code that names them: who
// imports ApusModel has them too.
@_exported public import ApusJSON
@_exported public import ApusSQL
