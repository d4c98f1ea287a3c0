import Foundation
import Model
import Store
import Time

extension JobRunner {
    /// Does a run of bills. Cut off, it is done again from the begin, which gives out what is missing alone.
    func runBills(_ job: JobRecord, _ progress: (Int64, Int64) -> Void) throws {
        guard let order = BillRunArguments(job.arguments)?.order else {
            return try book.store.finishJob(
                job.id, owner: owner, .failed, message: "The run cannot be read. Begin a new one.", at: book.clock())
        }
        do {
            // Whoever began it was asked for the right then.
            let caller = Caller(kind: .system, name: job.actor, role: .administrator)
            let run = try book.runBills(order, caller: caller) { step in
                progress(step.thousandths, 1000)
                if self.mustStop { return false }
                return try self.book.store.progressJob(
                    job.id, owner: self.owner, done: step.thousandths, total: 1000, until: self.book.clock() + Self.lease)
            }
            let isCancelled = try book.store.job(job.id).isCancelled
            // Else this process has no time for it any more, or another took it over: it waits for the next one.
            guard isCancelled || !run.isStopped else { return }
            let outcome = BillRunView.Outcome(
                bills: run.bills.count, files: run.files, mails: run.mails,
                failures: run.failures.map { .init(party: $0.party.text, words: $0.words) })
            let result = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
            try book.store.finishJob(
                job.id, owner: owner, run.isStopped ? .cancelled : .done,
                message: run.isStopped ? "Stopped. Bills that are issued stay; a new run of these days goes on." : "", result: result,
                at: book.clock())
        } catch let error as StoreError where error.passes {
            throw error
        } catch {
            let words = PlainWords.of(error) ?? Refusal(error)?.text ?? "\(error)"
            try book.store.finishJob(job.id, owner: owner, .failed, message: words, at: book.clock())
        }
    }
}
