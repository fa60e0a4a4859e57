// An application imports Apus and has the whole house; this is the only place that re-exports.
@_exported public import ApusCore
@_exported public import ApusHTTP
@_exported public import ApusJSONCodable
@_exported public import ApusMigrations
@_exported public import ApusModel
@_exported public import ApusSQL
@_exported public import ApusServer
