#include <sqlite3.h>

/* sqlite3_config() and sqlite3_db_config() take a variable number of arguments, which Swift cannot pass. */

/* Stops counting the memory that SQLite holds: each piece of it is asked for under one lock of the whole process otherwise. To be called
   before SQLite is used first; later it changes nothing. Returns SQLite's result code. */
static inline int tollbook_sqlite_uncounted_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Refuses what lets SQL damage the file: writable_schema, writes to shadow tables. Returns SQLite's result code. */
static inline int tollbook_sqlite_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/* Whether defensive mode is on: 1, 0, or -1 where SQLite cannot say. */
static inline int tollbook_sqlite_is_defensive(sqlite3 *db) {
    int on = -1;
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on) == SQLITE_OK ? on : -1;
}
