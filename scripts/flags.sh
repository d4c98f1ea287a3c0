# Sourced by build.sh and swift-tests.sh: the flags of the one optimised build. `swift test` on its own adds a second
# -enable-testing and with it compiles every dependency again (seven minutes), so tests run by --skip-build after `swift build`.
flags=(-c release -Xswiftc -enable-testing)
