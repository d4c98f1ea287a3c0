#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* curl_easy_setopt() and curl_easy_getinfo() take a variable number of arguments, which Swift cannot pass. */

static inline CURLcode tollbook_curl_long(CURL *curl, CURLoption option, long value) { return curl_easy_setopt(curl, option, value); }

static inline CURLcode tollbook_curl_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode tollbook_curl_pointer(CURL *curl, CURLoption option, void *value) { return curl_easy_setopt(curl, option, value); }

static inline CURLcode tollbook_curl_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*tollbook_curl_bytes)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tollbook_curl_callback(CURL *curl, CURLoption option, tollbook_curl_bytes callback) {
    return curl_easy_setopt(curl, option, callback);
}

/* The last status code of the server, 0 where there was none. */
static inline long tollbook_curl_status(CURL *curl) {
    long status = 0;
    return curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}
