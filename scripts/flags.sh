# Sourced by build.sh: the flags of the one optimised build. `swift test` on its own adds a second -enable-testing and with it compiles
# every dependency again (seven minutes), so swift-tests.sh runs what `swift build --build-tests` made.
flags=(-c release -Xswiftc -enable-testing)
