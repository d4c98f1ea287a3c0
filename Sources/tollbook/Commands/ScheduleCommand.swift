import ArgumentParser
import Model
import Service
import Time

struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Reports and bills that are made by themselves.",
        discussion: "They stand under `schedules` in the site file; the server makes them when they are due.",
        subcommands: [Run.self, List.self, Log.self])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make what a schedule asks for now. Its mails go out with the server's next look at the outbox.")

        @OptionGroup var book: BookOptions

        @Argument(help: "The schedule's id.")
        var name: String

        func run() throws {
            let run = try OpenBook.open(book.path, for: .writing).runSchedule(ScheduleID(name), caller: .here)
            Output.standard.write("\(run.schedule): \(run.state.rawValue), \(run.messages) mails, \(run.files) files\n")
            Output.standard.flush()
            guard run.state == .done else {
                Output.error.write("tollbook: \(run.message)\n")
                Output.error.flush()
                throw ExitCode(1)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The schedules, when each is due next, and how the last one went.")

        @OptionGroup var book: BookOptions

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            let zone = try opened.zone()
            for schedule in try opened.schedules(caller: .here) {
                let next = schedule.isPaused ? "paused" : schedule.next.map { zone.wall($0).description } ?? "never"
                let last = schedule.last.map { $0.state.rawValue + " " + zone.wall($0.due).description } ?? "not yet"
                Output.standard.write("\(schedule.id)  \(schedule.report ?? "bills")  next \(next)  last \(last)\n")
            }
            Output.standard.flush()
        }
    }

    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What schedules made, the newest first.")

        @OptionGroup var book: BookOptions

        @Option(help: "At most so many.")
        var limit = 100

        func run() throws {
            let opened = try OpenBook.open(book.path, for: .reading)
            let zone = try opened.zone()
            for run in try opened.scheduleRuns(limit: max(limit, 1), caller: .here) {
                let missed = run.missed > 0 ? "  stands for \(run.missed) that were missed" : ""
                Output.standard.write(
                    "\(zone.wall(run.due))  \(run.schedule)  \(run.state.rawValue)  \(run.messages) mails  \(run.files) files\(missed)  \(run.message)\n"
                )
            }
            Output.standard.flush()
        }
    }
}
