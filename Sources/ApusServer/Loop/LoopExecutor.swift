import Synchronization

/// Runs the jobs of tasks on one loop.
///
/// A task that prefers this executor stays on the thread of its connection: between two of its steps there is no
/// change of threads, which is what asynchronous code otherwise pays most for.
///
/// ```swift
/// Task(executorPreference: executor) { … }
/// ```
///
/// Code in such a task must not block; every connection of the loop would wait.
package final class LoopExecutor: TaskExecutor {
    /// The jobs that have been handed over and not yet run.
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isDrainScheduled = false
    }

    /// A job that is to run at once.
    private enum Capture {
        case awaited
        case job(UnownedJob)
    }

    private let loop: any Loop
    private let queue = Mutex(Queue())

    // Used on the loop alone: `enqueue` looks at it only after it has made sure that it is there.
    nonisolated(unsafe) private var capture: Capture?

    /// Makes an executor for `loop`.
    package init(loop: any Loop) {
        self.loop = loop
    }

    /// Takes a job from any thread. The loop is woken once for all the jobs that come before it gets to them.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if loop.isCurrent, case .awaited = capture {
            capture = .job(job)
            return
        }
        let mustSchedule = queue.withLock { queue in
            queue.jobs.append(job)
            defer { queue.isDrainScheduled = true }
            return !queue.isDrainScheduled
        }
        if mustSchedule {
            loop.execute { self.drain() }
        }
    }

    /// Calls `resume`, which makes a task of this executor go on, and runs the task at once instead of in the next round.
    /// It must be called on the loop.
    func runNow(_ resume: () -> Void) {
        let outer = capture
        capture = .awaited
        resume()
        let captured = capture
        capture = outer
        if case .job(let job) = captured { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Runs what is queued, and leaves what that adds to the next round, so that other work of the loop has its turn.
    private func drain() {
        let jobs = queue.withLock { queue in
            queue.isDrainScheduled = false
            defer { queue.jobs = [] }
            return queue.jobs
        }
        let executor = asUnownedTaskExecutor()
        for job in jobs {
            job.runSynchronously(on: executor)
        }
    }
}
