#ifndef APUS_CSQLITE3_SHIM_H
#define APUS_CSQLITE3_SHIM_H

#include <sqlite3.h>

// What Swift cannot import: functions with variable arguments, and destructors that are casts.

/// Switches one of the connection's `SQLITE_DBCONFIG_…` options on or off.
static inline int apus_sqlite3_configure(sqlite3 *connection, int option, int isOn) {
    return sqlite3_db_config(connection, option, isOn, (int *)0);
}

/// Binds a copy of UTF-8 text.
static inline int apus_sqlite3_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds a copy of bytes.
static inline int apus_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Returns a copy of UTF-8 text from an SQL function.
static inline void apus_sqlite3_result_text(sqlite3_context *context, const void *bytes, sqlite3_uint64 count) {
    sqlite3_result_text64(context, (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Returns a copy of bytes from an SQL function.
static inline void apus_sqlite3_result_blob(sqlite3_context *context, const void *bytes, sqlite3_uint64 count) {
    sqlite3_result_blob64(context, bytes, count, SQLITE_TRANSIENT);
}

#endif
