// The benchmark's work in C over libpq: what the language and the driver add is measured against this.
//
// usage: peer URL (rows|decode) SECONDS
#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { row_count = 100, last_start = 99000 };

struct item {
    int64_t id;
    char *code;
    char *name;
    int64_t stock;
    double price;
    double updated_at; // seconds since the start of 2001
};

static double wall_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double processor_time(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void fail(const char *message) {
    fprintf(stderr, "peer: %s\n", message);
    exit(1);
}

static int64_t load_int64(const char *bytes) {
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return (int64_t)be64toh(value);
}

static double load_double(const char *bytes) {
    uint64_t bits = (uint64_t)load_int64(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static char *copy_text(const PGresult *result, int row, int column) {
    size_t length = (size_t)PQgetlength(result, row, column);
    char *text = malloc(length + 1);
    if (!text) fail("no memory");
    memcpy(text, PQgetvalue(result, row, column), length);
    text[length] = 0;
    return text;
}

static int read_items(const PGresult *result, struct item *items) {
    int count = PQntuples(result);
    for (int row = 0; row < count; row++) {
        for (int column = 0; column < 6; column++) {
            if (PQgetisnull(result, row, column)) fail("a value is missing");
        }
        items[row].id = load_int64(PQgetvalue(result, row, 0));
        items[row].code = copy_text(result, row, 1);
        items[row].name = copy_text(result, row, 2);
        items[row].stock = load_int64(PQgetvalue(result, row, 3));
        items[row].price = load_double(PQgetvalue(result, row, 4));
        items[row].updated_at = (double)(load_int64(PQgetvalue(result, row, 5)) - 31622400000000) / 1e6;
    }
    return count;
}

static void free_items(struct item *items, int count) {
    for (int row = 0; row < count; row++) {
        free(items[row].code);
        free(items[row].name);
    }
}

static PGresult *read_rows(PGconn *connection, int64_t start) {
    uint64_t id = htobe64((uint64_t)start);
    const char *values[] = {(const char *)&id};
    int lengths[] = {sizeof id}, formats[] = {1};
    PGresult *result = PQexecPrepared(connection, "rows", 1, values, lengths, formats, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != row_count) fail(PQerrorMessage(connection));
    return result;
}

int main(int count, char **arguments) {
    if (count != 4) fail("usage: peer URL (rows|decode) SECONDS");
    PGconn *connection = PQconnectdb(arguments[1]);
    if (PQstatus(connection) != CONNECTION_OK) fail(PQerrorMessage(connection));
    PGresult *prepared = PQprepare(
        connection, "rows",
        "select id, code, name, stock, price, updated_at from items where id >= $1 order by id limit 100", 0, NULL);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK) fail(PQerrorMessage(connection));
    PQclear(prepared);

    int only_decodes = strcmp(arguments[2], "decode") == 0;
    PGresult *fixed = read_rows(connection, 1);
    struct item items[row_count];
    uint64_t random = 0x9E3779B97F4A7C15;
    long operations = 0;
    double start = wall_time(), cpu = processor_time(), end = start + atof(arguments[3]);
    do {
        for (int i = 0; i < 16; i++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            PGresult *result = only_decodes ? fixed : read_rows(connection, (int64_t)(random % last_start) + 1);
            free_items(items, read_items(result, items));
            if (!only_decodes) PQclear(result);
        }
        operations += 16;
    } while (wall_time() < end);
    printf("{\"operations\": %ld, \"seconds\": %.6f, \"cpuSeconds\": %.6f}\n", operations, wall_time() - start,
           processor_time() - cpu);
    PQclear(fixed);
    PQfinish(connection);
}
