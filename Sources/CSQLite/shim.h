#include <sqlite3.h>

/* sqlite3_db_config() takes a variable number of arguments, which Swift cannot pass. */

/* Refuses what lets SQL damage the file: writable_schema, writes to shadow tables. Returns SQLite's result code. */
static inline int tollbook_sqlite_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/* Whether defensive mode is on: 1, 0, or -1 where SQLite cannot say. */
static inline int tollbook_sqlite_is_defensive(sqlite3 *db) {
    int on = -1;
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on) == SQLITE_OK ? on : -1;
}
