/// A certificate for `localhost` that nobody trusts, good until 2126, and its key: for tests of TLS alone.
enum TestCertificate {
    static let chain = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUDOlzkEa9Sxd5DvbWZTsEnBQlrtQwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDA0Mzk0MFoYDzIxMjYxMDMx
        MDQzOTQwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASdt2lmimiKfdoC6dg9wKIJO9PWc53CTGhPb87XF3qditxQqJNFfxVv
        i2g1qxtiWRTLrte+WlH2qmXwO5gm23z5o28wbTAdBgNVHQ4EFgQUhj+iBHk2c6sZ
        zEG+8TQuPToE8qswHwYDVR0jBBgwFoAUhj+iBHk2c6sZzEG+8TQuPToE8qswDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSAAwRQIgVIotZ6gImjtlHT3X9XGevw5+hBR+hWzxLY+smF9Bd5gCIQCd
        L0O1bV1TitkQyIk20r2G8AkmL/0OYMfaIil3CQCLjg==
        -----END CERTIFICATE-----
        """
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJlroImtFDje61oef
        HOa4qMOeXVzHsFi0rnrwY61lopehRANCAASdt2lmimiKfdoC6dg9wKIJO9PWc53C
        TGhPb87XF3qditxQqJNFfxVvi2g1qxtiWRTLrte+WlH2qmXwO5gm23z5
        -----END PRIVATE KEY-----
        """
}
